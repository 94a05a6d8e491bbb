"""Regional price parities from the official CSV files of the Bureau of Economic Analysis.

The tables SARPP (states) and MARPP (metropolitan areas) have a row for each area and kind of
price, and a column for each year. Only the rows of “all items” are used.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from salaries.models.prices import MAX_INDEX, MIN_INDEX

MAX_BYTES = 20 * 1024**2
ALL_ITEMS = re.compile(r"RPPs?: *all items", re.IGNORECASE)
REQUIRED_COLUMNS = ("GEOFIPS", "TABLENAME", "DESCRIPTION")


@dataclass(frozen=True)
class ParsedLevel:
    """A price level: the survey's area code, the year, and the index (100 is the nation)."""

    code: str
    year: int
    index: Decimal


def parse_price_levels(content: bytes) -> list[ParsedLevel]:
    """Levels of all years in a file. Raises ValidationError for any other file."""
    if len(content) > MAX_BYTES:
        raise ValidationError("The file is too large for a table of price parities.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The encoding of the bureau's own files, which can decode any bytes.
        text = content.decode("latin-1")
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="")
    try:
        rows.fieldnames = names = [name.strip().upper() for name in rows.fieldnames or []]
        missing = [name for name in REQUIRED_COLUMNS if name not in names]
        years = [name for name in names if re.fullmatch(r"(19|20)\d\d", name, re.ASCII)]
        if missing or not years:
            lacking = ", ".join(missing) or "a year, as 2023"
            raise ValidationError(
                f"Row 1: the column {lacking} is missing. Load SARPP or MARPP as CSV."
            )
        levels = [level for row in rows for level in _parse_row(row, rows.line_num, years)]
    except csv.Error as error:
        raise ValidationError(f"Row {rows.line_num}: {error}.") from error
    if not levels:
        raise ValidationError("No row is of “RPPs: All items”.")
    return levels


def _parse_row(row: dict[str, str], number: int, years: list[str]) -> Iterator[ParsedLevel]:
    code = _get_area_code(row["GEOFIPS"].strip(' "'), row["TABLENAME"].strip().upper())
    if code is None or not ALL_ITEMS.search(row["DESCRIPTION"]):
        return
    for year in years:
        cell = row[year].strip()
        if cell.startswith("(") or not cell:
            continue
        try:
            index = Decimal(cell)
        except InvalidOperation:
            raise ValidationError(f"Row {number}, {year}: “{cell[:20]}” is no number.") from None
        if not index.is_finite() or not MIN_INDEX <= index <= MAX_INDEX:
            raise ValidationError(f"Row {number}, {year}: {cell[:20]} is no price level.")
        yield ParsedLevel(code, int(year), index)


def _get_area_code(fips: str, table: str) -> str | None:
    """The survey's code of an area: states are `06000` here and `06` there."""
    if not re.fullmatch(r"\d{5}", fips, re.ASCII):
        return None
    if fips == "00000":
        return "99"
    if table.startswith("SARPP"):
        return fips[:2] if fips.endswith("000") else None
    return fips if table.startswith("MARPP") else None
