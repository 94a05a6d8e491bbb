"""A program as pages show it: its figures with where they are from, its costs and its cautions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programs.careers import CareerTraining, Pay, TypicalCost
from programs.cautions import Caution, cautions
from programs.geography import Place, Point, miles_between
from programs.models import Institution, Program
from programs.payback import Route, span_in_words
from programs.search import Search


@dataclass(frozen=True)
class Listing:
    """A row of the finder, or a column of a comparison."""

    program: Program
    pay: Pay | None
    typical: TypicalCost | None
    cautions: list[Caution]
    miles: float | None = None
    is_chosen: bool = False

    @property
    def institution(self) -> Institution:
        return self.program.institution

    @property
    def place(self) -> str:
        """Where it is; the federal number where namesakes in a state could not be told apart."""
        place = self.institution.place
        if getattr(self.program, "has_namesake", False) and not self.institution.city:
            return f"{place} (UNITID {self.institution.unitid})".strip()
        return place or "State not reported"

    @property
    def distance(self) -> str:
        """Miles from the place asked for: one decimal below ten; empty where it is not known."""
        if self.miles is None:
            return ""
        if self.miles < 0.1:
            return "less than 0.1 miles"
        return f"{self.miles:.1f} miles" if self.miles < 10 else f"{self.miles:,.0f} miles"

    @property
    def cost_is_typical(self) -> bool:
        """Whether the cost shown is what such programs usually cost, not this program's own."""
        return self.program.cost_low is None and self.typical is not None

    @property
    def cost_low(self) -> int | None:
        if self.program.cost_low is not None:
            return self.program.cost_low
        return self.typical.cost_low if self.typical else None

    @property
    def cost_high(self) -> int | None:
        if self.program.cost_high is not None:
            return self.program.cost_high
        return self.typical.cost_high if self.typical else None

    @property
    def months(self) -> tuple[int, int] | None:
        """The shortest and longest time, the program's own or the usual; None where neither is."""
        program = self.program
        if program.months_low is not None and program.months_high is not None:
            return program.months_low, program.months_high
        return (self.typical.months_low, self.typical.months_high) if self.typical else None

    @property
    def length(self) -> str:
        """The length in words; empty where it is not known."""
        return span_in_words(*self.months) if self.months else ""

    @property
    def months_are_typical(self) -> bool:
        return self.program.months_low is None and self.typical is not None

    @property
    def route(self) -> Route | None:
        """For the payback; None where neither cost nor length is known or usual."""
        if self.cost_low is None or self.cost_high is None or self.months is None:
            return None
        return Route(self.institution.name, self.cost_low, self.cost_high, *self.months)


def _miles(program: Program, place: Place | None) -> float | None:
    """The distance that the query told; where it told none, the same formula."""
    here = program.institution
    if place is None or here.latitude is None or here.longitude is None:
        return None
    told: float | None = getattr(program, "miles", None)
    if told is not None:
        return told
    return miles_between(place.point, Point(here.latitude, here.longitude))


def listings(
    programs: Iterable[Program], training: CareerTraining, search: Search, today: date
) -> list[Listing]:
    """Programs with their institution, field and source joined, as rows."""
    rows = []
    for program in programs:
        pay = training.pay.get(program.institution.state)
        rows.append(
            Listing(
                program=program,
                pay=pay,
                typical=training.typical_cost(program.credential),
                cautions=cautions(program, pay, today),
                miles=_miles(program, search.place),
                is_chosen=program.pk in search.chosen,
            )
        )
    return rows
