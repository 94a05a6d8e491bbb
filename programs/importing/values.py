"""What one cell of a public file says."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from common.codes import Code, read_digits
from programs.geography import STATES
from programs.models import Institution, Program

NOTHING = frozenset({"", "NA", "NAN", "<NA>", "NULL", ".", "-1", "-2", "-3"})
WITHHELD = frozenset({"PS", "PRIVACYSUPPRESSED"})
# Above any sum of dollars or count of people that these files hold.
MAX_FIGURE = 10_000_000
# A blank in an address that ends it: in the host, after a slash, and where another address follows;
# and any where the rest is a file on somebody's own computer.
ENDING_BLANK = re.compile(r"//[^/]*\s|/\s|\s(\S*//|www\.)|/file:", re.IGNORECASE)
# Letters of a cell; a number of hundreds of digits is none that a computer counts with.
MAX_FIGURE_LETTERS = 40

Choice = TypeVar("Choice")
CONTROLS: dict[str, Institution.Control | None] = {
    "1": Institution.Control.PUBLIC,
    "2": Institution.Control.NONPROFIT,
    "3": Institution.Control.FOR_PROFIT,
    "PUBLIC": Institution.Control.PUBLIC,
    "PRIVATE, NONPROFIT": Institution.Control.NONPROFIT,
    "PRIVATE, FOR-PROFIT": Institution.Control.FOR_PROFIT,
    "FOREIGN": None,
}
LEVELS = {
    "1": Institution.Level.FOUR_YEAR,
    "2": Institution.Level.TWO_YEAR,
    "3": Institution.Level.SHORTER,
}
YES_OR_NO = {"0": False, "1": True}


@dataclass(frozen=True)
class Figure:
    """A whole number, or the reason why there is none."""

    value: int | None
    missing: Program.Missing


def parse_text(cell: str, max_letters: int) -> str | None:
    """The cell's text with single spaces, cut to a length; None if it says nothing.

    >>> parse_text("  Seattle   Central ", 80), parse_text("NULL", 80), parse_text("-2", 8)
    ('Seattle Central', None, None)
    >>> parse_text("Dewey University-Juana DÃ\xadaz", 80)
    'Dewey University-Juana Díaz'
    """
    # Some names of HD2024 are UTF-8 that was read as Latin-1 and written again.
    if "Ã" in cell:
        with suppress(UnicodeError):
            cell = cell.encode("latin-1").decode()
    text = " ".join(cell.split())
    return None if text.upper() in NOTHING else text[:max_letters].rstrip()


def parse_figure(cell: str, blank: Program.Missing = Program.Missing.NOT_REPORTED) -> Figure:
    """A count or a sum of dollars; ValueError for anything that is neither a number nor absent.

    >>> parse_figure("42,389").value, parse_figure("9500.0").value, parse_figure("PS").missing.value
    (42389, 9500, 'suppressed')
    """
    word = cell.strip().upper()
    if word in WITHHELD:
        return Figure(None, Program.Missing.SUPPRESSED)
    if word in NOTHING:
        return Figure(None, blank)
    # Three decimals may be thousands: 42.000 is 42 thousand in many countries.
    is_number = re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", word, re.ASCII)
    if len(word) > MAX_FIGURE_LETTERS or not is_number:
        raise _refuse(cell, "a number of dollars or people")
    number = round(float(word.replace(",", "")))
    if number > MAX_FIGURE:
        raise ValueError(f"{number:,} is larger than any such figure")
    return Figure(number, Program.Missing.PRESENT)


def parse_code(kind: Code, cell: str) -> str | None:
    """A code in its own form; None where the file gives none. ValueError for anything else."""
    return None if cell.strip().upper() in NOTHING else kind.read(cell)


def parse_choice(choices: Mapping[str, Choice], cell: str) -> Choice | None:
    """What a word or a small number stands for; None where the file gives none.

    ValueError for anything else.
    """
    word = cell.strip().upper()
    if word in NOTHING:
        return None
    word = read_digits(word) or word
    if word not in choices:
        raise _refuse(cell, f"one of {', '.join(list(choices)[:3])} …")
    return choices[word]


def parse_state(cell: str) -> str | None:
    """The two letters of a state or territory; None where the file gives none.

    ValueError for anything else.
    """
    word = cell.strip().upper()
    if word in NOTHING:
        return None
    if word not in STATES:
        raise _refuse(cell, "a state")
    return word


def _refuse(cell: str, what: str) -> ValueError:
    return ValueError(f"“{cell.strip()[:40]}” is not {what}")


def parse_coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Decimal degrees; None where they are absent, or 0, 0 (which a blank became).

    ValueError for anything else.
    """
    cells = f"{latitude.strip()}, {longitude.strip()}"
    if latitude.strip().upper() in NOTHING and longitude.strip().upper() in NOTHING:
        return None
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise _refuse(cells, "a place on the map") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise _refuse(cells, "a place on the map")
    return None if north == east == 0 else (north, east)


def parse_horizon(cell: str) -> int | None:
    """After how many years people's earnings were counted; None where the file does not say.

    ValueError for anything but one and four.

    >>> parse_horizon("4yr_after_completion"), parse_horizon("1yr_after_completion")
    (4, 1)
    """
    word = cell.strip().upper()
    if word in NOTHING:
        return None
    years = re.match(r"([14])\s?Y", word)
    if years is None:
        raise _refuse(cell, "one or four years after completion")
    return int(years[1])


def parse_website(cell: str, max_letters: int = 190) -> str | None:
    """An address that a browser opens; None where the file gives none.

    ValueError for anything else, as a person's address of mail or two addresses in one cell.

    >>> (
    ...     parse_website("www.aamu.edu/"),
    ...     parse_website("www.easterncollege.edu./"),
    ...     parse_website("-2"),
    ... )
    ('https://www.aamu.edu/', 'https://www.easterncollege.edu/', None)
    >>> parse_website("www.southuniversity.edu/tampa#location=Tampa, FL")
    'https://www.southuniversity.edu/tampa#location=Tampa,%20FL'
    >>> parse_website("tcc.ruffalonl.com/LIM College/Freshman-Students")
    'https://tcc.ruffalonl.com/LIM%20College/Freshman-Students'
    """
    word = cell.strip()
    if word.upper() in NOTHING:
        return None
    address = word if re.match(r"https?://", word, re.IGNORECASE) else f"https://{word}"
    # A browser writes blanks in names of files so.
    if not ENDING_BLANK.search(address):
        address = address.replace(" ", "%20")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refuse(cell, "a web address") from None
    # The dot at the end of a name is the root, which browsers leave out.
    is_host = re.fullmatch(r"[A-Za-z0-9.-]+\.[A-Za-z]{2,}\.?", host)
    if (
        not is_host
        or "@" in parts.netloc
        or len(address) > max_letters
        or re.search(r"\s", address)
    ):
        raise _refuse(cell, "a web address")
    if host.endswith("."):
        network = host.removesuffix(".") + (f":{port}" if port else "")
        address = parts._replace(netloc=network).geturl()
    return address


def parse_day(cell: str) -> date | None:
    """A day as in 12/31/2020 or 2020-12-31; None where the file gives none.

    ValueError for anything else.
    """
    text = cell.strip()
    if text.upper() in NOTHING:
        return None
    # A workbook has midnight of the day.
    for form in ("%m/%d/%Y", "%Y-%m-%d", "%Y-%m-%dT00:00:00", "%Y-%m-%d 00:00:00"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise _refuse(cell, "a day")
