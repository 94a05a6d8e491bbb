"""The figures of one occupation in one area in one release."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from salaries.models.places import Area, Occupation
from salaries.models.releases import Release

STEPS = ("p10", "p25", "median", "p75", "p90")
HOURLY = tuple(f"hourly_{step}" for step in STEPS)
ANNUAL = tuple(f"annual_{step}" for step in STEPS)


HOURLY_FIELD: dict[str, Any] = {
    "max_digits": 7,
    "decimal_places": 2,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(0)],
}


class Missing(models.TextChoices):
    """Why figures of a group (employment, hourly, annual) are NULL; empty where none is.

    One reason serves a group because the survey withholds whole groups, or top-codes the upper
    end of one. A lone figure that an editor removes takes the reason of its group.
    """

    NONE = "", "Nothing is missing"
    SUPPRESSED = "suppressed", "Not released by the source (*)"
    TOP_CODED = "top_coded", "At or above the source's top code (#)"
    ANNUAL_ONLY = "annual_only", "Released by the year only"
    HOURLY_ONLY = "hourly_only", "Released by the hour only"
    NO_ESTIMATE = "no_estimate", "No employment estimate (**)"
    NOT_BUNDLED = "not_bundled", "Not in the bundled file"
    REMOVED = "removed", "Removed by an editor"


WAGE_REASONS = {"", "suppressed", "top_coded", "not_bundled", "removed"}
REASONS = {
    "employment": {"", "no_estimate", "not_bundled", "removed"},
    "hourly": WAGE_REASONS | {"annual_only"},
    "annual": WAGE_REASONS | {"hourly_only"},
}


def _ascending(group: str, names: tuple[str, ...]) -> models.CheckConstraint:
    """No percentile is above a higher one. Every pair, for NULL may stand between two figures."""
    rule = Q()
    for lower, higher in combinations(names, 2):
        rule &= Q(**{f"{lower}__lte": F(higher)})
    return models.CheckConstraint(
        name=f"wage_{group}_ascending",
        condition=rule,
        violation_error_message=f"The {group} percentiles must not fall from one to the next.",
    )


def _reason_iff_null(group: str, names: tuple[str, ...]) -> models.CheckConstraint:
    """A group has a reason exactly when something in it is NULL, and a reason of its own kind."""
    field = f"{group}_missing"
    complete = Q()
    for name in names:
        complete &= Q(**{f"{name}__isnull": False})
    reasons = sorted(REASONS[group] - {""})
    return models.CheckConstraint(
        name=f"wage_{group}_reason",
        condition=(Q(**{field: ""}) & complete) | (Q(**{f"{field}__in": reasons}) & ~complete),
        violation_error_message=(
            f"Give a reason where one of the {group} figures is empty, and only there."
        ),
    )


def _not_negative(group: str, names: tuple[str, ...]) -> models.CheckConstraint:
    rule = Q()
    for name in names:
        rule &= Q(**{f"{name}__gte": 0})
    return models.CheckConstraint(name=f"wage_{group}_not_negative", condition=rule)


class WageQuerySet(models.QuerySet["Wage"]):
    def for_occupation(self, occupation: Occupation | int, release: Release | int) -> Self:
        """Every area's row of an occupation in a release."""
        return self.filter(release=release, occupation=occupation)

    def for_states(self, occupation: Occupation | int, release: Release | int) -> Self:
        """The nation, the states, the District of Columbia and the territories, areas joined."""
        return self._at(
            occupation, release, Area.Level.NATION, Area.Level.STATE, Area.Level.TERRITORY
        )

    def of_the_nation(self, soc_codes: Iterable[str]) -> Self:
        """Occupations' rows of the nation, each in the latest published release that has one;
        areas, occupations and releases joined."""
        occupation = OuterRef(OuterRef("occupation"))
        covering = Release.objects.published().covering(occupation, Area.Level.NATION)
        return self.filter(
            area__level=Area.Level.NATION,
            occupation__soc_code__in=soc_codes,
            release=Subquery(covering.values("pk")[:1]),
        ).select_related("area", "occupation", "release")

    def newest_of_levels(self) -> Self:
        """Rows of the newest published release that has their occupation at their level."""
        covering = Release.objects.published().filter(
            coverage__occupation=OuterRef("occupation"), coverage__level=OuterRef("area__level")
        )
        return self._published().filter(release=Subquery(covering.values("pk")[:1]))

    def newest_of_areas(self) -> Self:
        """Rows of the newest published release that has their occupation in their area."""
        covering = Release.objects.published().filter(
            wages__occupation=OuterRef("occupation"), wages__area=OuterRef("area")
        )
        return self._published().filter(release=Subquery(covering.values("pk")[:1]))

    def _published(self) -> Self:
        return self.filter(release__status=Release.Status.PUBLISHED)

    def for_metros(self, occupation: Occupation, release: Release) -> Self:
        """Metropolitan and nonmetropolitan areas, areas joined."""
        return self._at(occupation, release, Area.Level.METRO, Area.Level.NONMETRO)

    def _at(self, occupation: Occupation | int, release: Release | int, *levels: str) -> Self:
        # In no order: what shows the rows sorts them by what the reader chose.
        rows = self.for_occupation(occupation, release).filter(area__level__in=levels)
        return rows.select_related("area").order_by()


class Wage(models.Model):
    """Employment and pay of one occupation in one area.

    Annual figures are whole dollars, hourly ones dollars and cents, relative standard errors
    percent, `jobs_per_1000` jobs in the occupation for each 1,000 jobs in the area. The location
    quotient compares that share with the nation's (1 = the same), so the nation has neither.
    """

    release = models.ForeignKey(Release, models.RESTRICT, related_name="wages", db_index=False)
    area = models.ForeignKey(Area, models.RESTRICT, related_name="wages", db_index=False)
    occupation = models.ForeignKey(
        Occupation, models.RESTRICT, related_name="wages", db_index=False
    )

    employment = models.PositiveIntegerField(null=True, blank=True, help_text="Workers.")
    employment_rse = models.DecimalField(
        "relative standard error of employment",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Percent.",
    )
    jobs_per_1000 = models.DecimalField(
        "jobs per 1,000 jobs", max_digits=8, decimal_places=3, null=True, blank=True
    )
    location_quotient = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="The occupation's share of jobs here against the nation's; 1 is the same.",
    )
    employment_missing = models.CharField(
        "why employment is missing", max_length=11, choices=Missing, blank=True
    )

    hourly_mean = models.DecimalField(**HOURLY_FIELD)
    hourly_p10 = models.DecimalField(**HOURLY_FIELD)
    hourly_p25 = models.DecimalField(**HOURLY_FIELD)
    hourly_median = models.DecimalField(**HOURLY_FIELD)
    hourly_p75 = models.DecimalField(**HOURLY_FIELD)
    hourly_p90 = models.DecimalField(**HOURLY_FIELD)
    hourly_missing = models.CharField(
        "why hourly pay is missing", max_length=11, choices=Missing, blank=True
    )

    annual_mean = models.PositiveIntegerField(null=True, blank=True)
    annual_p10 = models.PositiveIntegerField(null=True, blank=True)
    annual_p25 = models.PositiveIntegerField(null=True, blank=True)
    annual_median = models.PositiveIntegerField(null=True, blank=True)
    annual_p75 = models.PositiveIntegerField(null=True, blank=True)
    annual_p90 = models.PositiveIntegerField(null=True, blank=True)
    annual_missing = models.CharField(
        "why annual pay is missing", max_length=11, choices=Missing, blank=True
    )
    mean_rse = models.DecimalField(
        "relative standard error of the mean",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Percent.",
    )

    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    source_figures = models.JSONField(
        null=True,
        editable=False,
        help_text="What the source says of the columns that an editor changed.",
    )

    objects = WageQuerySet.as_manager()

    class Meta:
        ordering = ["release", "occupation", "area"]
        constraints = [
            # Its index also answers the state table: one occupation of one release lies together.
            models.UniqueConstraint(fields=["release", "occupation", "area"], name="wage_once"),
            _reason_iff_null("employment", ("employment",)),
            _reason_iff_null("hourly", ("hourly_mean", *HOURLY)),
            _reason_iff_null("annual", ("annual_mean", *ANNUAL)),
            models.CheckConstraint(
                name="wage_edited_knows_source",
                condition=Q(source_figures__isnull=True) | Q(edited_at__isnull=False),
            ),
            _ascending("hourly", HOURLY),
            _ascending("annual", ANNUAL),
            _not_negative("hourly", ("hourly_mean", *HOURLY)),
            _not_negative(
                "employment", ("employment_rse", "jobs_per_1000", "location_quotient", "mean_rse")
            ),
        ]
        indexes = [
            models.Index(fields=["area", "release"], name="wage_area_release"),
            # So that removing a user does not read every wage.
            models.Index(
                fields=["edited_by"], name="wage_edited_by", condition=Q(edited_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation.title}, {self.area.name}, {self.release.label}"

    def mark_edited(self, before: "Wage", changed: Iterable[str], user_id: int | None) -> None:
        """Record that an editor changed columns, so that pages tell them from the source's.

        The mark goes when the source's figures are back. Saves nothing.
        """
        fields = {field.name: field for field in self._meta.concrete_fields}
        kept: dict[str, Any] = dict(before.source_figures or {})
        for name in changed:
            figure = getattr(before, name)
            kept.setdefault(name, str(figure) if isinstance(figure, Decimal) else figure)
        differing = {
            name: figure
            for name, figure in kept.items()
            if fields[name].to_python(figure) != getattr(self, name)
        }
        self.source_figures = differing or None
        self.edited_at = timezone.now() if differing else None
        self.edited_by_id = user_id if differing else None

    def clean(self) -> None:
        """Report what the database would refuse: a gap without a reason, a falling percentile.

        The errors belong to no field, because the list of wages shows only some of them.
        """
        super().clean()
        groups = {
            "employment": ("employment",),
            "hourly": ("hourly_mean", *HOURLY),
            "annual": ("annual_mean", *ANNUAL),
        }
        errors = []
        for group, names in groups.items():
            reason = getattr(self, f"{group}_missing")
            gaps = [name.replace("_", " ") for name in names if getattr(self, name) is None]
            if gaps and not reason:
                errors.append(f"Empty: {', '.join(gaps)}. Say why, on the page of this wage.")
            elif reason and not gaps:
                errors.append(f"No {group} figure is missing, so there is no reason to give.")
            elif reason not in REASONS[group]:
                errors.append(f"“{Missing(reason).label}” is no reason for {group} figures.")
        for group, names in (("hourly", HOURLY), ("annual", ANNUAL)):
            known = [amount for name in names if (amount := getattr(self, name)) is not None]
            if known != sorted(known):
                errors.append(f"The {group} percentiles must rise from the 10th to the 90th.")
        if errors:
            raise ValidationError(errors)
