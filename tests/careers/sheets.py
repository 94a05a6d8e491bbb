"""What tests of a guide's tables as files have in common."""

import csv
import io
from typing import Any

from careers.guides.sheets import build_sheet
from common.spreadsheets import csv_text

Row = dict[str, Any]


def section(key: int, **values: Any) -> Row:
    return {
        "id": key,
        "position": key,
        "part": "text",
        "anchor": f"part-{key}",
        "heading": "A heading",
        "short_heading": "",
        "body": "",
        "body_figures": "",
        "note": "",
        "note_figures": "",
        "is_shown": True,
        "owner_id": None,
        "verified_on": None,
        "review_every_months": 12,
        **values,
    }


def lines_of(table: str, rows: list[Row]) -> list[list[str]]:
    content = {"parts": {table: rows}}
    return list(csv.reader(io.StringIO(csv_text(build_sheet(table, content)).lstrip("\ufeff"))))


def as_csv(lines: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(lines)
    return out.getvalue()
