"""A section of a career's page: what it is made of, and what its template shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from careers.facts.reading import Facts
from careers.guides.career_page import CareerPage
from careers.profile.related_reading import NO_SURROUNDINGS, Surroundings
from programs.offer import Offer
from salaries.summary import WageSummary


@dataclass(frozen=True)
class ProfileInputs:
    """Everything that sections are made of; `state` is the reader's own, as in CA, or empty.

    `offer` is what there is of training programs, None for a career without fields of study.
    `notices` tell of parts of the address that could not be used. `surroundings` are the careers
    near this one, and its own pay in all releases.
    """

    career: CareerPage
    facts: Facts
    wages: WageSummary | None
    state: str = ""
    offer: Offer | None = None
    notices: Sequence[str] = ()
    surroundings: Surroundings = NO_SURROUNDINGS


@dataclass(frozen=True)
class ProfileSection:
    """A heading that says the finding, and what `template` shows of it as `section.data`.

    `label` names it in the list of contents. The page writes the heading, so `template` is what
    stands below it. Where a guide has a section with the same anchor, the guide's stands alone.
    """

    anchor: str
    label: str
    heading: str
    template: str
    data: Any
