"""Readers' reports of what is wrong or outdated, and the editors' answers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.models.guides import GuideVersion
from common.languages import translated_property


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> Self:
        """Reports that no editor has closed, the newest first."""
        return self.filter(status=Correction.Status.OPEN)

    def public(self) -> Self:
        """Fixed mistakes that the public page lists, the latest first."""
        fixed = self.filter(status=Correction.Status.FIXED).exclude(public_note_en="")
        return fixed.order_by("-closed_at", "-pk")


class Correction(models.Model):
    """A reader's report that something on a page is wrong."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        FIXED = "fixed", _("Fixed")
        DECLINED = "declined", _("Checked, nothing to fix")

    about = models.CharField(
        _("page"), max_length=300, help_text=_("The page's path on this site.")
    )
    section = models.SlugField(
        _("part of the page"),
        blank=True,
        help_text=_("The anchor of the part; empty for the page."),
    )
    guide_version = models.ForeignKey(
        GuideVersion,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("guide version"),
        help_text=_("The version of the guide that the reader saw."),
    )
    statement = models.TextField(_("what is wrong"), max_length=4000)
    source_url = models.URLField(_("where it says so"), blank=True)
    email = models.EmailField(
        _("email"), blank=True, help_text=_("Only to answer; erased when the report is closed.")
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True, "is_active": True},
        verbose_name=_("assigned to"),
        help_text=_("Who looks after it."),
    )
    public_note_en = models.TextField(
        _("public note"),
        max_length=500,
        blank=True,
        help_text=_(
            "What was fixed, in a sentence. The page “What we corrected” shows it once the "
            "status is “Fixed”. Without a note the report is not listed there."
        ),
    )
    public_note_es = models.TextField(
        _("public note in Spanish"),
        max_length=500,
        blank=True,
        help_text=_("Shown on the pages in Spanish; without it, they show the one in English."),
    )
    public_note = translated_property("public_note")
    editors_note = models.TextField(_("editors note"), blank=True, help_text=_("For editors only."))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("closed by"),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="correction_inbox"),
            models.Index(
                fields=["-closed_at"], condition=Q(status="fixed"), name="correction_public"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="closed_correction_has_no_email",
                condition=Q(status="open") | Q(email=""),
            ),
            models.CheckConstraint(
                name="correction_status_known",
                condition=Q(status__in=["open", "fixed", "declined"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.statement[:60]}"

    @property
    def place(self) -> str:
        """The part of the site that it is about: the page's path, and the section's anchor."""
        return f"{self.about}#{self.section}" if self.section else self.about

    def sync_with_status(self, by_id: int | None) -> None:
        """Set what depends on the status, before saving.

        Closing sets when and by whom, and erases the reader's email address; reopening clears the
        first two.
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
    text = models.TextField(max_length=4000)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "answer"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
