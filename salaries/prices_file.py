"""Regional price parities from the official files of the Bureau of Economic Analysis.

The tables SARPP (states) and MARPP (metropolitan areas) have a row for each area and kind of
price, and a column for each year. Only the rows of “all items” are used.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction

from common import codes
from common.codes import CodeError
from imports.errors import FileError
from imports.intake import open_tables
from salaries.models import Area, PriceLevel
from salaries.models.prices import MAX_INDEX, MIN_INDEX

MAX_BYTES = 20 * 1024**2
ALL_ITEMS = re.compile(r"RPPs?: *all items", re.IGNORECASE)
REQUIRED_COLUMNS = ("GEOFIPS", "TABLENAME", "DESCRIPTION")
YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
# What the bureau writes where there is no figure.
NO_FIGURE = re.compile(r"\((NA|NM|D|L|T|S)\)")
# Not a power of ten, to which a spreadsheet rounds.
FIGURE = re.compile(r"-?\d{1,9}(\.\d{1,15})?", re.ASCII)


@dataclass(frozen=True)
class ParsedLevel:
    """A price level: the survey's area code, the year, and the index (100 is the nation)."""

    code: str
    year: int
    index: Decimal


def parse_price_levels(file: IO[bytes], name: str, size: int) -> list[ParsedLevel]:
    """Levels of all years in a file. Raises ValidationError for any other file."""
    if size > MAX_BYTES:
        raise ValidationError("The file is too large for a table of price parities.")
    try:
        # The encoding of the bureau's own files.
        with open_tables(file, name, _is_header, fallback_encoding="latin-1") as tables:
            levels = [
                level
                for table in tables
                for level in _parse_rows(
                    table.find_header(_is_header, ", ".join(REQUIRED_COLUMNS)), table.rows
                )
            ]
    except FileError as error:
        raise ValidationError(str(error)) from error
    seen: dict[tuple[str, int], ParsedLevel] = {}
    for level in levels:
        first = seen.setdefault((level.code, level.year), level)
        if first != level:
            raise ValidationError(
                f"Two rows give area {level.code} different levels in {level.year}: "
                f"{first.index} and {level.index}. Download the file again."
            )
    if not seen:
        raise ValidationError("No row is of “RPPs: All items”. Load SARPP or MARPP.")
    return list(seen.values())


def save_price_levels(levels: list[ParsedLevel], user_pk: int | None = None) -> tuple[int, int]:
    """Save the levels of known areas; return how many were saved, and of how many."""
    areas = dict(Area.objects.values_list("code", "pk"))
    rows = [
        PriceLevel(
            area_id=areas[level.code], year=level.year, index=level.index, loaded_by_id=user_pk
        )
        for level in levels
        if level.code in areas
    ]
    with transaction.atomic():
        PriceLevel.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["area", "year"],
            update_fields=["index", "loaded_by", "loaded_at"],
        )
    return len(rows), len(levels)


def _is_header(names: Collection[str]) -> bool:
    return all(name in names for name in REQUIRED_COLUMNS)


def _parse_rows(
    header: tuple[int, list[str]], rows: Iterator[tuple[int, Sequence[str]]]
) -> Iterator[ParsedLevel]:
    first, names = header
    years = [name for name in names if YEAR.fullmatch(name)]
    if not years:
        raise FileError(f"Row {first}: a column for a year, as 2023, is missing.")
    for number, cells in rows:
        row = dict(zip(names, cells, strict=False))
        if ALL_ITEMS.search(row.get("DESCRIPTION", "")):
            yield from _parse_row(row, number, years)


def _parse_row(row: dict[str, str], number: int, years: list[str]) -> Iterator[ParsedLevel]:
    try:
        code = _get_area_code(row["GEOFIPS"], row["TABLENAME"].strip().upper())
    except CodeError as error:
        raise FileError(f"Row {number}, GeoFIPS: {error}.") from error
    if code is None:
        return
    for year in years:
        cell = row[year].strip()
        if NO_FIGURE.fullmatch(cell):
            continue
        if not FIGURE.fullmatch(cell):
            raise FileError(f"Row {number}, {year}: “{cell[:20]}” is no number.")
        index = Decimal(cell)
        if not MIN_INDEX <= index <= MAX_INDEX:
            raise FileError(f"Row {number}, {year}: {cell[:20]} is no price level.")
        yield ParsedLevel(code, int(year), index)


def _get_area_code(cell: str, table: str) -> str | None:
    """The survey's code of an area: states are `06000` here and `06` there."""
    fips = codes.GEOFIPS.read(cell)
    if fips == "00000":
        return "99"
    if table.startswith("MARPP"):
        return fips
    if not table.startswith("SARPP"):
        return None
    if not fips.endswith("000"):
        raise CodeError(f"“{cell.strip()}” is not the code of a state")
    return fips[:2]
