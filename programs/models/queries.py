"""The named queries over programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Aggregate, Count, Exists, F, IntegerField, OuterRef, Q
from django.db.models.functions import Lower

from programs.geography import Point, calculate_chord
from programs.models.fields import FieldOfStudy
from programs.models.institutions import Institution
from programs.models.position import calculate_miles_from
from programs.payback import Route

# Always Program, which is defined in terms of this module.
ProgramT = TypeVar("ProgramT", bound=models.Model)


class Median(Aggregate):
    """The median of the values that are not NULL, rounded to a whole number; NULL without any."""

    function = "PERCENTILE_CONT"
    template = "ROUND(%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s))::integer"
    output_field = IntegerField()


@dataclass(frozen=True)
class ProgramCounts:
    """How many programs there are, and at how many institutions."""

    programs: int
    institutions: int
    certificates: int
    associate_degrees: int


@dataclass(frozen=True)
class ProgramSummary:
    """Medians of programs' figures; money in whole dollars.

    A median is over the programs whose figure is published, None without any; `earnings_known`
    and the like are how many those are.
    """

    median_earnings: int | None
    earnings_known: int
    median_debt: int | None
    debt_known: int
    median_completers: int | None
    completers_known: int


# What a row of the finder shows.
LISTED = (
    *("credential", "title", "delivery", "months_low", "months_high", "cost_low", "cost_high"),
    *("completers", "completers_missing", "earnings", "earnings_missing", "debt", "debt_missing"),
    *("high_school_earnings", "is_current"),
    *(
        f"institution__{name}"
        for name in (
            *("name", "slug", "unitid", "city", "state", "control", "level"),
            *("is_closed", "closed_on"),
        )
    ),
    *(
        f"source__{name}"
        for name in ("title", "publisher", "published_on", "url", "credit", "credit_url")
    ),
)
COUNTS: Mapping[str, Any] = {
    "programs": Count("pk"),
    "institutions": Count("institution", distinct=True),
    "certificates": Count("pk", filter=Q(credential=1)),
    "associate_degrees": Count("pk", filter=Q(credential=2)),
}
# Best first; programs without the figure come last. in_order() breaks ties by name and key, so that
# pages neither repeat a program nor leave one out.
ORDERS: Mapping[str, Any] = {
    "completers": F("completers").desc(nulls_last=True),
    "earnings": F("earnings").desc(nulls_last=True),
    "debt": F("debt").asc(nulls_last=True),
    "cost": F("cost_low").asc(nulls_last=True),
    "name": Lower("institution__name").asc(),
}


class ProgramQuerySet(models.QuerySet[ProgramT]):
    def listed(self) -> Self:
        """Programs that visitors can find: in the latest file, at an open institution."""
        return self.filter(is_current=True, institution__is_closed=False)

    def for_fields(self, cip_codes: Iterable[str]) -> Self:
        """Programs in these fields of study, or in the four-digit series around them."""
        codes = FieldOfStudy.objects.matching(cip_codes).values_list("code", flat=True)
        # Fetched, not joined, so that the planner knows how many rows each code has.
        return self.filter(field__in=list(codes))

    def field_codes(self) -> list[str]:
        """The distinct codes of the programs' fields."""
        return list(self.order_by("field").values_list("field", flat=True).distinct())

    def in_state(self, state: str) -> Self:
        """Programs of institutions in a state, by its two letters."""
        return self.filter(institution__state=state)

    def within(self, point: Point, miles: float, or_online: bool = False) -> Self:
        """Programs at most `miles` from a point; those without coordinates are left out.

        With `or_online` also those that are taught online, wherever they are.
        """
        near = Q(institution__position__within_chord=(point, calculate_chord(miles)))
        return self.filter(near | Q(delivery="online") if or_online else near)

    def with_distance(self, point: Point) -> Self:
        """Adds `miles`, along the sphere; None where the coordinates are not known."""
        return self.annotate(miles=calculate_miles_from("institution__position", point))

    def count_unlocated(self, state: str) -> tuple[int, int]:
        """How many programs have no known state, and how many in a state no coordinates."""
        counts = self.filter(institution__state__in=["", state]).order_by()
        found = counts.aggregate(
            nowhere=Count("pk", filter=Q(institution__state="")),
            without_coordinates=Count(
                "pk", filter=Q(institution__state=state, institution__latitude__isnull=True)
            ),
        )
        return found["nowhere"], found["without_coordinates"]

    def costing_at_most(self, dollars: int, typical: Mapping[int, Route]) -> Self:
        """Programs whose lower cost is at most `dollars`.

        A program without a cost counts with the typical lower cost of its credential (the key of
        `typical`); without that either it is left out.
        """
        affordable = [key for key, route in typical.items() if route.cost_low <= dollars]
        return self.filter(
            Q(cost_low__lte=dollars) | Q(cost_low__isnull=True, credential__in=affordable)
        )

    def high_school_earnings(self, state: str = "") -> int | None:
        """What people with a high school diploma typically earn a year in a state, in dollars.

        Without a state, the median over the programs. None where no file has it.
        """
        programs = self.in_state(state) if state else self
        median: int | None = programs.order_by().aggregate(median=Median("high_school_earnings"))[
            "median"
        ]
        return median

    def in_order(self, key: str) -> Self:
        """Sorted by one of ORDERS, or by `miles` after with_distance()."""
        first = F("miles").asc(nulls_last=True) if key == "distance" else ORDERS[key]
        # Lower, because the database sorts all capital letters before all small ones.
        return self.order_by(first, Lower("institution__name"), "pk")

    def for_a_list(self) -> Self:
        """Programs with what a row of the finder shows, and no more, in the same query."""
        named = self.with_namesakes().select_related("institution", "source")
        return named.only(*LISTED)

    def with_institution(self) -> Self:
        """Programs with everything that is known of them, in the same query."""
        return (
            self.with_namesakes()
            .select_related("institution", "field", "source")
            .defer("institution__position", "institution__overridden", "overridden")
        )

    def with_namesakes(self) -> Self:
        """Adds `has_namesake`: another institution in the same state has the same name."""
        institutions = Institution.objects.filter(
            name=OuterRef("institution__name"), state=OuterRef("institution__state")
        )
        namesakes = institutions.exclude(pk=OuterRef("institution"))
        return self.annotate(has_namesake=Exists(namesakes))

    def counts(self) -> ProgramCounts:
        """Numbers of these programs, in one query."""
        return ProgramCounts(**self.order_by().aggregate(**COUNTS))

    def summary(self) -> ProgramSummary:
        """Medians of these programs, in one query."""
        row = self.order_by().aggregate(
            median_earnings=Median("earnings"),
            earnings_known=Count("earnings"),
            median_debt=Median("debt"),
            debt_known=Count("debt"),
            median_completers=Median("completers"),
            completers_known=Count("completers"),
        )
        return ProgramSummary(**row)
