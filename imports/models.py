"""An import's progress and findings. Each kind of file adds a table of its own facts."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

# Days after its end for which the file of an import that nobody can publish is kept.
KEEP_FILE_DAYS = 14


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def running(self) -> Self:
        """Runs that a worker has begun and not ended."""
        return self.filter(state__in=ImportRun.RUNNING)

    def abandoned(self, now: dt.datetime) -> Self:
        """Imports that cannot be published, whose files have been kept long enough."""
        ended = now - dt.timedelta(days=KEEP_FILE_DAYS)
        states = (ImportRun.State.FAILED, ImportRun.State.CANCELLED, ImportRun.State.BLOCKED)
        return self.filter(state__in=states, finished_at__lte=ended).exclude(path="")

    def settled(self, kind: str, sha256: str) -> Self:
        """Runs of this very file that were, or wait to be, decided on."""
        return self.filter(kind=kind, sha256=sha256, state__in=ImportRun.SETTLED)


class ImportRun(models.Model):
    """One run of a file from its arrival to its publication.

    Each kind of file has a model that inherits from this one.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting for its turn"
        READING = "reading", "Reading and staging"
        CHECKING = "checking", "Checking"
        COMPARING = "comparing", "Comparing with what is published"
        BUILDING = "building", "Building the draft"
        READY = "ready", "Ready to look at"
        BLOCKED = "blocked", "Cannot be published"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"
        PUBLISHED = "published", "Published"
        DISCARDED = "discarded", "Discarded"

    RUNNING: ClassVar = (State.READING, State.CHECKING, State.COMPARING, State.BUILDING)
    AT_WORK: ClassVar = (State.QUEUED, *RUNNING)
    SETTLED: ClassVar = (State.READY, State.PUBLISHED, State.DISCARDED)
    # Key of the kind; given by the model of each kind.
    KIND = ""

    kind = models.CharField(max_length=20, editable=False)
    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=400, help_text="Where the file is until it is imported.")
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Of the tables inside, decompressed."
    )
    even_if_known = models.BooleanField(
        default=False, help_text="Load the file although it was loaded before."
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0, help_text="Of the current step.")
    message = models.TextField(blank=True, help_text="What went wrong, and where in the file.")
    cancel_requested = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    rows_staged = models.PositiveIntegerField(default=0)
    rows_left_out = models.PositiveIntegerField(
        default=0, help_text="Rows that are of no concern here, as those of a single industry."
    )
    counts = models.JSONField(default=dict, help_text="Rows by how they differ.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(
        null=True, blank=True, help_text="When a worker took it; it may still wait for another."
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_percent", condition=Q(percent__gte=0) & Q(percent__lte=100)
            ),
            models.CheckConstraint(
                name="import_state_known",
                condition=Q(
                    state__in=[
                        *("queued", "reading", "checking", "comparing", "building", "ready"),
                        *("blocked", "failed", "cancelled", "published", "discarded"),
                    ]
                ),
            ),
            models.CheckConstraint(name="import_has_a_kind", condition=~Q(kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display().lower()}"

    def save(self, *args: Any, **options: Any) -> None:
        self.kind = self.kind or self.KIND
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        """Its page in admin."""
        meta = self._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def has_failed(self) -> bool:
        return self.state in (self.State.FAILED, self.State.CANCELLED)

    @property
    def can_restart(self) -> bool:
        """Whether its file is still there and nobody has decided on it."""
        undecided = self.has_failed or self.state in (self.State.READY, self.State.BLOCKED)
        return undecided and bool(self.path)

    @property
    def keeps_file_until(self) -> dt.datetime | None:
        """When housekeeping removes its file; None where that is not planned."""
        is_abandoned = self.has_failed or self.state == self.State.BLOCKED
        if not is_abandoned or not self.path or self.finished_at is None:
            return None
        return self.finished_at + dt.timedelta(days=KEEP_FILE_DAYS)

    @property
    def can_discard(self) -> bool:
        return self.has_failed or self.state in (self.State.READY, self.State.BLOCKED)


class ImportFinding(models.Model):
    """Something in a file that forbids publishing, or that an editor should look at."""

    class Severity(models.TextChoices):
        BLOCK = "block", "Forbids publishing"
        ASK = "ask", "Asks for a second yes"
        LOOK = "look", "Look at it"
        NOTE = "note", "For your information"

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="findings", db_index=False)
    kind = models.CharField(max_length=20, help_text="One of those that the kind of file has.")
    severity = models.CharField(max_length=5, choices=Severity)
    row = models.PositiveIntegerField(null=True, help_text="In the file, 1 is the header.")
    place = models.CharField(max_length=160, blank=True, help_text="An area or an institution.")
    subject = models.CharField(max_length=160, blank=True, help_text="What the row is about.")
    column = models.CharField(max_length=30, blank=True)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    change = models.DecimalField(
        max_digits=9, decimal_places=1, null=True, help_text="Of a figure, in percent."
    )
    message = models.TextField(blank=True, help_text="A whole sentence, where cells do not do.")

    class Meta:
        verbose_name = "finding"
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "kind", "id"], name="finding_run_kind")]
        constraints = [
            models.CheckConstraint(
                name="finding_severity_known",
                condition=Q(severity__in=["block", "ask", "look", "note"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, row {self.row}"
