"""The lines of a CSV file, however Excel, LibreOffice or pandas saved it."""

import codecs
import csv
import io
import re
from collections.abc import Collection

DELIMITERS = (",", ";", "\t")
NOT_UTF8 = (
    "The file is not in UTF-8, and some letters may be lost already. Save it once more, as “CSV "
    "UTF-8”, from the program in which you changed it."
)
# How workbooks begin: a zip, or what Excel wrote before it.
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Line = tuple[int, dict[str, str]]


class SheetError(Exception):
    """A file with mistakes; `problems` are sentences for whoever sent it, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def read_table(data: bytes, columns: Collection[str], max_lines: int) -> list[Line]:
    """The cells of each line by column, with the number that a spreadsheet gives the line.

    Empty lines, empty columns and columns of other names are left out. Raises SheetError.
    """
    text = decode_table(data)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), _find_delimiter(text), strict=True))
    except csv.Error as error:
        raise SheetError([f"The file is not a CSV file: {error}."]) from error
    names = [name.strip() for name in lines[0]] if lines else []
    if missing := [column for column in columns if column not in names]:
        raise SheetError([f"The first line lacks the columns {', '.join(missing)}."])
    if twice := [column for column in columns if names.count(column) > 1]:
        raise SheetError([f"The first line has the columns {', '.join(twice)} twice."])
    filled = [
        (number, line)
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    # Where the last columns are empty, a spreadsheet may leave them out, and ends the line.
    if filled and len(lines[-1]) < len(names) and not text.endswith(("\n", "\r")):
        raise SheetError(
            [f"Line {len(lines)}: the file ends in the middle of it. Save it whole once more."]
        )
    if len(filled) > max_lines:
        raise SheetError(
            [f"The file has {len(filled)} lines below the first. At most {max_lines} are allowed."]
        )
    if shifted := [number for number, line in filled if _has_stray_cell(names, line)]:
        raise SheetError(
            [
                f"Line {number}: it has a cell in a column without a name. A text with a comma "
                "needs quotation marks around it."
                for number in shifted
            ]
        )
    # A cell that is missing at the end of a line is an empty one.
    empty = dict.fromkeys(columns, "")
    return [
        (number, empty | {name: cell for name, cell in zip(names, line, strict=False) if name})
        for number, line in filled
    ]


def decode_table(data: bytes) -> str:
    """A file's text, from UTF-8 or from UTF-16 with its mark; SheetError for anything else."""
    if data.startswith(WORKBOOK_STARTS):
        raise SheetError(
            ["The file is a workbook. Save its sheet as “CSV UTF-8”, and upload that."]
        )
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if has_mark else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError([NOT_UTF8]) from error
    if "\0" in text:
        raise SheetError(["The file is not a CSV file."])
    return text


def _find_delimiter(text: str) -> type[csv.Dialect]:
    """The dialect whose delimiter divides the first line into the most cells."""
    first_line = re.split(r"[\r\n]", text, maxsplit=1)[0]

    class Found(csv.excel):
        delimiter = max(DELIMITERS, key=first_line.count)

    return Found


def _has_stray_cell(names: list[str], line: list[str]) -> bool:
    # pandas puts its own numbers of the lines in a first column without a name.
    return any(
        cell.strip()
        for place, cell in enumerate(line)
        if place and (place >= len(names) or not names[place])
    )
