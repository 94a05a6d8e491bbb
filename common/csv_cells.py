"""The values of cells as a field stores them, however Excel, LibreOffice or pandas wrote them.

A cell that cannot be read is left as it is: the field's own validation says what is wrong.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import normalize_newlines

from common.codes import ERRORS
from common.spreadsheets import unescape_cell

# How pandas writes an empty cell, depending on how it is asked to.
EMPTY = ("nan", "NaN", "NaT", "<NA>")
# In English and Spanish, as a spreadsheet in the language writes them.
TRUE = ("true", "1", "1.0", "yes", "verdadero", "sí", "si")
FALSE = ("false", "0", "0.0", "no", "falso")
WHOLE_NUMBER = re.compile(r"(-?[0-9]+)(?:[.,]0{1,2})?")
WITH_THOUSANDS = re.compile(r"\$?([0-9]{1,3}(?:,[0-9]{3})+|(?<=\$)[0-9]+)(?:\.0{1,2})?")
DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]{1,2})")
LOCAL_DATE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
# What Excel and pandas add to a day that they take for a moment.
MIDNIGHT = re.compile(
    r"[T ](?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)(?:Z|\+00:00)?$", re.IGNORECASE
)
MONTH_AND_YEAR = re.compile(r"(0[1-9]|1[0-2])-[0-9]{2}([0-9]{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class CellError(Exception):
    """A cell that could mean two things, or is the error of a formula; the text says which."""


def read_text(cell: str) -> str:
    """A cell as text with plain line ends; empty where pandas says so."""
    text = unescape_cell(normalize_newlines(cell).strip())
    return "" if text in EMPTY else text


def read_key(text: str) -> int | None:
    """A row's key; None if the text is none.

    >>> read_key("12"), read_key("12.0"), read_key("twelve")
    (12, 12, None)
    """
    match = WHOLE_NUMBER.fullmatch(text)
    return int(match[1]) if match and len(match[1]) < 19 else None


def read_value(
    field: "models.Field[Any, Any]", text: str, stored: Any = None, order: str | None = None
) -> Any:
    """The value of a cell for a field. CellError for a date that could be another, and for #NAME?.

    `stored` is what the row has as yet, as JSON has it; `order` comes from `find_date_order`.
    """
    if text in ERRORS:
        raise CellError(
            f"“{text}” is the error of a formula. Write the text again; in a spreadsheet, format "
            "the cell as text first."
        )
    if isinstance(field, models.BooleanField):
        return _read_boolean(text)
    if isinstance(field, models.IntegerField):
        return _read_whole_number(text)
    if isinstance(field, models.DecimalField):
        return DECIMAL_COMMA.sub(r"\1.\2", text) if DECIMAL_COMMA.fullmatch(text) else text
    if isinstance(field, models.DateField):
        return _read_day(MIDNIGHT.sub("", text), stored, order) or text
    return stored if isinstance(stored, str) and _is_rewritten(stored, text) else text


def find_date_order(cells: Iterable[tuple[str, Any]]) -> str | None:
    """Whether the dates of a file have the month, the day or the year first; None if unknown.

    `cells` are the dates of its lines, each with the one that the row has stored. A date that can
    be read in one way only shows it, and so does one that was not changed.
    """
    found = set()
    for text, stored in cells:
        readings = _find_readings(MIDNIGHT.sub("", text))
        unchanged = {order for order, day in readings.items() if stored == day.isoformat()}
        if len(orders := unchanged or set(readings)) == 1:
            found |= orders
    return found.pop() if len(found) == 1 else None


def _read_boolean(text: str) -> Any:
    word = text.casefold()
    return True if word in TRUE else False if word in FALSE else text


def _read_whole_number(text: str) -> Any:
    """A number without the decimals and the marks that a spreadsheet may give it.

    >>> [_read_whole_number(text) for text in ("12", "12.0", "12,00", "$1,200", "1.200", "a lot")]
    ['12', '12', '12', '1200', '1.200', 'a lot']
    """
    match = WHOLE_NUMBER.fullmatch(text) or WITH_THOUSANDS.fullmatch(text)
    return match[1].replace(",", "") if match else text


def _read_day(text: str, stored: Any, order: str | None) -> dt.date | None:
    """A date; None if the text is none."""
    try:
        return parse_date(text) or _choose_reading(text, stored, order)
    except ValueError:
        return None


def _choose_reading(text: str, stored: Any, order: str | None) -> dt.date | None:
    readings = _find_readings(text)
    days = sorted(set(readings.values()))
    if len(days) < 2:
        return days[0] if days else None
    if order in readings:
        return readings[order]
    for day in days:
        if stored == day.isoformat():
            return day
    choices = " or ".join(day.isoformat() for day in days)
    raise CellError(
        f"“{text}” may be {choices}. Write it in that form; in a spreadsheet, format the cell as "
        "text first."
    )


def _find_readings(text: str) -> dict[str, dt.date]:
    """The days that a local date may mean, by what comes first in it.

    >>> list(_find_readings("5/6/2026")), list(_find_readings("24.11.2026"))
    (['month', 'day'], ['day'])
    """
    match = LOCAL_DATE.fullmatch(text)
    if match is None:
        return {}
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    year = last if len(match[4]) == 4 else 2000 + last
    orders = {"month": (year, first, second), "day": (year, second, first)}
    if len(match[4]) == 2:
        orders["year"] = (2000 + first, second, last)
    readings = {}
    for order, parts in orders.items():
        try:
            readings[order] = dt.date(*parts)
        except ValueError:
            continue
    return readings


def _is_rewritten(stored: str, text: str) -> bool:
    """Whether a program took a text for something else, as Excel takes 11-9111 for November 9111.

    >>> _is_rewritten("11-9111", "Nov-11"), _is_rewritten("2026", "2026.0")
    (True, True)
    >>> _is_rewritten("11-9111", "11-9112")
    False
    """
    if stored.isdecimal():
        return text == f"{stored}.0"
    match = MONTH_AND_YEAR.fullmatch(stored)
    if match is None:
        return False
    return text.casefold() == f"{MONTHS[int(match[1]) - 1]}-{match[2]}"
