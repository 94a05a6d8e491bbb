"""The public files that listings and figures come from."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

# Older figures are still shown, with a caution.
FIGURES_AGE_YEARS = 3


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def published(self) -> Self:
        """Files whose rows are on the site."""
        return self.filter(status=Dataset.Status.PUBLISHED)

    def settle(self, pk: int, status: "Dataset.Status", **values: Any) -> bool:
        """Write down what came of reading a file; False if somebody discarded it meanwhile."""
        undecided = self.filter(pk=pk, status__in=Dataset.UNDECIDED)
        return bool(undecided.update(status=status, **values))

    def read_again(self, pk: int) -> bool:
        """Have a file wait for its reading once more; False if it is too late for that."""
        undecided = self.filter(pk=pk, status__in=Dataset.UNDECIDED).exclude(upload="")
        return bool(undecided.update(status=Dataset.Status.CHECKING, failure=""))


class Dataset(models.Model):
    """A file of public figures as it was published, and what became of its import here."""

    class Kind(models.TextChoices):
        COMPILED = "compiled", "College Scorecard, compiled for one field of study"
        FIELD_OF_STUDY = "field-of-study", "College Scorecard, field of study"
        INSTITUTION = "institution", "College Scorecard, institution"
        DIRECTORY = "directory", "IPEDS institution directory (HD)"

    class Status(models.TextChoices):
        CHECKING = "checking", "Being read"
        CHECKED = "checked", "Read, waiting to be published"
        FAILED = "failed", "Could not be read"
        PUBLISHED = "published", "Published"
        DISCARDED = "discarded", "Discarded"

    UNDECIDED: ClassVar = (Status.CHECKING, Status.CHECKED, Status.FAILED)

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(
        max_length=160, help_text="As readers see it: “College Scorecard, field of study”."
    )
    publisher = models.CharField(max_length=120)
    published_on = models.DateField(help_text="The day on which the publisher released the file.")
    url = models.URLField("web address", blank=True)
    credit = models.CharField(
        max_length=200, blank=True, help_text="Who compiled it and under which license, if anyone."
    )
    credit_url = models.URLField("license's web address", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CHECKING)
    report = models.JSONField(default=dict, blank=True, editable=False)
    failure = models.TextField(blank=True, editable=False)
    upload = models.CharField(
        max_length=300,
        blank=True,
        editable=False,
        help_text="Where the file rests until it is published or discarded.",
    )
    created_at = models.DateTimeField("uploaded at", auto_now_add=True)
    imported_at = models.DateTimeField("published here at", null=True, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = "imported file"
        ordering = ["-created_at"]
        permissions = [("publish_dataset", "Can publish a file of programs or institutions")]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                name="dataset_file_once",
                condition=Q(status="published") & ~Q(sha256=""),
                violation_error_message="This file was published before.",
            ),
            models.CheckConstraint(
                name="dataset_kind_known",
                condition=Q(
                    kind__in=["compiled", "field-of-study", "institution", "directory"],
                ),
            ),
            models.CheckConstraint(
                name="dataset_status_known",
                condition=Q(
                    status__in=["checking", "checked", "failed", "published", "discarded"],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.published_on:%B %Y}"

    @property
    def can_be_read_again(self) -> bool:
        """Whether its upload can be read once more, from the start."""
        return bool(self.upload) and self.status in self.UNDECIDED

    @property
    def can_be_discarded(self) -> bool:
        return self.status in self.UNDECIDED

    def is_old(self, today: date) -> bool:
        """Whether the figures are older than three years on that day."""
        years = today.year - self.published_on.year
        passed = (today.month, today.day) > (self.published_on.month, self.published_on.day)
        return years > FIGURES_AGE_YEARS or (years == FIGURES_AGE_YEARS and passed)
