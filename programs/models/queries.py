"""The named queries over programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Aggregate, Case, Count, Exists, F, IntegerField, OuterRef, Q, When
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
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        """Rounds outside of the template, which ends where a filter may follow."""
        sql, params = super().as_sql(*args, **kwargs)
        return f"ROUND({sql})::integer", params


@dataclass(frozen=True)
class ProgramCounts:
    """How many programs are found, and at how many institutions.

    `left_out`: how many match but are not active; whether they are counted among the found too
    depends on the search.
    """

    programs: int = 0
    institutions: int = 0
    certificates: int = 0
    associate_degrees: int = 0
    left_out: int = 0


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


# What is surely offered still: see ProgramQuerySet.active().
ACTIVE = Q(institution__is_closed=False) & ~Q(institution__state="") & ~Q(completers=0)


def count_columns(everything: bool = False) -> dict[str, Any]:
    """The columns of ProgramCounts: of active programs, or of all."""
    counted = Q() if everything else ACTIVE
    return {
        "programs": Count("pk", filter=counted),
        "institutions": Count("institution", filter=counted, distinct=True),
        "certificates": Count("pk", filter=counted & Q(credential=1)),
        "associate_degrees": Count("pk", filter=counted & Q(credential=2)),
        "left_out": Count("pk", filter=~ACTIVE),
    }


def summary_columns(counted: Q | None = None) -> dict[str, Any]:
    """The columns of ProgramSummary: of all programs, or of some."""
    columns: dict[str, Any] = {}
    for name in ("earnings", "debt", "completers"):
        columns[f"median_{name}"] = Median(name, filter=counted)
        columns[f"{name}_known"] = Count(name, filter=counted)
    return columns


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
        """Programs in the latest file, at an open institution."""
        return self.filter(is_current=True, institution__is_closed=False)

    def active(self) -> Self:
        """Programs that are surely offered: not those at an institution that closed or whose state
        no file names, nor those that nobody finished in the year counted.
        """
        return self.filter(ACTIVE)

    def for_fields(self, cip_codes: Iterable[str]) -> Self:
        """Programs in these fields of study, or in the four-digit series around them."""
        codes = FieldOfStudy.objects.matching(cip_codes).values_list("code", flat=True)
        # Fetched, not joined, so that the planner knows how many rows each code has.
        return self.filter(field__in=list(codes))

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
        `typical`), or with its median debt where that is higher; without a typical cost it is left
        out.
        """
        affordable = [key for key, route in typical.items() if route.cost_low <= dollars]
        is_owed = Q(debt__gt=dollars)
        return self.filter(
            Q(cost_low__lte=dollars)
            | Q(cost_low__isnull=True, credential__in=affordable) & ~is_owed
        )

    def in_order(self, key: str, active_first: bool = False) -> Self:
        """Sorted by one of ORDERS, or by `miles` after with_distance()."""
        first = [F("miles").asc(nulls_last=True) if key == "distance" else ORDERS[key]]
        if active_first:
            first.insert(0, Case(When(ACTIVE, then=0), default=1))
        # Lower, because the database sorts all capital letters before all small ones.
        return self.order_by(*first, Lower("institution__name"), "pk")

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

    def counts(self, everything: bool) -> ProgramCounts:
        """Numbers of the active ones of these programs or of `everything`, in one query."""
        return ProgramCounts(**self.order_by().aggregate(**count_columns(everything)))

    def summary(self) -> ProgramSummary:
        """Medians of these programs, in one query."""
        return ProgramSummary(**self.order_by().aggregate(**summary_columns()))

    def summaries(self, state: str) -> dict[int, tuple[ProgramSummary | None, ProgramSummary]]:
        """Medians of the programs in a state and of all, by credential, in one query.

        The first are None for an empty state.
        """
        own = summary_columns(Q(institution__state=state))
        columns = {**summary_columns(), **{f"own_{name}": column for name, column in own.items()}}
        return {
            row["credential"]: (
                ProgramSummary(**{name: row[f"own_{name}"] for name in own}) if state else None,
                ProgramSummary(**{name: row[name] for name in own}),
            )
            for row in self.order_by().values("credential").annotate(**columns)
        }
