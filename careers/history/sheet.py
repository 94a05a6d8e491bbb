"""A table of a guide as a CSV file, and such a file as rows of the table.

The column `id` says which row a line is. A line without it is a new row, and a row whose line is
missing is deleted. Nothing is written to the database here: admin/sheets.py makes a draft of it.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model

from careers.history.snapshot import Content, Row, content_fields, validate_instance
from careers.models import Source
from careers.models.tables import GUIDE_TABLES
from common.spreadsheets import unescape_cell

# All tables with more than one row. A cell may hold Markdown of several lines.
SHEET_TABLES = tuple(table for table in GUIDE_TABLES if table != "outlook")
MAX_BYTES = 1024 * 1024
MAX_ROWS = 500


class SheetError(Exception):
    """A file with mistakes; `problems` are sentences for the editor, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def table_label(table: str) -> str:
    """A table's name for editors: `Training costs`."""
    name = str(GUIDE_TABLES[table]._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


def build_sheet(table: str, content: Content) -> Iterator[list[Any]]:
    """The lines of a CSV file with a table of a state; the first has the names of the columns."""
    fields = content_fields(GUIDE_TABLES[table])
    names = {
        column: {key: name for name, key in keys.items()}
        for column, keys in _keys_by_name(table, content).items()
    }
    yield ["id", *(field.name for field in fields)]
    for row in content["parts"].get(table, []):
        cells = [
            names[f.name].get(row[f.attname], "") if f.name in names else row[f.attname]
            for f in fields
        ]
        yield [row["id"], *cells]


def parse_sheet(table: str, data: bytes, content: Content) -> list[Row]:
    """The rows of a CSV file for a table of a state; SheetError lists every mistake at once."""
    lines = _parse_lines(table, data)
    known_ids = {row["id"] for row in content["parts"].get(table, [])}
    keys = _keys_by_name(table, content)
    rows: list[Row] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=2):
        row, mistakes = _parse_row(table, line, keys)
        if row["id"] not in known_ids or row["id"] in {other["id"] for other in rows}:
            row["id"] = None
        problems += [f"Line {number}: {mistake}" for mistake in mistakes]
        rows.append(row)
    if problems:
        raise SheetError(problems)
    return rows


def replace_rows(table: str, rows: list[Row], content: Content) -> None:
    """Replace a table of a state by these rows. Subjects of a step that is missing go with it."""
    parts = content["parts"]
    parts[table] = rows
    if table == "roadmap_steps":
        steps = {row["id"] for row in rows}
        parts["subjects"] = [row for row in parts.get("subjects", []) if row["step_id"] in steps]


def _keys_by_name(table: str, content: Content) -> dict[str, dict[str, int]]:
    """For each column that refers to another row: the names in files, with the keys they mean."""
    references = {field.name for field in content_fields(GUIDE_TABLES[table]) if field.remote_field}
    keys: dict[str, dict[str, int]] = {}
    if "source" in references:
        keys["source"] = {str(source): source.pk for source in Source.objects.all()}
    if "owner" in references:
        staff = get_user_model().objects.filter(is_staff=True)
        keys["owner"] = {person.get_username(): person.pk for person in staff}
    if "step" in references:
        keys["step"] = {row["anchor"]: row["id"] for row in content["parts"]["roadmap_steps"]}
    return keys


def _parse_lines(table: str, data: bytes) -> list[dict[str, str]]:
    """The lines of a file as text by column; SheetError where it is no CSV file of the table."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(["The file is not in UTF-8. Save it as “CSV UTF-8”."]) from error
    if "\0" in text:
        raise SheetError(["The file is not a CSV file."])
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        reader.fieldnames = names = [name.strip() for name in reader.fieldnames or []]
        lines = list(reader)
    except csv.Error as error:
        raise SheetError([f"The file is not a CSV file: {error}."]) from error
    missing = [f.name for f in content_fields(GUIDE_TABLES[table]) if f.name not in names]
    if missing:
        raise SheetError([f"The first line lacks the columns {', '.join(missing)}."])
    if len(lines) > MAX_ROWS:
        raise SheetError([f"The file has more than {MAX_ROWS} lines."])
    return lines


def _parse_row(
    table: str, line: dict[str, str], keys: dict[str, dict[str, int]]
) -> tuple[Row, list[str]]:
    """A line as a row, and its mistakes as sentences."""
    key = (line.get("id") or "").strip()
    instance = GUIDE_TABLES[table](pk=int(key) if re.fullmatch(r"[0-9]{1,18}", key) else None)
    fields = content_fields(type(instance))
    mistakes: dict[str, str] = {}
    for field in fields:
        value: Any = unescape_cell((line.get(field.name) or "").replace("\r\n", "\n").strip())
        if field.name in keys:
            cell, value = value, keys[field.name].get(value)
            if value is None and (cell or not field.null):
                mistakes[field.name] = f"there is no {field.verbose_name} “{cell}”."
        elif not value:
            value = None if field.null else field.get_default()
            if value is None and not field.null:
                mistakes[field.name] = str(field.error_messages["blank"])
        setattr(instance, field.attname, value)
    # A step may be in the draft alone.
    mistakes |= validate_instance(instance, exclude={"id", "career", "step", *mistakes})
    labels = {field.name: field.verbose_name for field in fields}
    row = {"id": instance.pk, **{f.attname: f.value_from_object(instance) for f in fields}}
    return row, [
        f"{labels[name]}: {message}" if name in labels else message
        for name, message in mistakes.items()
    ]
