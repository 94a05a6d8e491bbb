"""The import of a file: how far it has come, what was found in it, its rows before they count."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from salaries.models.releases import Release


class WageImportQuerySet(models.QuerySet["WageImport"]):
    def at_work(self) -> Self:
        """Imports that wait for a worker or are being worked on."""
        return self.filter(state__in=WageImport.AT_WORK)


class WageImport(models.Model):
    """One run of a file from its arrival to a draft release, and what became of the draft."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting for its turn"
        READING = "reading", "Reading and staging"
        CHECKING = "checking", "Checking"
        COMPARING = "comparing", "Comparing with the published release"
        BUILDING = "building", "Building the draft"
        READY = "ready", "Ready to look at"
        BLOCKED = "blocked", "Cannot be published"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"
        PUBLISHED = "published", "Published"
        DISCARDED = "discarded", "Discarded"

    AT_WORK: ClassVar = (
        State.QUEUED,
        State.READING,
        State.CHECKING,
        State.COMPARING,
        State.BUILDING,
    )

    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=400, help_text="Where the file rests until it is imported.")
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True)
    period = models.DateField(
        null=True, help_text="First day of the month the figures are for; None until it is known."
    )
    released_on = models.DateField(null=True, blank=True)
    even_if_known = models.BooleanField(
        default=False, help_text="Load the file although it was loaded before."
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0, help_text="Of the step it is at.")
    message = models.TextField(blank=True, help_text="What went wrong, and where in the file.")
    cancel_requested = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    rows_staged = models.PositiveIntegerField(default=0)
    rows_left_out = models.PositiveIntegerField(
        default=0, help_text="Rows of one industry or ownership; only cross-industry rows are kept."
    )
    counts = models.JSONField(default=dict, help_text="Rows by how they differ from the base.")
    levels = models.JSONField(default=list)
    base = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The published release it was compared with.",
    )
    release = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        help_text="The draft that was made of it.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = WageImportQuerySet.as_manager()

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
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("admin:salaries_wageimport_change", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def can_restart(self) -> bool:
        return self.state in (self.State.FAILED, self.State.CANCELLED)

    @property
    def can_discard(self) -> bool:
        return self.state in (self.State.READY, self.State.BLOCKED)


class ImportFinding(models.Model):
    """Something in a file that forbids publishing, or that an editor should look at."""

    class Severity(models.TextChoices):
        BLOCK = "block", "Forbids publishing"
        LOOK = "look", "Look at it"
        NOTE = "note", "For your information"

    class Kind(models.TextChoices):
        UNREADABLE = "unreadable", "Not a number"
        BAD_KEY = "bad_key", "Area or occupation code not of the right form"
        DUPLICATE = "duplicate", "Twice in the file"
        ORDER = "order", "Percentiles out of order"
        MIXED_YEARS = "mixed_years", "More than one year"
        BIG_CHANGE = "big_change", "Median changed by more than 25%"
        TOP_CODE = "top_code", "Top code crossed"
        MINIMUM = "minimum", "Below the federal minimum wage"
        SUPPRESSED = "suppressed", "Newly suppressed"
        NEW_AREA = "new_area", "New area"
        GONE_AREA = "gone_area", "Area no longer there"
        NEW_OCCUPATION = "new_occupation", "New occupation"
        GONE_OCCUPATION = "gone_occupation", "Occupation no longer there"
        RENAMED = "renamed", "Another name than before"
        MIXED_MARKS = "mixed_marks", "Withheld and top-coded in one row"
        EDITED = "edited", "An editor's figure would be replaced"
        LARGEST_UP = "largest_up", "Among the largest rises"
        LARGEST_DOWN = "largest_down", "Among the largest falls"

    run = models.ForeignKey(WageImport, models.CASCADE, related_name="findings", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    severity = models.CharField(max_length=5, choices=Severity)
    row = models.PositiveIntegerField(null=True, help_text="In the file, 1 is the head.")
    area = models.CharField(max_length=120, blank=True)
    occupation = models.CharField(max_length=130, blank=True)
    column = models.CharField(max_length=20, blank=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    change = models.DecimalField(
        max_digits=9, decimal_places=1, null=True, help_text="Of the median, in percent."
    )

    class Meta:
        verbose_name = "finding"
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "kind", "id"], name="finding_run_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, row {self.row}"


class StagedWage(models.Model):
    """A row of the file at work, as read: the columns of Wage, and codes in the place of keys.

    The table is emptied when the next import begins. PostgreSQL does not log it (see the
    migration): a crash of the server empties it, and the import that was at work fails cleanly.
    Nor does it keep an index: Django wants a primary key, but rows of the tables of one zip may
    share a number, and nothing is looked up by it.
    """

    row = models.IntegerField(
        primary_key=True, help_text="In its table of the file, 1 is the head."
    )
    area_code = models.CharField(max_length=7)
    soc_code = models.CharField(max_length=7)
    employment = models.IntegerField(null=True)
    employment_rse = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    jobs_per_1000 = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    location_quotient = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    mean_rse = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    annual_p10 = models.IntegerField(null=True)
    annual_p25 = models.IntegerField(null=True)
    annual_median = models.IntegerField(null=True)
    annual_p75 = models.IntegerField(null=True)
    annual_p90 = models.IntegerField(null=True)
    annual_mean = models.IntegerField(null=True)
    hourly_p10 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_p25 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_median = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_p75 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_p90 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_mean = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    employment_missing = models.CharField(max_length=11)
    annual_missing = models.CharField(max_length=11)
    hourly_missing = models.CharField(max_length=11)

    def __str__(self) -> str:
        return f"{self.row}: {self.area_code} {self.soc_code}"
