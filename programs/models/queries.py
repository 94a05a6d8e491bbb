"""The named queries over programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, Self, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    Aggregate,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Lower

from programs.geography import Point
from programs.models.fields import FieldOfStudy, IsAny, IsInArray
from programs.models.institutions import Institution
from programs.models.keys import select_program
from programs.models.position import calculate_chord_from, calculate_miles_from

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
    """How many programs are found, and at how many institutions; 0 where nobody counted these.

    `left_out`: how many match but are not active; whether they are counted among the found too
    depends on the search. `online`: how many of all are taught online.
    """

    programs: int = 0
    institutions: int = 0
    left_out: int = 0
    online: int = 0


class KindCounts(NamedTuple):
    """How many programs of a field and credential are found, and how many are not active.

    `institutions` has that of each program found.
    """

    programs: int
    left_out: int
    institutions: Sequence[int]


# What a row of the finder shows.
LISTED = (
    *("credential", "title", "delivery", "months_low", "months_high", "cost_low", "cost_high"),
    *("completers", "completers_missing", "earnings", "earnings_missing", "debt", "debt_missing"),
    *("first_year_earnings", "high_school_earnings", "is_current", "field_id"),
    *("details_from", "details_on"),
    *(
        f"institution__{name}"
        for name in (
            *("name", "slug", "unitid", "city", "state", "control", "level"),
            *("is_closed", "closed_on", "successor_unitid", "net_price_calculator"),
        )
    ),
    # For the map.
    *("institution__latitude", "institution__longitude"),
    *(
        f"source__{name}"
        for name in ("title", "publisher", "published_on", "url", "credit", "credit_url")
    ),
)


# What is surely offered still: see ProgramQuerySet.active(). Few institutions are not, so those are
# looked for, not the others joined.
ACTIVE = ~Q(completers=0) & ~Q(
    institution__in=Institution.objects.filter(Q(is_closed=True) | Q(state="")).order_by()
)


# Best first; programs without the figure come last. Ties are broken by how many finish, for which
# no institution is read, and by key, so that pages neither repeat a program nor leave one out.
MOST_FINISHED = F("completers").desc(nulls_last=True)
ORDERS: Mapping[str, Sequence[Any]] = {
    "completers": (MOST_FINISHED,),
    "earnings": (F("earnings").desc(nulls_last=True), MOST_FINISHED),
    "gain": ((F("earnings") - F("high_school_earnings")).desc(nulls_last=True), MOST_FINISHED),
    "debt": (F("debt").asc(nulls_last=True), MOST_FINISHED),
    "cost": (F("cost_low").asc(nulls_last=True), MOST_FINISHED),
    # Lower, because the database sorts all capital letters before all small ones.
    "name": (Lower("institution__name"), "institution_id", MOST_FINISHED),
    # After with_distance().
    "distance": (F("miles").asc(nulls_last=True), "institution_id", MOST_FINISHED),
}


class ProgramQuerySet(models.QuerySet[ProgramT]):
    def with_keys(self, keys: Iterable[str]) -> Self:
        """Programs by their keys in addresses, or by their numbers, which addresses named once.

        What is neither finds nothing.
        """
        named = [select_program(key) for key in keys]
        return self.filter(reduce(or_, named)) if named else self.none()

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

    def within(self, point: Point, miles: float) -> Self:
        """Programs at most `miles` from a point; those without coordinates are left out.

        One query at once, for the institutions.
        """
        return self.at(Institution.objects.read_distances(point, miles))

    def at(self, institutions: Iterable[int]) -> Self:
        """Programs of these institutions; the planner knows how many programs those few have."""
        return self.filter(IsAny(F("institution"), Value(list(institutions))))

    def with_distance(self, point: Point | None) -> Self:
        """Adds `miles`, along the sphere; None where the coordinates are not known."""
        if point is None:
            return self
        return self.annotate(miles=calculate_miles_from("institution__position", point))

    def count_unlocated(self, state: str) -> tuple[int, int]:
        """How many programs have no known state, and how many in a state no coordinates."""
        nowhere, without_coordinates = Q(state=""), Q(state=state, latitude=None)
        is_nowhere, is_unlocated = (
            # Arrays, so that the few programs there are looked for, and not all of a field read.
            Q(IsInArray(F("institution"), ArraySubquery(places.order_by().values("pk"))))
            for places in (
                Institution.objects.filter(nowhere),
                Institution.objects.filter(nowhere | without_coordinates),
            )
        )
        counts = (
            self.filter(is_unlocated)
            .order_by()
            .aggregate(
                nowhere=Count("pk", filter=is_nowhere),
                without_coordinates=Count("pk", filter=~is_nowhere),
            )
        )
        return counts["nowhere"], counts["without_coordinates"]

    def costing_at_most(self, dollars: int) -> Self:
        """Programs that are not known to cost more: neither by their own cost nor by their debt."""
        without_cost = Q(cost_low__isnull=True) & ~Q(debt__gt=dollars)
        return self.filter(Q(cost_low__lte=dollars) | without_cost)

    def in_order(self, key: str, active_first: bool = False) -> Self:
        """Sorted by one of ORDERS; `active_first`, those that are not active come last."""
        first: list[Any] = [Case(When(ACTIVE, then=0), default=1)] if active_first else []
        return self.order_by(*first, *ORDERS[key], "pk")

    def nearest_beyond(self, point: Point, miles: float) -> tuple[float, str, str] | None:
        """How far the nearest one is that is farther than `miles`, its city and its state."""
        farther = self.with_distance(point).filter(miles__gt=miles)
        in_line = farther.order_by(calculate_chord_from("institution__position", point))
        return in_line.values_list("miles", "institution__city", "institution__state").first()

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
        """Adds `has_namesake`: another institution in the same place has the same name."""
        same = {name: OuterRef(f"institution__{name}") for name in ("name", "state", "city")}
        namesakes = Institution.objects.filter(**same).exclude(pk=OuterRef("institution"))
        return self.annotate(has_namesake=Exists(namesakes))

    def count_institutions(self) -> int:
        """At how many institutions these programs are, in one query."""
        return self.order_by().values("institution").distinct().count()

    def count_kinds(self, everything: bool) -> dict[tuple[str, int], KindCounts]:
        """The active ones of these programs or `everything`, by field and credential; one query.

        With the institutions as they come: to tell them apart the database would have to sort.
        """
        counted = Q() if everything else ACTIVE
        kinds = self.order_by().values_list("field_id", "credential")
        rows = kinds.annotate(
            number=Count("pk", filter=counted),
            left_out=Count("pk", filter=~ACTIVE),
            at=ArrayAgg("institution_id", filter=counted),
        )
        return {
            (field, credential): KindCounts(number, left_out, at or ())
            for field, credential, number, left_out, at in rows
        }
