"""A program as pages show it: its figures with their source, its costs and its cautions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from common.formatting import format_month_range
from programs.careers import CareerTraining, Pay
from programs.cautions import Caution, describe_gaps, list_cautions
from programs.costs import CountedCost, PublishedDebt, count_typical_cost
from programs.models import Institution, Program
from programs.payback import Route
from programs.search import Search


@dataclass(frozen=True)
class Listing:
    """A row of the finder, or a column of a comparison.

    `usual_debt` is the median of the debts published for such programs.
    """

    program: Program
    pay: Pay | None
    typical: Route | None
    cautions: list[Caution]
    usual_debt: PublishedDebt | None = None
    miles: float | None = None
    is_chosen: bool = False

    @property
    def institution(self) -> Institution:
        return self.program.institution

    @property
    def place(self) -> str:
        """City and state; the federal number too where it has a namesake there without a city."""
        place = self.institution.place
        if getattr(self.program, "has_namesake", False) and not self.institution.city:
            return f"{place} (UNITID {self.institution.unitid})".strip()
        return place or gettext("State not reported")

    @property
    def distance(self) -> str:
        """Miles from the place of the search, one decimal below ten; empty if not known."""
        if self.miles is None:
            return ""
        if self.miles < 0.1:
            return gettext("less than 0.1 miles")
        number = f"{self.miles:.1f}" if self.miles < 10 else f"{self.miles:,.0f}"
        return gettext("%(number)s miles") % {"number": number}

    @property
    def counted_cost(self) -> CountedCost | None:
        """What a payback counts; None where cost or length is unknown and there is no typical one.

        The program's own cost, or the higher of the typical one and the debt: its own, or that of
        such programs.
        """
        if self.months is None:
            return None
        name, program = self.institution.name, self.program
        if program.cost_low is not None and program.cost_high is not None:
            route = Route(name, program.cost_low, program.cost_high, *self.months)
            return CountedCost(route, gettext("its own cost"))
        if self.typical is None:
            return None
        typical = Route(name, self.typical.cost_low, self.typical.cost_high, *self.months)
        own = PublishedDebt(program.debt) if program.debt is not None else None
        return count_typical_cost(typical, own or self.usual_debt)

    @property
    def months(self) -> tuple[int, int] | None:
        """The shortest and longest time, the program's own or the typical; None without either."""
        program = self.program
        if program.months_low is not None and program.months_high is not None:
            return program.months_low, program.months_high
        return (self.typical.months_low, self.typical.months_high) if self.typical else None

    @property
    def length(self) -> str:
        """As in “6–12 months”; empty where it is not known."""
        return format_month_range(*self.months) if self.months else ""

    @property
    def months_are_typical(self) -> bool:
        return self.program.months_low is None and self.typical is not None

    @property
    def gaps(self) -> str:
        """What is not known, so that nobody takes a missing caution for a good sign."""
        return describe_gaps(self.program)


def build_listings(
    programs: Iterable[Program],
    training: CareerTraining,
    search: Search,
    today: date,
    debts: Mapping[int, PublishedDebt] | None = None,
) -> list[Listing]:
    """Rows of programs whose institution, field and source are joined.

    They have a distance if the query has `with_distance()`. `debts` are the usual ones, by
    credential, for a payback.
    """
    rows, typical = [], training.typical
    for program in programs:
        pay = training.pay.get(program.institution.state)
        rows.append(
            Listing(
                program=program,
                pay=pay,
                typical=typical.get(program.credential),
                cautions=list_cautions(program, pay, today),
                usual_debt=(debts or {}).get(program.credential),
                miles=getattr(program, "miles", None),
                is_chosen=program.pk in search.chosen,
            )
        )
    return rows
