"""Tables as CSV files that a spreadsheet opens as they are meant, and no cell of which it runs."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

# What a spreadsheet takes for the beginning of a formula, also behind spaces.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Spreadsheets take a file that begins so for UTF-8. Programs trip over it in the name of the first
# column.
BYTE_ORDER_MARK = "\ufeff"


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that would be one gets an apostrophe.

    Numbers stay numbers, None is empty, anything else is its text. `plain` is the way back.

    >>> safe("=1+1"), safe(" =1+1"), safe(-5), safe("Iowa"), safe(None)
    ("'=1+1", "' =1+1", -5, 'Iowa', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = str(cell)
    return f"'{text}" if _is_formula(text) else text


def plain(cell: str) -> str:
    """The text that `safe` was given, of a cell as a file has it.

    >>> plain("'=1+1"), plain("'tis"), plain(safe("'=1+1"))
    ('=1+1', "'tis", "'=1+1")
    """
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    # Behind apostrophes as well: else one of the text's own could not be told from ours.
    return text.lstrip("' ").startswith(FORMULA_STARTS)


def csv_text(lines: Iterable[Iterable[object]]) -> str:
    """Lines as CSV, each cell of them safe; with a byte order mark only where a letter needs it."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerows([safe(cell) for cell in line] for line in lines)
    text = table.getvalue()
    return text if text.isascii() else BYTE_ORDER_MARK + text


def csv_download(name: str, lines: Iterable[Iterable[object]]) -> HttpResponse:
    """The same as a file to download; `name` is in ASCII, without quotes."""
    response = HttpResponse(csv_text(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
