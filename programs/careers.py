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


class Field(NamedTuple):
    """A field of study that leads to a career; the name is empty where no source gives one."""

    code: str
    name: str


class Apprenticeship(NamedTuple):
    """A registered apprenticeship; `hours` as text with their unit, empty where it has none."""

    name: str
    hours: str


class EntrySource(NamedTuple):
    """Who says how people get in, with the years or the edition, and its address."""

    text: str
    url: str


@dataclass(frozen=True)
class Entry:
    """How people typically get into a career. Texts are empty where no source says anything.

    `needs_program`: whether new workers typically have a credential from a school; None where that
    is not known. `credential` is the one that is typical, a Program.Credential.
    `is_apprenticeship`: whether an apprenticeship is. `apprenticeships_edition` says of when the
    list of them is.
    """

    needs_program: bool | None = None
    heading: str = ""
    text: str = ""
    credential: int | None = None
    is_apprenticeship: bool = False
    apprenticeships: tuple[Apprenticeship, ...] = ()
    apprenticeships_edition: str = ""
    sources: tuple[EntrySource, ...] = ()


class CareerLink(NamedTuple):
    """A career and the address of its training."""

    name: str
    address: str


@dataclass(frozen=True)
class CareerTraining:
    """A career with everything that its program pages show besides the programs.

    A career without `fields` of study has no programs; `related` are careers near it that have.
    `routes` are the usual kinds of programs, each with its credential (a Program.Credential) if it
    has one. `employer_facts` and `experience` (that earlier experience is required) are rows with
    `percent`, `statement` and `source`: what is true for how many workers.
    """

    career: CareerPage
    fields: tuple[Field, ...]
    routes: tuple[tuple[int | None, Route], ...]
    pay: PayByState
    employer_facts: Sequence[object]
    experience: object | None = None
    entry: Entry = Entry()
    related: tuple[CareerLink, ...] = ()

    @property
    def cip_codes(self) -> tuple[str, ...]:
        return tuple(field.code for field in self.fields)

    @property
    def typical(self) -> Mapping[int, Route]:
        """The routes by credential; the first one of a credential counts."""
        return {key: route for key, route in reversed(self.routes) if key is not None}


def get_state_name(state: str) -> str:
    """The name of a state; “the U.S.” for NATION, the letters themselves if they are unknown."""
    return gettext("the U.S.") if state == NATION else STATES.get(state, state)
