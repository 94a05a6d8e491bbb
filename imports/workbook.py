"""The table of an .xlsx workbook as text, streamed by openpyxl.

openpyxl holds one row at a time. Faster readers hold the whole sheet (docs/decisions).
"""

import contextlib
import datetime as dt
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, Any
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.utils import get_column_letter

from imports.errors import FileError
from imports.text import HEADER_ROWS, normalize_header

MAX_XML_BYTES = 1536 * 1024**2
# Texts that cells share; they are held in memory.
MAX_STRINGS_BYTES = 16 * 1024**2
MAX_SHEETS = 60
MAX_ROWS = 1_048_576
MAX_COLUMNS = 4000
# No row is longer; the widest of an official workbook has about 1.2 KB.
BLOCK_BYTES = 1024 * 1024
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d{1,9})"')
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
STRICT = b"http://purl.oclc.org/ooxml/"

# What openpyxl and its XML parser raise for a workbook that is not as it should be.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, ET.ParseError, LookupError),
    *(RuntimeError, TypeError, ValueError),
)


@dataclass
class Sheet:
    """The sheet that holds the table, and the texts of the other sheets."""

    name: str
    rows: Iterator[tuple[int, Sequence[str]]]
    notes: list[str] = field(default_factory=list)


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is an Excel workbook and not a zip of files."""
    return "[Content_Types].xml" in archive.namelist()


def open_sheet(
    file: IO[bytes], name: str, is_header: Callable[[Collection[str]], bool]
) -> Sheet | None:
    """Open the one sheet with a table; None if there is none (only descriptions, for example).

    Raises FileError for macros, formulas, more than one table, a sheet out of bounds, and a file
    that is no whole workbook; also while the rows are read.
    """
    with _reraise_broken(name):
        _check_parts(file, name)
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        tables, notes = [], []
        for sheet in book.worksheets[:MAX_SHEETS]:
            sheet.reset_dimensions()
            top = list(sheet.iter_rows(max_row=HEADER_ROWS * 3, values_only=True))
            headers = [[normalize_header(format_cell(cell)) for cell in row] for row in top]
            if any(is_header(header) for header in headers[:HEADER_ROWS]):
                tables.append(sheet)
            else:
                notes += [format_cell(cell) for row in top for cell in row if cell is not None]
        if not tables:
            return None
        if len(tables) > 1:
            shown = ", ".join(
                f"“{sheet.title}”" + ("" if sheet.sheet_state == "visible" else " (hidden)")
                for sheet in tables[:5]
            )
            raise FileError(f"{name} has {len(tables)} sheets with a table ({shown}). Leave one.")
    sheet = tables[0]
    return Sheet(sheet.title, _read_rows(sheet, f"{name}, sheet “{sheet.title}”"), notes)


def _read_rows(sheet: Any, place: str) -> Iterator[tuple[int, Sequence[str]]]:
    width = 0
    with _reraise_broken(place):
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if len(row) > MAX_COLUMNS:
                column = get_column_letter(len(row))
                raise FileError(f"{place}, {column}{number}: a cell far to the right of the table.")
            cells = [format_cell(cell) for cell in row]
            for at, cell in enumerate(cells, 1):
                if cell.startswith("="):
                    column = get_column_letter(at)
                    raise FileError(
                        f"{place}, {column}{number}: a formula. Official files hold values only: "
                        "download it again."
                    )
            # A row ends with its last cell; the table is as wide as its widest row.
            width = max(width, len(cells))
            yield number, cells + [""] * (width - len(cells))


@contextlib.contextmanager
def _reraise_broken(name: str) -> Iterator[None]:
    """Raise FileError for a workbook that cannot be read."""
    try:
        yield
    except _BROKEN as error:
        problem = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise FileError(f"{name} is not a whole Excel workbook ({problem}).") from error


def _check_parts(file: IO[bytes], name: str) -> None:
    """Refuse a workbook by its parts, before any is parsed."""
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            part = entry.filename.lower()
            if "vbaproject" in part:
                raise FileError(
                    f"{name} contains macros. Official files have none: download it again."
                )
            limit = MAX_STRINGS_BYTES if part.endswith("sharedstrings.xml") else MAX_XML_BYTES
            if entry.file_size > limit:
                raise FileError(
                    f"{name} unpacks to {entry.file_size / 1024**2:,.0f} MB in {entry.filename}. "
                    "No official file does; nothing was loaded."
                )
            if part.endswith("workbook.xml") and STRICT in archive.read(entry)[:4096]:
                raise FileError(
                    f"{name} is a “Strict Open XML” workbook. Save it as “Excel Workbook (.xlsx)”."
                )
            if part.startswith("xl/worksheets/"):
                _check_rows(archive, entry, name)


def _check_rows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse what openpyxl would drop in silence (rows out of order) or hold (an endless row)."""
    rest, last = b"", 0
    with archive.open(entry) as part:
        while block := part.read(BLOCK_BYTES):
            cut = block.rfind(b">") + 1
            text, rest = rest + block[:cut], block[cut:] if cut else rest + block
            numbers = [last, *map(int, _ROW.findall(text))]
            if any(number >= following for number, following in pairwise(numbers)):
                raise FileError(
                    f"{name}: the rows of {entry.filename} are not in their order. "
                    "Download it again."
                )
            if len(numbers) == 1 and len(block) == BLOCK_BYTES and _CELL_END.search(block):
                raise FileError(f"{name}: a row of {entry.filename} is longer than in any table.")
            last = numbers[-1]
            if last > MAX_ROWS:
                raise FileError(f"{name}: {entry.filename} has more than {MAX_ROWS:,} rows.")


def format_cell(cell: object) -> str:
    """Write a cell as the source's CSV would.

    >>> format_cell(45930.0), format_cell(21.46), format_cell(None), format_cell(True)
    ('45930', '21.46', '', 'TRUE')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}"
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        return cell.isoformat()
    # A formula that openpyxl keeps as an object of its own.
    return str(cell) if isinstance(cell, int) else f"={cell}"
