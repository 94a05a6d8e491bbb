"""What the program pages need to know of a career, its pay and its typical costs.

Programs know fields of study, not careers or wages; the callers of their views pass these in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext

from common.careers import CareerPage
from programs.geography import STATES
from programs.payback import Route

NATION = "US"


class Pay(NamedTuple):
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
class CareerTraining:
    """A career with everything that its program pages show besides the programs.

    `routes` are the usual kinds of programs, `typical` those of them that have a credential
    (a Program.Credential), by it. `employer_facts` are rows with `percent`, `statement` and
    `source`: what is true for how many workers.
    """

    career: CareerPage
    cip_codes: tuple[str, ...]
    routes: tuple[Route, ...]
    typical: Mapping[int, Route]
    pay: PayByState
    employer_facts: Sequence[object]


def get_state_name(state: str) -> str:
    """The name of a state; “the U.S.” for NATION, the letters themselves if they are unknown."""
    return gettext("the U.S.") if state == NATION else STATES.get(state, state)
