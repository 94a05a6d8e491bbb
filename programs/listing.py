"""A program as pages show it: its figures with their source, its costs and its cautions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from common.formatting import format_month_range
from programs.careers import CareerTraining, Pay
from programs.cautions import Caution, list_cautions
from programs.models import Institution, Program
from programs.payback import Route
from programs.search import Search


@dataclass(frozen=True)
class Listing:
    """A row of the finder, or a column of a comparison."""

    program: Program
    pay: Pay | None
    typical: Route | None
    cautions: list[Caution]
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
    def cost_is_typical(self) -> bool:
        """Whether the cost shown is typical for such programs, not this program's own."""
        return self.program.cost_low is None and self.typical is not None

    @property
    def cost(self) -> tuple[int, int] | None:
        """The lowest and highest cost, the program's own or the typical; None without either."""
        program = self.program
        if program.cost_low is not None and program.cost_high is not None:
            return program.cost_low, program.cost_high
        return (self.typical.cost_low, self.typical.cost_high) if self.typical else None

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
    def route(self) -> Route | None:
        """For the payback; None where cost or length is unknown and there is no typical one."""
        if self.cost is None or self.months is None:
            return None
        return Route(self.institution.name, *self.cost, *self.months)


def build_listings(
    programs: Iterable[Program], training: CareerTraining, search: Search, today: date
) -> list[Listing]:
    """Rows of programs whose institution, field and source are joined.

    They have a distance if the query has `with_distance()`.
    """
    rows = []
    for program in programs:
        pay = training.pay.get(program.institution.state)
        rows.append(
            Listing(
                program=program,
                pay=pay,
                typical=training.typical.get(program.credential),
                cautions=list_cautions(program, pay, today),
                miles=getattr(program, "miles", None),
                is_chosen=program.pk in search.chosen,
            )
        )
    return rows
