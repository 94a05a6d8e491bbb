"""The public files that listings and figures come from."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

# Older figures are still shown, with a caution.
FIGURES_AGE_YEARS = 3


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def published(self) -> Self:
        """Files whose rows visitors see, the one published last first; withdrawn ones are out."""
        return self.filter(withdrawn_at=None)

    def of_sort(self, kind: str) -> Self:
        """Files of programs, of institutions, or of one kind of prices: whichever a kind is of."""
        if kind in Dataset.PRICE_KINDS:
            return self.filter(kind=kind)
        if kind in Dataset.PROGRAM_KINDS:
            return self.filter(kind__in=Dataset.PROGRAM_KINDS)
        return self.exclude(kind__in=Dataset.PROGRAM_KINDS | Dataset.PRICE_KINDS)

    def shown_like(self, dataset: "Dataset") -> Self:
        """Published files of the sort of this one."""
        return self.published().of_sort(dataset.kind)


class Dataset(models.Model):
    """A file of public figures that was published here, as its publisher names it.

    Its rows stay with its import, so that what was published before returns when it is withdrawn.
    """

    class Kind(models.TextChoices):
        COMPILED = "compiled", "College Scorecard, compiled"
        FIELD_OF_STUDY = "field-of-study", "College Scorecard, field of study"
        INSTITUTION = "institution", "College Scorecard, institution"
        DIRECTORY = "directory", "IPEDS institution directory (HD)"
        YEAR_CHARGES = "year-charges", "IPEDS charges for an academic year (IC_AY, COST1)"
        PROGRAM_CHARGES = "program-charges", "IPEDS charges for a program (IC_PY)"
        NET_PRICE = "net-price", "IPEDS student financial aid (SFA, COST2): net price"

    # Files whose rows are programs, and those whose rows are prices; else they are institutions.
    PROGRAM_KINDS = frozenset({Kind.COMPILED, Kind.FIELD_OF_STUDY})
    PRICE_KINDS = frozenset({Kind.YEAR_CHARGES, Kind.PROGRAM_CHARGES, Kind.NET_PRICE})

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
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = "published file"
        ordering = ["-imported_at", "-pk"]
        permissions = [("publish_dataset", "Can publish a file of programs or institutions")]
        constraints = [
            models.CheckConstraint(
                name="dataset_kind_known",
                condition=Q(
                    kind__in=[
                        *("compiled", "field-of-study", "institution", "directory"),
                        *("year-charges", "program-charges", "net-price"),
                    ],
                ),
            ),
            models.CheckConstraint(
                name="dataset_withdrawn_when",
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {date_format(self.published_on, 'YEAR_MONTH_FORMAT')}"

    @property
    def is_published(self) -> bool:
        return self.withdrawn_at is None

    def is_old(self, today: date) -> bool:
        """Whether the figures are older than three years on that day."""
        day = self.published_on
        oldest = (today.year - FIGURES_AGE_YEARS, today.month, today.day)
        return (day.year, day.month, day.day) < oldest
