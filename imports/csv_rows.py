"""Rows of a CSV table, which must be whole."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence

from openpyxl.utils import get_column_letter

from common.codes import ERRORS
from imports.errors import FileError, refuse_cell
from imports.text import normalize_header, read_lines

# More than this are no official file; the largest has about 415,000.
MAX_ROWS = 2_000_000
# Of a cell with line breaks. A quotation mark that is not closed takes in all that follow.
MAX_LINES_OF_A_ROW = 1000


def read_csv(
    stream: io.BufferedReader,
    place: str,
    is_header: Callable[[Collection[str]], bool],
    fallback_encoding: str,
    *,
    tabs: bool = False,
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the numbers of their lines. Raises FileError while they are read.

    A cell may hold a line break, so rows and lines differ. With `tabs`, a table whose first line
    has one is separated by them; there quotation marks are part of a text.
    """
    has_tabs = tabs and b"\t" in stream.peek(1).partition(b"\n")[0]
    lines = _CountedLines(read_lines(stream, place, fallback_encoding), place)
    # Not strict: names in the official directory hold quotes that are not doubled.
    if has_tabs:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines)
    width = 0
    try:
        for count, cells in enumerate(reader):
            number, lines.of_this_row = reader.line_num, 0
            if count > MAX_ROWS:
                raise FileError(f"{place} has more than {MAX_ROWS:,} rows. No official file does.")
            if not ERRORS.isdisjoint(cells):
                at = next(at for at, cell in enumerate(cells) if cell in ERRORS)
                raise refuse_cell(f"{place}, {get_column_letter(at + 1)}{number}", cells[at])
            if width:
                _check_width(cells, width, f"{place}, line {number}")
            elif is_header([normalize_header(cell) for cell in cells]):
                width = len(cells)
            yield number, cells
    except csv.Error as error:
        raise FileError(f"{place}, line {reader.line_num}: {error}.") from error


def _check_width(cells: Sequence[str], width: int, place: str) -> None:
    """Refuse a row that is not as wide as the header."""
    if len(cells) == width or not any(cells) or _is_note(cells):
        return
    if len(cells) < width:
        reason = "The file was cut off, or lost separators on its way. Download it again."
    elif any(cells[width:]):
        reason = "A text with a comma needs quotation marks around it."
    else:
        return
    raise FileError(f"{place}: the row has {len(cells)} cells, and the header {width}. {reason}")


def _is_note(cells: Sequence[str]) -> bool:
    """Tell a sentence below a table from a row that was cut short, which begins with a code.

    A footnote may begin with its mark, as in `[1]`.
    """
    return len(cells) == 1 and bool(re.match(r"\s*[\[(*A-Za-z].* ", cells[0]))


class _CountedLines:
    """Lines for a reader of rows, who counts `of_this_row` anew at each."""

    def __init__(self, lines: Iterator[str], place: str) -> None:
        self.lines, self.place, self.of_this_row, self.all = lines, place, 0, 0

    def __iter__(self) -> "_CountedLines":
        return self

    def __next__(self) -> str:
        self.of_this_row += 1
        self.all += 1
        if self.of_this_row > MAX_LINES_OF_A_ROW:
            raise FileError(
                f"{self.place}, line {self.all - MAX_LINES_OF_A_ROW}: a quotation mark opens a "
                f"cell that does not end within {MAX_LINES_OF_A_ROW:,} lines. Download the file "
                "again."
            )
        return next(self.lines)
