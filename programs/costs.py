"""The cost that a payback counts, and in words which one that is."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from common.formatting import format_count, format_dollars
from programs.payback import Route


class PublishedDebt(NamedTuple):
    """A median debt in dollars: over so many programs, or of one program itself (None)."""

    median: int
    programs: int | None = None


@dataclass(frozen=True)
class CountedCost:
    """A route with the cost that counts for its payback, and `note`: which cost that is."""

    route: Route
    note: str

    @property
    def text(self) -> str:
        """As in “$3,000 – $7,000”."""
        return format_range(self.route.cost_low, self.route.cost_high)


def format_range(low: int, high: int) -> str:
    """Two sums of dollars as a range, or one."""
    if low == high:
        return format_dollars(low)
    return f"{format_dollars(low)} – {format_dollars(high)}"


def count_typical_cost(typical: Route, debt: PublishedDebt | None) -> CountedCost:
    """The typical cost of a kind of program, or the published debt where that is higher."""
    route = typical.costing_at_least(debt.median if debt else None)
    if debt is None:
        return CountedCost(route, gettext("the typical cost; no debt is published to compare"))
    if debt.programs is None:
        owed = gettext("the median debt of its students")
    else:
        owed = ngettext(
            "the median debt at %(number)s program of this kind",
            "the median debt at %(number)s programs of this kind",
            debt.programs,
        ) % {"number": format_count(debt.programs)}
    if debt.median >= typical.cost_high:
        note = gettext("%(owed)s; the typical cost is %(cost)s")
    elif debt.median > typical.cost_low:
        note = gettext("%(owed)s (%(debt)s), up to the typical cost (%(cost)s)")
    else:
        note = gettext("the typical cost; %(owed)s is %(debt)s")
    words = {
        "owed": owed,
        "cost": format_range(typical.cost_low, typical.cost_high),
        "debt": format_dollars(debt.median),
    }
    return CountedCost(route, note % words)
