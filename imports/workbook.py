"""The table of an .xlsx workbook as text, streamed by openpyxl.

openpyxl holds one row at a time. Faster readers hold the whole sheet (docs/decisions).
"""

import contextlib
import datetime as dt
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import IO, Any
from xml.etree import ElementTree as ET

from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import ARC_CONTENT_TYPES, WORKSHEET_TYPE, XLSM, XLSX, XLTX
from openpyxl.xml.functions import fromstring

from common.codes import ERRORS
from imports.errors import FileError, refuse_cell
from imports.text import HEADER_ROWS, normalize_header

MAX_XML_BYTES = 1536 * 1024**2
# Every part but the sheets is held in memory; the texts that cells share are the largest.
MAX_PART_BYTES = 16 * 1024**2
# The widest row of an official workbook has about 130 KB.
MAX_BYTES_WITHOUT_A_ROW = 2 * 1024**2
MAX_SHEETS = 60
MAX_ROWS = 1_048_576
MAX_COLUMNS = 4000
STRICT = b"http://purl.oclc.org/ooxml/"
SAVE_AS = "Save it as “Excel Workbook (.xlsx)”."
# What else is a zip with a list of its parts, by the type of its main part.
_OTHER_FORMS = {
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main": "a binary workbook (.xlsb)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": (
        "a text document (.docx)"
    ),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": (
        "a presentation (.pptx)"
    ),
}

# What openpyxl and its XML parser raise for a workbook that is not as it should be.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, ET.ParseError, LookupError),
    *(RuntimeError, TypeError, ValueError),
)


@dataclass
class Sheet:
    """The sheet that holds the table, texts of the other sheets, and hidden ones with tables."""

    name: str
    rows: Iterator[tuple[int, Sequence[str]]]
    notes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is an Excel workbook and not a zip of files."""
    return ARC_CONTENT_TYPES in archive.namelist()


def open_sheet(
    file: IO[bytes], name: str, is_header: Callable[[Collection[str]], bool]
) -> Sheet | None:
    """Open the one sheet with a table; None if there is none (only descriptions, for example).

    A hidden sheet counts only where no visible one has a table. Raises FileError for macros,
    formulas, errors in cells, more than one table, a sheet out of bounds, and a file that is no
    whole workbook; also while the rows are read.
    """
    with _reraise_broken(name):
        _check_parts(file, name)
        book = _open_book(file)
        tables, notes = [], []
        for sheet, part in list(book.parser.find_sheets())[:MAX_SHEETS]:
            if "worksheet" not in part.Type:
                continue
            place = f"{name}, sheet “{sheet.name}”"
            rows = _read_rows(book, part.target, place)
            top = [row for _, row in takewhile(lambda row: row[0] <= HEADER_ROWS * 3, rows)]
            headers = [[normalize_header(cell) for cell in row] for row in top[:HEADER_ROWS]]
            if any(is_header(header) for header in headers):
                tables.append((sheet, _read_rows(book, part.target, place)))
            else:
                notes += [cell for row in top for cell in row if cell]
        visible = [table for table in tables if table[0].state == "visible"]
        if not tables:
            return None
        if len(visible or tables) > 1:
            shown = ", ".join(f"“{sheet.name}”" for sheet, _ in (visible or tables)[:5])
            raise FileError(
                f"{name} has {len(visible or tables)} {'' if visible else 'hidden '}sheets with a "
                f"table ({shown}). Leave one."
            )
    sheet, rows = (visible or tables)[0]
    hidden = [other.name for other, _ in tables if other is not sheet]
    return Sheet(sheet.name, rows, notes, hidden)


def _open_book(file: IO[bytes]) -> ExcelReader:
    """Read what the sheets refer to: shared texts, and which numbers are shown as days.

    Not `load_workbook`: it reads every sheet that does not say how large it is to its end.
    """
    book = ExcelReader(file, read_only=True, keep_links=False)
    book.read_manifest()
    book.read_strings()
    book.read_workbook()
    apply_stylesheet(book.archive, book.wb)
    return book


class _BoundedPart:
    """The XML of a sheet, which must have a row now and then: the parser holds what it reads."""

    def __init__(self, part: IO[bytes], place: str) -> None:
        self.part, self.place, self.without_a_row = part, place, 0

    def read(self, size: int = -1) -> bytes:
        block = self.part.read(size)
        self.without_a_row += len(block)
        if self.without_a_row > MAX_BYTES_WITHOUT_A_ROW:
            raise FileError(f"{self.place}: a row is longer than in any table.")
        return block


def _parse_rows(book: ExcelReader, target: str, place: str) -> Iterator[tuple[int, list[Any]]]:
    """The rows that a sheet's XML has, with their numbers. openpyxl's own iteration would drop
    rows that are out of order, and make up those that are left out."""
    # What openpyxl's own reader of sheets takes from there as well.
    workbook: Any = book.wb
    last = 0
    with book.archive.open(target) as part:
        source = _BoundedPart(part, place)
        parser = WorkSheetParser(
            source,
            book.shared_strings,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, cells in parser.parse():
            source.without_a_row = 0
            if number <= last:
                raise FileError(f"{place}: the rows are not in their order. Download it again.")
            if number > MAX_ROWS:
                raise FileError(f"{place} has more than {MAX_ROWS:,} rows.")
            last = number
            yield number, cells


def _read_rows(book: ExcelReader, target: str, place: str) -> Iterator[tuple[int, Sequence[str]]]:
    width = 0
    with _reraise_broken(place):
        for number, cells in _parse_rows(book, target, place):
            # A row ends with its last cell; the table is as wide as its widest row.
            width = max(width, *(cell["column"] for cell in cells)) if cells else width
            if width > MAX_COLUMNS:
                address = f"{get_column_letter(width)}{number}"
                raise FileError(f"{place}, {address}: a cell far to the right of the table.")
            row = [""] * width
            for cell in cells:
                row[cell["column"] - 1] = text = format_cell(cell["value"])
                if cell["data_type"] in ("e", "f") or text in ERRORS:
                    address = f"{place}, {get_column_letter(cell['column'])}{number}"
                    raise refuse_cell(address, "" if cell["data_type"] == "f" else text)
            yield number, row


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
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
        if any("vbaproject" in part.lower() for part in sizes):
            raise FileError(f"{name} contains macros. Official files have none: download it again.")
        _check_size(ARC_CONTENT_TYPES, sizes[ARC_CONTENT_TYPES], MAX_PART_BYTES, name)
        tree: Any = fromstring(archive.read(ARC_CONTENT_TYPES))
        parts: Any = Manifest.from_tree(tree)
        types = {part.PartName.removeprefix("/"): part.ContentType for part in parts.Override}
        known = {*types.values(), *(part.ContentType for part in parts.Default)}
        for form in known & _OTHER_FORMS.keys():
            raise FileError(f"{name} is {_OTHER_FORMS[form]}. {SAVE_AS}")
        if not known & {XLSX, XLSM, XLTX}:
            raise FileError(f"{name} is no Excel workbook. {SAVE_AS}")
        for part, size in sizes.items():
            is_sheet = types.get(part) == WORKSHEET_TYPE
            _check_size(part, size, MAX_XML_BYTES if is_sheet else MAX_PART_BYTES, name)
        for part, form in types.items():
            if form in (XLSX, XLSM, XLTX) and STRICT in archive.read(part)[:4096]:
                raise FileError(f"{name} is a “Strict Open XML” workbook. {SAVE_AS}")


def _check_size(part: str, size: int, limit: int, name: str) -> None:
    if size > limit:
        raise FileError(
            f"{name} unpacks to {size / 1024**2:,.0f} MB in {part}. No official file does; nothing "
            "was loaded."
        )


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
