"""Where a ZIP code or a city is, from the list inside the package `zipcodes`."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import zipcodes
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from common.search import fold, write_out
from programs.geography import STATES, Place, Point

_ZIP_CODE = re.compile(r"(\d{5})(\d{4})?", re.ASCII)
# As pages here and letters write it: behind a city or a whole address, or before a city. A number
# before a street is that of a house.
_WITH_CITY = re.compile(
    r".*[^\W\d].*[\s(](\d{5})(?:[-\u2010-\u2015]\d{4})?\)?|(\d{5})\s?[,(]\D*", re.DOTALL
)
# What people write between the two parts of a ZIP+4, or behind the first alone.
_SEPARATORS = re.compile(r"[\s.\u00ad\u2010-\u2015\u2212-]+")
_MILITARY = ("AA", "AE", "AP")

Rows = Mapping[str, list[dict[str, Any]]]


def find_place(text: str) -> Place:
    """The place of a ZIP code, or of a city with its state, as in “Miami, FL”.

    Raises ValidationError for any other text.
    """
    typed = unicodedata.normalize("NFKC", text)
    if match := _ZIP_CODE.fullmatch(_SEPARATORS.sub("", typed)):
        return _find_zip_code(match[1])
    if match := _WITH_CITY.fullmatch(typed.strip(" .")):
        return _find_zip_code(match[1] or match[2])
    if not re.search(r"\d", typed) and re.search(r"\w", typed):
        return _find_city(typed)
    raise ValidationError(
        gettext("Write the ZIP code with five digits, as in 98101, or a city as in Miami, FL.")
    )


def _find_zip_code(code: str) -> Place:
    """The place of a ZIP code in use, military addresses apart."""
    for row in zipcodes.matching(code):  # type: ignore[no-untyped-call]
        if row["state"] in _MILITARY:
            text = gettext(
                "%(code)s is a military address overseas. Choose a state or online programs "
                "instead."
            )
            raise ValidationError(text % {"code": code})
        if place := _build_place(row):
            return place
    text = gettext(
        "%(code)s is not a ZIP code that we know. Check the digits, or choose a state instead."
    )
    raise ValidationError(text % {"code": code})


def _find_city(text: str) -> Place:
    """The place of a city: of its ZIP code nearest to the middle of them all."""
    words = fold(text).split()
    by_name = {fold(name): state for state, name in STATES.items()}
    # The longest first, for West Virginia; “D.C.” is two words.
    for size in range(len(words) - 1, 0, -1):
        letters = "".join(words[-size:]).upper()
        state = letters if letters in STATES else by_name.get(" ".join(words[-size:]))
        if state is None:
            continue
        places = _list_places(" ".join(words[:-size]), state)
        if places:
            latitude = sum(each.point.latitude for each in places) / len(places)
            longitude = sum(each.point.longitude for each in places) / len(places)
            middle = min(
                places,
                key=lambda each: (
                    (each.point.latitude - latitude) ** 2 + (each.point.longitude - longitude) ** 2
                ),
            )
            return replace(middle, is_city=True)
        message = gettext(
            "We know no city of this name in %(state)s. Check how it is written, or enter a ZIP "
            "code."
        )
        raise ValidationError(message % {"state": STATES[state]})
    raise ValidationError(
        gettext("Write the city with its state, as in Miami, FL, or a ZIP code, as in 98101.")
    )


def _list_places(city: str, state: str) -> list[Place]:
    """The ZIP codes of a city; those that only accept its name if none has it as its own."""
    own, accepted = _index_cities(state)
    key = _fold_city(city)
    rows = own.get(key) or accepted.get(key, [])
    return [place for row in rows if (place := _build_place(row))]


@cache
def _index_cities(state: str) -> tuple[Rows, Rows]:
    """The ZIP codes of a state by their own city, and by the other names that they accept.

    Kept, because folding the names takes longer than all else that a page does.
    """
    own, accepted = defaultdict(list), defaultdict(list)
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
        if row["state"] == state:
            own[_fold_city(row["city"])].append(row)
            for name in row["acceptable_cities"]:
                accepted[_fold_city(name)].append(row)
    return own, accepted


def _fold_city(name: str) -> str:
    """The name of a city as it is compared: Coeur D Alene, Saint Louis and Fort Worth."""
    return "".join(map(write_out, fold(name).split()))


def _build_place(row: dict[str, Any]) -> Place | None:
    latitude, longitude = row["lat"], row["long"]
    if not latitude or not longitude:
        return None
    point = Point(float(latitude), float(longitude))
    return Place(row["zip_code"], row["city"], row["state"], point)
