"""Regional price parities from the official CSV of the Bureau of Economic Analysis.

The tables SARPP (states) and MARPP (metropolitan areas) have a row for each area and kind of
price, and a column for each year. Of the kinds only “all items” is taken.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from imports.errors import FileError
from salaries.models.prices import HIGHEST, LOWEST

MOST_BYTES = 20 * 1024**2
ALL_ITEMS = re.compile(r"RPPs?: *all items", re.IGNORECASE)
NEEDED = ("GEOFIPS", "TABLENAME", "DESCRIPTION")


@dataclass(frozen=True)
class Level:
    """A price level: the survey's area code, the year, and the index (100 is the nation)."""

    code: str
    year: int
    index: Decimal


def read_levels(content: bytes) -> list[Level]:
    """Levels of all years in a file. Raises FileError for what is not such a table."""
    if len(content) > MOST_BYTES:
        raise FileError("The file is too large for a table of price parities.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The bureau's own files are in this encoding; it can decode anything.
        text = content.decode("latin-1")
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [cell.strip().upper() for cell in next(rows, [])]
        missing = [name for name in NEEDED if name not in head]
        years = {i: int(name) for i, name in enumerate(head) if re.fullmatch(r"(19|20)\d\d", name)}
        if missing or not years:
            lacking = ", ".join(missing) or "a year, as 2023"
            raise FileError(f"Row 1: the column {lacking} is missing. Load SARPP or MARPP as CSV.")
        levels = list(_levels(rows, head, years))
    except csv.Error as error:
        raise FileError(f"Row {rows.line_num}: {error}.") from error
    if not levels:
        raise FileError("No row is of “RPPs: All items”.")
    return levels


def _levels(rows: Iterator[list[str]], head: list[str], years: dict[int, int]) -> Iterator[Level]:
    at = {name: head.index(name) for name in NEEDED}
    for number, row in enumerate(rows, 2):
        if len(row) < len(head) or not ALL_ITEMS.search(row[at["DESCRIPTION"]]):
            continue
        code = _code(row[at["GEOFIPS"]].strip(' "'), row[at["TABLENAME"]].strip().upper())
        if code is None:
            continue
        for i, year in years.items():
            cell = row[i].strip()
            if cell.startswith("(") or not cell:
                continue
            try:
                index = Decimal(cell)
            except InvalidOperation:
                raise FileError(f"Row {number}, {year}: “{cell[:20]}” is no number.") from None
            if not index.is_finite() or not LOWEST <= index <= HIGHEST:
                raise FileError(f"Row {number}, {year}: {cell[:20]} is no price level.")
            yield Level(code, year, index)


def _code(fips: str, table: str) -> str | None:
    """The survey's code of an area: states are `06000` here and `06` there."""
    if not re.fullmatch(r"\d{5}", fips, re.ASCII):
        return None
    if fips == "00000":
        return "99"
    if table.startswith("SARPP"):
        return fips[:2] if fips.endswith("000") else None
    return fips if table.startswith("MARPP") else None
