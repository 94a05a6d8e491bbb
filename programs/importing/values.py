"""What one cell of a public file says."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from programs.geography import STATES
from programs.models import Institution, Program

NOTHING = frozenset({"", "NA", "NULL", ".", "-1", "-2", "-3"})
WITHHELD = frozenset({"PS", "PRIVACYSUPPRESSED"})
# Above any sum of dollars or count of people that these files hold.
MAX_FIGURE = 10_000_000
# Letters of a cell; a number of hundreds of digits is none that a computer counts with.
MAX_FIGURE_LETTERS = 40

CONTROLS = {
    "1": Institution.Control.PUBLIC,
    "2": Institution.Control.NONPROFIT,
    "3": Institution.Control.FOR_PROFIT,
    "PUBLIC": Institution.Control.PUBLIC,
    "PRIVATE, NONPROFIT": Institution.Control.NONPROFIT,
    "PRIVATE, FOR-PROFIT": Institution.Control.FOR_PROFIT,
}
LEVELS = {
    "1": Institution.Level.FOUR_YEAR,
    "2": Institution.Level.TWO_YEAR,
    "3": Institution.Level.SHORTER,
}


@dataclass(frozen=True)
class Figure:
    """A whole number, or the reason why there is none."""

    value: int | None
    missing: Program.Missing


def parse_text(cell: str, max_letters: int) -> str | None:
    """The cell's text with single spaces, cut to a length; None if it says nothing.

    >>> parse_text("  Seattle   Central ", 80), parse_text("NULL", 80), parse_text("-2", 8)
    ('Seattle Central', None, None)
    """
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
    is_number = re.fullmatch(r"\d{1,3}(,?\d{3})*(\.\d+)?", word, re.ASCII)
    if len(word) > MAX_FIGURE_LETTERS or not is_number:
        raise ValueError(f"“{cell.strip()[:40]}” is not a number")
    number = round(float(word.replace(",", "")))
    if number > MAX_FIGURE:
        raise ValueError(f"{number:,} is larger than any such figure")
    return Figure(number, Program.Missing.PRESENT)


def parse_cip_code(cell: str) -> str:
    """A CIP code in its own form; ValueError for anything else.

    >>> parse_cip_code("5107"), parse_cip_code("107"), parse_cip_code("51.0705")
    ('51.07', '01.07', '51.0705')
    """
    digits = cell.strip().replace(".", "")
    if not re.fullmatch(r"\d{3,4}|\d{6}", digits, re.ASCII):
        raise ValueError(f"“{cell.strip()[:40]}” is not a CIP code")
    digits = digits.zfill(4)
    return f"{digits[:2]}.{digits[2:]}"


def parse_unitid(cell: str) -> int | None:
    """The federal number of an institution; None where the file gives none.

    ValueError for anything else.
    """
    word = cell.strip().upper()
    if word in NOTHING:
        return None
    if not re.fullmatch(r"\d{1,9}", word, re.ASCII):
        raise ValueError(f"“{cell.strip()[:40]}” is not a UNITID")
    return int(word)


def parse_opeid(cell: str) -> str | None:
    """Six or eight digits, their leading zeros restored; None for anything else."""
    word = cell.strip()
    if not re.fullmatch(r"\d{1,8}", word, re.ASCII):
        return None
    return word.zfill(6) if len(word) <= 6 else word.zfill(8)


def parse_state(cell: str) -> str | None:
    """The two letters of a state or territory; None for anything else."""
    word = cell.strip().upper()
    return word if word in STATES else None


def parse_zip_code(cell: str) -> str | None:
    """98101 or 98101-1234; None for anything else.

    >>> [parse_zip_code(cell) for cell in ("98101-1234", "981011234", "601", "-2")]
    ['98101-1234', '98101-1234', '00601', None]
    """
    digits = cell.strip().replace("-", "") if not cell.strip().startswith("-") else ""
    if not re.fullmatch(r"\d{3,5}|\d{9}", digits, re.ASCII):
        return None
    if len(digits) == 9:
        return f"{digits[:5]}-{digits[5:]}"
    return digits.zfill(5)


def parse_coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Decimal degrees; None where they are absent, out of range, or 0, 0 (which a blank became)."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    if not (-90 <= north <= 90 and -180 <= east <= 180) or north == east == 0:
        return None
    return north, east


def parse_website(cell: str) -> str | None:
    """An address that a browser opens; None where the cell holds none.

    >>> parse_website("www.aamu.edu/"), parse_website("javascript:alert(1)"), parse_website("-2")
    ('https://www.aamu.edu/', None, None)
    """
    word = cell.strip()
    if not word or len(word) > 190 or any(letter.isspace() for letter in word):
        return None
    if not re.match(r"https?://", word, re.IGNORECASE):
        word = f"https://{word}"
    try:
        host = urlsplit(word).hostname or ""
    except ValueError:
        return None
    return word if re.fullmatch(r"[A-Za-z0-9.-]+\.[A-Za-z]{2,}", host) else None


def parse_day(cell: str) -> date | None:
    """A day as in 12/31/2020 or 2020-12-31; None for anything else."""
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell.strip(), form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None
