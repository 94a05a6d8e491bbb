"""What the program pages need to know of a career, its pay and its typical costs.

Programs know fields of study, not careers or wages; the callers of their views pass these in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from common.formatting import format_month_range
from programs.geography import STATES
from programs.payback import Route

NATION = "US"


class CareerPage(Protocol):
    """A career's names and address, as its own app stores them."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def slug(self) -> str: ...

    def get_absolute_url(self) -> str:
        """Return the address of the career's guide."""
        ...


@dataclass(frozen=True)
class Pay:
    """What the work pays a year in an area, in dollars; None where the survey gives no figure."""

    area: str
    p25: int | None
    median: int | None


@dataclass(frozen=True)
class PayByState:
    """Pay in each state (by its two letters) and in the nation (NATION), of one survey release."""

    occupation: str = ""
    period: str = ""
    source: str = ""
    source_short: str = ""
    source_url: str = ""
    areas: Mapping[str, Pay] = field(default_factory=dict)

    def get(self, state: str) -> Pay | None:
        return self.areas.get(state)

    def get_or_nation(self, state: str) -> Pay | None:
        """Pay in the state; in the nation where the state is unknown or has no figure."""
        pay = self.areas.get(state)
        if pay is None or (pay.p25 is None and pay.median is None):
            return self.areas.get(NATION)
        return pay


@dataclass(frozen=True)
class TypicalCost:
    """What a kind of program typically costs (dollars) and takes (months), according to the guide.

    `credential` is a Program.Credential; None where the kind is none of those.
    """

    label: str
    credential: int | None
    cost_low: int
    cost_high: int
    months_low: int
    months_high: int

    @property
    def duration(self) -> str:
        return format_month_range(self.months_low, self.months_high)

    @property
    def route(self) -> Route:
        return Route(self.label, self.cost_low, self.cost_high, self.months_low, self.months_high)


@dataclass(frozen=True)
class SurveyFact:
    """A share of the occupation's workers, in percent, and what is true for them."""

    percent: str
    statement: str
    source: str


@dataclass(frozen=True)
class CareerTraining:
    """A career with everything that its program pages show besides the programs."""

    career: CareerPage
    cip_codes: tuple[str, ...]
    typical_costs: tuple[TypicalCost, ...] = ()
    pay: PayByState = PayByState()
    employer_facts: tuple[SurveyFact, ...] = ()

    def typical_cost(self, credential: int) -> TypicalCost | None:
        """The typical cost of a credential, if the guide gives one."""
        return next((cost for cost in self.typical_costs if cost.credential == credential), None)

    @property
    def typical_cost_floor(self) -> dict[int, int]:
        """The lower typical cost by credential."""
        return {
            cost.credential: cost.cost_low
            for cost in self.typical_costs
            if cost.credential is not None
        }


def get_state_name(state: str) -> str:
    """The name of a state; “the U.S.” for NATION, the letters themselves if they are unknown."""
    return "the U.S." if state == NATION else STATES.get(state, state)
