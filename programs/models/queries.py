"""The named queries over programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Aggregate, Count, Exists, F, FloatField, OuterRef, Q
from django.db.models.functions import Lower

from programs.geography import Point, chord_of_miles
from programs.models.fields import FieldOfStudy
from programs.models.institutions import Institution
from programs.models.position import miles_from

if TYPE_CHECKING:
    from programs.models.programs import Program  # noqa: F401 (in the quotes below)


class Median(Aggregate):
    """The middle of the values that are there (percentile_cont); NULL where none is."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class ProgramSummary:
    """How many programs and institutions there are, by credential; medians in whole dollars.

    A median is over the programs whose figure is published; None where none is.
    `earnings_known` and the like say over how many.
    """

    programs: int
    institutions: int
    certificates: int
    associate_degrees: int
    online: int
    median_earnings: int | None
    earnings_known: int
    median_debt: int | None
    debt_known: int
    median_completers: int | None
    completers_known: int


# Best first; programs without the figure come last. The name and the key settle ties, so that
# pages neither repeat a program nor leave one out.
ORDERS: Mapping[str, Any] = {
    "completers": F("completers").desc(nulls_last=True),
    "earnings": F("earnings").desc(nulls_last=True),
    "debt": F("debt").asc(nulls_last=True),
    "cost": F("cost_low").asc(nulls_last=True),
    "name": Lower("institution__name").asc(),
}


class ProgramQuerySet(models.QuerySet["Program"]):
    def listed(self) -> Self:
        """Programs that visitors are led to: in the latest file, at an institution that is open."""
        return self.filter(is_current=True, institution__is_closed=False)

    def for_fields(self, cip_codes: Iterable[str]) -> Self:
        """Programs in these fields of study, or in the four-digit series around them."""
        codes = FieldOfStudy.objects.matching(cip_codes).values_list("code", flat=True)
        # Fetched, not joined: the planner then knows how many rows each code has.
        return self.filter(field__in=list(codes))

    def field_codes(self) -> list[str]:
        """The codes of the fields that there are programs in."""
        return list(self.order_by("field").values_list("field", flat=True).distinct())

    def in_state(self, state: str) -> Self:
        """Programs of institutions in a state, by its two letters."""
        return self.filter(institution__state=state)

    def within(self, point: Point, miles: float, or_online: bool = False) -> Self:
        """Programs no farther than so many miles, whose institution's place is known.

        With `or_online` also those that are taught online, wherever they are.
        """
        near = Q(institution__position__within_chord=(point, chord_of_miles(miles)))
        return self.filter(near | Q(delivery="online") if or_online else near)

    def with_distance(self, point: Point) -> Self:
        """Adds `miles`, along the sphere; None where the institution's place is not known."""
        return self.annotate(miles=miles_from("institution__position", point))

    def placed(self) -> Self:
        """Programs whose institution's coordinates are known, so that a distance can be told."""
        return self.filter(institution__latitude__isnull=False)

    def unplaced(self) -> Self:
        """Programs whose institution's coordinates are not known."""
        return self.filter(institution__latitude__isnull=True)

    def credentials(self) -> list[int]:
        """The levels of credential that there are."""
        levels = self.order_by("credential").values_list("credential", flat=True)
        return list(levels.distinct())

    def costing_at_most(self, dollars: int, typical_costs: Mapping[int, int]) -> Self:
        """Programs whose lower cost is at most that.

        Where a program's cost is not known, the typical lower cost of its credential stands in
        (`typical_costs`: credential → dollars); where there is none either, it is left out.
        """
        affordable = [kind for kind, cost in typical_costs.items() if cost <= dollars]
        return self.filter(
            Q(cost_low__lte=dollars) | Q(cost_low__isnull=True, credential__in=affordable)
        )

    def high_school_earnings(self, state: str = "") -> int | None:
        """What people with a high school diploma typically earn a year in a state, in dollars.

        Without a state the middle of the programs' states. None where no file says.
        """
        programs = self.in_state(state) if state else self
        middle = programs.order_by().aggregate(middle=Median("high_school_earnings"))["middle"]
        return None if middle is None else round(middle)

    def in_order(self, key: str) -> Self:
        """Sorted by one of ORDERS, or by `miles` after with_distance()."""
        first = F("miles").asc(nulls_last=True) if key == "distance" else ORDERS[key]
        # Lower: PostgreSQL's own order of letters puts every capital before every small letter.
        return self.order_by(first, Lower("institution__name"), "pk")

    def with_institution(self) -> Self:
        """Programs with all that a row of a list shows, in the same query.

        Adds `has_namesake`: another institution in the same state has the same name.
        """
        institutions = Institution.objects.filter(
            name=OuterRef("institution__name"), state=OuterRef("institution__state")
        )
        namesakes = institutions.exclude(pk=OuterRef("institution"))
        return (
            self.select_related("institution", "field", "source")
            .defer("institution__position", "institution__overridden", "overridden")
            .annotate(has_namesake=Exists(namesakes))
        )

    def summary(self) -> ProgramSummary:
        """How many there are and what is in the middle, in one query."""
        row = self.order_by().aggregate(
            programs=Count("pk"),
            institutions=Count("institution", distinct=True),
            certificates=Count("pk", filter=Q(credential=1)),
            associate_degrees=Count("pk", filter=Q(credential=2)),
            online=Count("pk", filter=Q(delivery="online")),
            median_earnings=Median("earnings"),
            earnings_known=Count("earnings"),
            median_debt=Median("debt"),
            debt_known=Count("debt"),
            median_completers=Median("completers"),
            completers_known=Count("completers"),
        )
        for figure in ("median_earnings", "median_debt", "median_completers"):
            if row[figure] is not None:
                row[figure] = round(row[figure])
        return ProgramSummary(**row)
