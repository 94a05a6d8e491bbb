"""Tables as CSV files in which a spreadsheet runs no cell as a formula."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

# A spreadsheet takes these for the start of a formula, also after spaces.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# By it a spreadsheet recognizes UTF-8. Programs read it as part of the first column's name.
BYTE_ORDER_MARK = "\ufeff"


def escape_cell(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that would be one gets an apostrophe.

    Numbers stay numbers, None is empty, anything else is its text. `unescape_cell` undoes it.

    >>> [escape_cell(cell) for cell in ("=1+1", " =1+1", -5, "Iowa", None)]
    ["'=1+1", "' =1+1", -5, 'Iowa', '']
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = str(cell)
    return f"'{text}" if _is_formula(text) else text


def unescape_cell(cell: str) -> str:
    """The text that `escape_cell` was given, from a cell of a file.

    >>> unescape_cell("'=1+1"), unescape_cell("'tis"), unescape_cell(escape_cell("'=1+1"))
    ('=1+1', "'tis", "'=1+1")
    """
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    # Also after apostrophes, or one of the text's own could not be told from ours.
    return text.lstrip("' ").startswith(FORMULA_STARTS)


def csv_text(lines: Iterable[Iterable[object]]) -> str:
    """Lines as CSV with escaped cells; with a byte order mark only if it is not ASCII."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerows([escape_cell(cell) for cell in line] for line in lines)
    text = table.getvalue()
    return text if text.isascii() else BYTE_ORDER_MARK + text


def csv_download(name: str, lines: Iterable[Iterable[object]]) -> HttpResponse:
    """The same as a file to download; `name` is in ASCII, without quotes."""
    response = HttpResponse(csv_text(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
