"""The public files that listings and figures come from."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

# Older figures are still shown, with a caution.
FIGURES_AGE_YEARS = 3


class Dataset(models.Model):
    """A file of public figures that was published here, as its publisher names it."""

    class Kind(models.TextChoices):
        COMPILED = "compiled", "College Scorecard, compiled for one field of study"
        FIELD_OF_STUDY = "field-of-study", "College Scorecard, field of study"
        INSTITUTION = "institution", "College Scorecard, institution"
        DIRECTORY = "directory", "IPEDS institution directory (HD)"

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
    sha256 = models.CharField("SHA-256 of the table", max_length=64, blank=True)
    imported_at = models.DateTimeField("published here at", auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "published file"
        ordering = ["-imported_at", "-pk"]
        permissions = [("publish_dataset", "Can publish a file of programs or institutions")]
        constraints = [
            models.CheckConstraint(
                name="dataset_kind_known",
                condition=Q(
                    kind__in=["compiled", "field-of-study", "institution", "directory"],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {date_format(self.published_on, 'YEAR_MONTH_FORMAT')}"

    def is_old(self, today: date) -> bool:
        """Whether the figures are older than three years on that day."""
        day = self.published_on
        oldest = (today.year - FIGURES_AGE_YEARS, today.month, today.day)
        return (day.year, day.month, day.day) < oldest
