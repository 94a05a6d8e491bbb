"""What a kind of program usually costs, and in words which cost that is.

For the ways into a career: a program's own price is in programs/prices/price.py.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from common.formatting import format_at_least, format_count, format_dollars
from programs.payback import Route


class PublishedDebt(NamedTuple):
    """A median debt in dollars, over so many programs."""

    median: int
    programs: int


@dataclass(frozen=True)
class CountedCost:
    """A route with the cost that counts for its payback, and `note`: which cost that is."""

    route: Route
    note: str

    @property
    def text(self) -> str:
        """As in “$3,000 – $7,000”; “at least $9,500” of a floor."""
        if self.route.is_floor:
            return format_at_least(format_dollars(self.route.cost_low))
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
    owed = _describe_debt(debt)
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


def count_debt(name: str, debt: PublishedDebt, months: tuple[int, int]) -> CountedCost:
    """The published debt as the least that a kind of program costs, where no guide tells more."""
    route = Route(name, debt.median, debt.median, *months, is_floor=True)
    note = gettext("%(owed)s; no price is published")
    return CountedCost(route, note % {"owed": _describe_debt(debt)})


def _describe_debt(debt: PublishedDebt) -> str:
    text = ngettext(
        "the median debt at %(number)s program of this kind",
        "the median debt at %(number)s programs of this kind",
        debt.programs,
    )
    return text % {"number": format_count(debt.programs)}
