"""The table of an .xlsx workbook as text, in the quickest way that fits into memory.

Three readers: calamine reads a state file in half a second but holds all of it, about 2.3 KB a row.
A larger sheet is streamed by `sheet_xml`; one whose XML is not written as Excel and openpyxl write
it, by openpyxl, which knows all ways but takes minutes.
"""

import contextlib
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import python_calamine
from openpyxl.reader.strings import read_string_table

from salaries.oews.sheet_xml import sheet_rows
from salaries.oews.trouble import FileError

# Above these a sheet is streamed.
MOST_ROWS_HELD = 80_000
MOST_XML_HELD = 120 * 1024**2
MOST_XML = 1536 * 1024**2
MOST_STRINGS = 64 * 1024**2
MOST_SHEETS_LOOKED_AT = 60
ROWS_LOOKED_AT_FOR_HEAD = 20
HEAD = {"OCC_CODE", "TOT_EMP"}

# What openpyxl, calamine and the XML parser raise for a workbook that is not as it should be.
_BROKEN = (
    *(ArithmeticError, AttributeError, ET.ParseError, LookupError, TypeError, ValueError),
    *(AssertionError, python_calamine.CalamineError, RuntimeError),
)
# A sheet has no more rows than this, and a table of wages a tenth of these columns.
MOST_ROWS = 1_048_576
MOST_COLUMNS = 400
_CELLS = (b"<c ", b"<c>", b"<c\t", b"<c\n", b"<c\r")

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"')
_FAR_RIGHT = re.compile(rb'<c r="([A-Z]{3}|[D-Z][A-Z])(\d+)"')
_FAR_DOWN = re.compile(rb'<c r="[A-Z]+\d{6}')


@dataclass
class Sheet:
    """The sheet that holds the table, and what the other sheets say in words."""

    name: str
    rows: Iterator[tuple[int, Sequence[str]]]
    share_read: Callable[[], float]
    notes: list[str] = field(default_factory=list)


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether a zip is an Excel workbook and not a zip of files."""
    return "[Content_Types].xml" in archive.namelist()


def refuse_macros(archive: zipfile.ZipFile, name: str) -> None:
    """Raise FileError for a workbook with macros: the source publishes none."""
    if any("vbaproject" in entry.lower() for entry in archive.namelist()):
        raise FileError(f"{name} contains macros. The source's files have none: download it again.")


def head_name(cell: str) -> str:
    """A head as the source writes it today: capitals, underscores for blanks."""
    return re.sub(r"[\s_]+", "_", cell.strip()).upper()


@contextlib.contextmanager
def _whole(name: str) -> Iterator[None]:
    """Tell of a workbook that cannot be read as FileError."""
    try:
        yield
    except _BROKEN as error:
        words = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise FileError(f"{name} is not a whole Excel workbook ({words}).") from error


def open_table(path: Path, name: str) -> Sheet | None:
    """The sheet with the wage table; None if there is none (a sheet of descriptions alone).

    Raises FileError for macros, formulas, more than one wage table, a sheet out of bounds, and
    what is no whole workbook; that also while the rows are read.
    """
    with _whole(name), zipfile.ZipFile(path) as archive:
        refuse_macros(archive, name)
        _check_sizes(archive, name)
        parts = _sheet_parts(archive)
        with _opened(path) as book:
            found, notes = [], []
            for sheet in book.worksheets[:MOST_SHEETS_LOOKED_AT]:
                sheet.reset_dimensions()
                top = list(sheet.iter_rows(max_row=ROWS_LOOKED_AT_FOR_HEAD * 3, values_only=True))
                heads = [{head_name(text(cell)) for cell in row} for row in top]
                if any(head >= HEAD for head in heads[:ROWS_LOOKED_AT_FOR_HEAD]):
                    found.append(sheet.title)
                else:
                    notes += [text(cell) for row in top for cell in row if cell is not None]
        if not found:
            return None
        if len(found) > 1:
            shown = ", ".join(f"“{title}”" for title in found[:5])
            raise FileError(
                f"{name} has {len(found)} sheets with a wage table ({shown}). Leave one."
            )
        title = found[0]
        last_row, xml_size = _scan(archive, parts[title], f"{name}, sheet “{title}”")
        if last_row and last_row <= MOST_ROWS_HELD and xml_size <= MOST_XML_HELD:
            rows, share = _held(path, title)
        else:
            rows, share = _streamed(path, title, parts[title], last_row)
    return Sheet(title, _guarded(rows, name), lambda: min(1.0, share()), notes)


def _guarded(
    rows: Iterator[tuple[int, Sequence[str]]], name: str
) -> Iterator[tuple[int, Sequence[str]]]:
    with _whole(name):
        yield from rows


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The XML part of each sheet by the sheet's name."""
    relations = {
        node.get("Id"): node.get("Target", "")
        for node in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (see _check_sizes)
    }
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    return {
        node.get("name", ""): "xl/" + relations[node.get(_RELATIONS)].removeprefix("/xl/")
        for node in book.iter()
        if node.tag.endswith("}sheet")
    }


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    """Bounds on what is unpacked. Entities that explode are refused by the XML parser itself."""
    for entry in archive.infolist():
        most = MOST_STRINGS if entry.filename.endswith("sharedStrings.xml") else MOST_XML
        if entry.file_size > most:
            raise FileError(
                f"{name} unpacks to {entry.file_size / 1024**2:,.0f} MB in {entry.filename}. "
                "That is no wage file; nothing was loaded."
            )


def _scan(archive: zipfile.ZipFile, part: str, place: str) -> tuple[int, int]:
    """Look through a sheet's XML for formulas and stray cells; give its last row and its size.

    The last row is 0 where the XML is written in a way that this quick look does not know; such a
    sheet is streamed, since calamine makes room for everything above and left of its last cell.
    """
    last_row = size = 0
    is_plain, is_long = True, False
    rest = b""
    with archive.open(part) as stream:
        while block := stream.read(1024 * 1024):
            size += len(block)
            block = rest + block
            at = min((i for i in (block.find(b"<f>"), block.find(b"<f ")) if i >= 0), default=-1)
            if at >= 0:
                before = list(_CELL.finditer(block, 0, at))
                cell = b"".join(before[-1].groups()).decode() if before else "an early cell"
                raise FileError(
                    f"{place}, {cell}: a formula. The source's files hold values only: "
                    "download it again."
                )
            if stray := _FAR_RIGHT.search(block):
                cell = b"".join(stray.groups()).decode()
                raise FileError(f"{place}, {cell}: a cell far to the right of the table.")
            last = block.rfind(b'<c r="')
            if last >= 0 and (match := _CELL.match(block, last)):
                last_row = max(last_row, int(match[2]))
            if size <= MOST_XML_HELD:
                is_plain = is_plain and _is_plain(block)
                is_long = is_long or _FAR_DOWN.search(block) is not None
            rest = block[-4096:]
    if is_long and last_row <= MOST_ROWS_HELD:
        raise FileError(f"{place}: the rows are not in their order. Download it again.")
    return last_row if is_plain or last_row > MOST_ROWS_HELD else 0, size


def _is_plain(block: bytes) -> bool:
    """Whether every cell begins with its place, as Excel writes it.

    What is cut off at the end of the block stands whole in the next.
    """
    whole = block[: block.rfind(b"<")]
    cells = sum(whole.count(beginning) for beginning in _CELLS)
    return whole.count(b'<c r="') == cells and b":c " not in whole


def _held(
    path: Path, title: str
) -> tuple[Iterator[tuple[int, Sequence[str]]], Callable[[], float]]:
    # Both readers would judge a path by its ending, and an upload rests under a name of our own.
    content = io.BytesIO(path.read_bytes())
    sheet = python_calamine.CalamineWorkbook.from_filelike(content).get_sheet_by_name(title)
    at = 0

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        nonlocal at
        for row in sheet.to_python(skip_empty_area=False):
            at += 1
            yield at, [text(cell) for cell in row]

    return rows(), lambda: at / max(sheet.total_height, 1)


def _strings(archive: zipfile.ZipFile) -> list[str]:
    """The workbook's shared strings; none where it has no such part."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as part:
        return list(read_string_table(part))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[openpyxl.Workbook]:
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _streamed(
    path: Path, title: str, part: str, last_row: int
) -> tuple[Iterator[tuple[int, Sequence[str]]], Callable[[], float]]:
    at = 0

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        nonlocal at
        if last_row:
            with zipfile.ZipFile(path) as archive:
                for at, cells in sheet_rows(archive, part, _strings(archive)):
                    yield at, cells
            return
        with _opened(path) as book:
            sheet = book[title]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                at += 1
                if at > MOST_ROWS or len(row) > MOST_COLUMNS:
                    raise FileError(f"Row {at:,} of the sheet is out of all bounds.")
                yield at, [text(cell) for cell in row]

    return rows(), lambda: min(1.0, at / last_row) if last_row else 0.0


def text(cell: object) -> str:
    """A cell as the source's CSV would write it.

    >>> text(45930.0), text(21.46), text(None), text(True), text(" * ")
    ('45930', '21.46', '', 'TRUE', '*')
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
    return str(cell)
