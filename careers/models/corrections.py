"""What readers tell the editors is wrong or outdated, and what becomes of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> Self:
        """Reports that no editor has closed, the newest first."""
        return self.filter(status=Correction.Status.OPEN)

    def told(self) -> Self:
        """What was mended and told in public, the latest first."""
        mended = self.filter(status=Correction.Status.MENDED).exclude(public_note="")
        return mended.order_by("-closed_at", "-pk")


class Correction(models.Model):
    """A reader's word that something on a page is wrong, until an editor closes it."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        MENDED = "mended", "Mended"
        DECLINED = "declined", "Looked at, nothing to mend"

    about = models.CharField("page", max_length=300, help_text="The page's path on this site.")
    section = models.SlugField(
        "part of the page", blank=True, help_text="The anchor of the part; empty for the page."
    )
    statement = models.TextField("what is wrong", max_length=4000)
    source_url = models.URLField("where it says so", blank=True)
    email = models.EmailField(
        blank=True, help_text="Only to answer; erased when the report is closed."
    )
    created_at = models.DateTimeField("received", auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who looks after it.",
    )
    public_note = models.TextField(
        max_length=500,
        blank=True,
        help_text=(
            "What was mended, in a sentence. The page “What we corrected” shows it once the "
            "report is set to mended; without it the report is not named there."
        ),
    )
    editors_note = models.TextField(blank=True, help_text="For editors only.")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="correction_inbox"),
            models.Index(
                fields=["-closed_at"], condition=Q(status="mended"), name="correction_told"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="closed_correction_has_no_email",
                condition=Q(status="open") | Q(email=""),
            ),
            models.CheckConstraint(
                name="correction_status_known",
                condition=Q(status__in=["open", "mended", "declined"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.statement[:60]}"

    @property
    def place(self) -> str:
        """Where on the site it is about: the page's path, and the part's anchor."""
        return f"{self.about}#{self.section}" if self.section else self.about

    def settle(self, by_id: int | None) -> None:
        """Bring what depends on the status in step with it, before saving.

        Closing writes down when and who, and forgets the reader's email address; opening again
        takes the first two back.
        """
        if self.status == self.Status.OPEN:
            self.closed_at = self.closed_by_id = None
        else:
            if self.closed_at is None:
                self.closed_at, self.closed_by_id = timezone.now(), by_id
            self.email = ""


class CorrectionAnswer(models.Model):
    """What an editor wrote to the reader who reported something."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="answers")
    words = models.TextField(max_length=4000)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "answer"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:60]
