"""Employment projections: how many jobs an occupation has, and will have ten years later."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from careers.models.releases import ReplaceableRelease
from salaries.models.places import SOC_CODE

PROGRAM = "U.S. Bureau of Labor Statistics, Employment Projections"
PROGRAM_URL = "https://www.bls.gov/emp/"
# The code of all occupations together.
TOTAL = "00-0000"


class ProjectionReleaseQuerySet(models.QuerySet["ProjectionRelease"]):
    def published(self) -> Self:
        """Releases that visitors see, the newest first."""
        return self.filter(status=ProjectionRelease.Status.PUBLISHED).order_by("-base_year")


class ProjectionRelease(ReplaceableRelease):
    """The projections of all occupations from one year to another, as the source released them."""

    subject = ("base_year",)

    base_year = models.PositiveSmallIntegerField()
    target_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160, default=PROGRAM)
    source_url = models.URLField("source's web address", default=PROGRAM_URL)

    objects = ProjectionReleaseQuerySet.as_manager()

    class Meta(ReplaceableRelease.Meta):
        verbose_name = "release of projections"
        verbose_name_plural = "releases of projections"
        ordering = ["-base_year", "-pk"]
        permissions = [("publish_projectionrelease", "Can publish and withdraw projections")]
        constraints = [
            *ReplaceableRelease.Meta.constraints,
            models.UniqueConstraint(
                fields=["base_year"],
                condition=Q(status="published"),
                name="projections_published_once",
            ),
            models.CheckConstraint(
                name="projections_years_in_order", condition=Q(target_year__gt=F("base_year"))
            ),
        ]

    def __str__(self) -> str:
        return self.years if self.is_published else f"{self.years} ({self.status})"

    @property
    def years(self) -> str:
        return format_years(self.base_year, self.target_year)


def format_years(base: int, target: int) -> str:
    """A span of years as the source writes it.

    >>> format_years(2025, 2035)
    '2025–35'
    """
    return f"{base}–{target % 100:02d}"


class Education(models.TextChoices):
    """What somebody typically needs to enter the occupation."""

    NONE = "none", "No formal educational credential"
    DIPLOMA = "diploma", "High school diploma or equivalent"
    SOME_COLLEGE = "some_college", "Some college, no degree"
    NONDEGREE = "nondegree", "Postsecondary nondegree award"
    ASSOCIATE = "associate", "Associate's degree"
    BACHELOR = "bachelor", "Bachelor's degree"
    MASTER = "master", "Master's degree"
    DOCTORAL = "doctoral", "Doctoral or professional degree"


class Experience(models.TextChoices):
    """Work in a related occupation that employers commonly ask for."""

    NONE = "none", "None"
    UNDER_FIVE = "under_five", "Less than 5 years"
    FIVE = "five", "5 years or more"


class Training(models.TextChoices):
    """What somebody typically learns on the job to be competent."""

    NONE = "none", "None"
    SHORT = "short", "Short-term on-the-job training"
    MODERATE = "moderate", "Moderate-term on-the-job training"
    LONG = "long", "Long-term on-the-job training"
    INTERNSHIP = "internship", "Internship/residency"
    APPRENTICESHIP = "apprenticeship", "Apprenticeship"


class Projection(models.Model):
    """One occupation, or a group of them, in a release. Jobs and openings are counts, not shares.

    A share or a kind of preparation that the release does not give is None or empty.
    """

    release = models.ForeignKey(
        ProjectionRelease, models.CASCADE, related_name="projections", db_index=False
    )
    # No key of `Occupation`: releases have groups, and occupations that no wages were loaded for.
    soc_code = models.CharField("SOC code", max_length=7, db_index=True)
    title = models.CharField(max_length=160)
    is_group = models.BooleanField(help_text="A group of occupations, or all of them.")
    employment = models.PositiveIntegerField(help_text="Jobs in the first year.")
    employment_projected = models.PositiveIntegerField(help_text="Jobs in the last year.")
    growth_percent = models.DecimalField(max_digits=5, decimal_places=1)
    openings_per_year = models.PositiveIntegerField(help_text="Average of the years between.")
    self_employed_percent = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, help_text="Percent of jobs in the first year."
    )
    entry_education = models.CharField(max_length=14, choices=Education, blank=True)
    experience = models.CharField(max_length=14, choices=Experience, blank=True)
    training = models.CharField(max_length=14, choices=Training, blank=True)

    class Meta:
        ordering = ["release", "soc_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "soc_code"], name="projection_of_occupation_once"
            ),
            models.CheckConstraint(
                name="projection_soc_code_form", condition=Q(soc_code__regex=SOC_CODE)
            ),
            models.CheckConstraint(
                name="projection_education_known",
                condition=Q(entry_education__in=["", *Education.values]),
            ),
            models.CheckConstraint(
                name="projection_experience_known",
                condition=Q(experience__in=["", *Experience.values]),
            ),
            models.CheckConstraint(
                name="projection_training_known", condition=Q(training__in=["", *Training.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.soc_code}"
