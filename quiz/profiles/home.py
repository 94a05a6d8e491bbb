"""Where somebody lives: the state for pay, and the ZIP code for the way to training."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from careers.places import MAX_LENGTH, find_state
from programs.places import find_place


@dataclass(frozen=True)
class Home:
    """A state, as in `OH`, and a ZIP code there; both empty if nothing was said."""

    state: str = ""
    zip_code: str = ""


def find_home(text: str) -> Home:
    """The home that a ZIP code, a city with its state, or a state means.

    Of a city the ZIP code is that of its middle. Raises ValidationError with what to do.
    """
    try:
        state = find_state(text)
    except ValidationError:
        if len(text) <= MAX_LENGTH:
            # Says more about cities.
            find_place(text)
        raise
    try:
        place = find_place(text)
    except ValidationError:
        return Home(state)
    # “West Virginia” could also be a place called West in Virginia.
    return Home(state, place.zip_code if place.state == state else "")
