"""A release: the survey's figures for one month, where they came from, and who published them."""

import datetime as dt
import re
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.functional import cached_property

from common.releases import SourceRelease
from salaries.models.places import Area, Occupation

SURVEY = "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics (OEWS)"
SURVEY_URL = "https://www.bls.gov/oes/"


class ReleaseQuerySet(models.QuerySet["Release"]):
    def published(self) -> Self:
        """Releases that visitors see, newest first; drafts and withdrawn ones are left out."""
        return self.filter(status=Release.Status.PUBLISHED).order_by("-period")

    def covering(self, occupation: Occupation | int | OuterRef, *levels: str) -> Self:
        """Releases with at least one row for this occupation, at these levels of areas if any."""
        rows = Coverage.objects.filter(release=OuterRef("pk"), occupation=occupation)
        return self.filter(Exists(rows.filter(level__in=levels) if levels else rows))

    def latest_published(self) -> "Release | None":
        """The published release of the latest month, if there is any."""
        return self.published().first()


class Release(SourceRelease):
    """One month's figures as one set. Never overwritten: a correction is another release."""

    period = models.DateField(help_text="First day of the month that the figures are for.")
    source = models.CharField(max_length=160, default=SURVEY)
    source_url = models.URLField("source's web address", default=SURVEY_URL)
    annual_top_code = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year at which the source stops giving exact wages (# in its files).",
    )
    hourly_top_code = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="The same in dollars an hour.",
    )
    replaces = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text="The release of the same month that returns when this one is withdrawn.",
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta(SourceRelease.Meta):
        ordering = ["-period", "-pk"]
        permissions = [("publish_release", "Can publish and withdraw releases")]
        constraints = [
            *SourceRelease.Meta.constraints,
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(status="published"),
                name="release_one_published_a_month",
                violation_error_message="A release of this month is published already.",
            ),
            models.CheckConstraint(
                name="release_period_is_a_month",
                condition=Q(period__day=1),
                violation_error_message="Give the first day of the month.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}" if self.is_published else f"{self.label} ({self.status})"

    @property
    def key(self) -> str:
        """The month as addresses write it: `2024-05`."""
        return f"{self.period:%Y-%m}"

    @cached_property
    def label(self) -> str:
        """The month in words: `May 2024`."""
        return date_format(self.period, "YEAR_MONTH_FORMAT")


class Coverage(models.Model):
    """That a release has figures of an occupation at a level of areas.

    PostgreSQL adds the rows with the wages (see the migration): pages ask for them often, and would
    have to look for them among all wages.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="coverage")
    occupation = models.ForeignKey(
        Occupation, models.CASCADE, related_name="coverage", db_index=False
    )
    level = models.CharField(max_length=9, choices=Area.Level)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "release", "level"], name="coverage_once"
            ),
            models.CheckConstraint(
                name="coverage_level_known",
                condition=Q(level__in=["nation", "state", "territory", "metro", "nonmetro"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.level}, {self.release}"


class SourceFile(models.Model):
    """A file that a release was made of, and the area levels that were taken from it."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(
        max_length=64,
        db_index=True,
        help_text="Of the table inside, unpacked: a file zipped anew is still the same file.",
    )
    levels = ArrayField(models.CharField(max_length=9), help_text="Levels of areas in it.")
    names = models.JSONField(
        default=dict,
        editable=False,
        help_text="What it calls `areas` and `occupations`, by their codes.",
    )
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "sha256"], name="source_file_once")
        ]

    def __str__(self) -> str:
        return self.name


def month(key: str) -> dt.date:
    """The first day of a month written as in `2024-05`; ValueError for anything else.

    >>> month("2024-05")
    datetime.date(2024, 5, 1)
    """
    if not re.fullmatch(r"\d{4}-\d{2}", key, re.ASCII):
        raise ValueError(f"not a month: {key!r}")
    return dt.date.fromisoformat(f"{key}-01")
