"""A ZIP code in a search for careers: people who type one look for something near there."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import capfirst

from careers.explore.request import ExploreRequest
from careers.explore.rows import LADDER, CareerRow
from careers.explore.sorting import sort_rows
from careers.search.searching import find_zip_code
from programs.careers import CareerLink
from programs.geography import STATES, Place
from programs.places import find_place

MAX_CAREERS = 6
# Careers that most people train for at a school near them.
LOCAL_STEPS = range(LADDER.index("nondegree"), LADDER.index("bachelor") + 1)
# People are promoted to these; no program nearby trains for them.
MANAGERS = "11"


@dataclass(frozen=True)
class NearPlace:
    """The place, and careers with the addresses of their programs near it.

    Without a place `error` says what is wrong with the code. `state_url` has the pay there.
    """

    place: Place | None = None
    error: str = ""
    careers: tuple[CareerLink, ...] = ()
    state_url: str = ""

    @property
    def state_name(self) -> str:
        return STATES[self.place.state] if self.place else ""


def find_near(asked: ExploreRequest, rows: Sequence[CareerRow]) -> NearPlace | None:
    """What to offer for the ZIP code in a search, of which `rows` are the result; None without one.

    The first careers that were found; for a code alone those with most openings.
    """
    code = find_zip_code(asked.q)
    if not code:
        return None
    try:
        place = find_place(code)
    except ValidationError as error:
        return NearPlace(error=error.messages[0])
    if not asked.words:
        local = [row for row in rows if row.education in LOCAL_STEPS and row.group != MANAGERS]
        rows = sort_rows(local, "openings")
    query = urlencode({"zip": place.zip_code})
    return NearPlace(
        place=place,
        careers=tuple(
            CareerLink(str(capfirst(row.name)), f"{reverse('programs', args=[row.slug])}?{query}")
            for row in rows[:MAX_CAREERS]
        ),
        state_url=asked.query(q=asked.words, state=place.state),
    )
