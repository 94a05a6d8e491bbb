"""A table of a guide as a CSV file, and such a file back into the table's rows of a state.

The column `id` says which row a line is; a line without it is a new row, and a row whose line is
gone is deleted. Nothing is written here: what was read becomes a draft (careerguide/admin/sheets).
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from careers.history.snapshot import TABLES, Content, Row, columns, instance
from careers.models import Source
from common.spreadsheets import unescape_cell

# All tables with more than one row. A cell may hold Markdown of several lines.
SHEETS = (
    "sections",
    "duties",
    "measured_facts",
    "roadmap_steps",
    "subjects",
    "certifications",
    "workplaces",
    "training_costs",
    "skills",
    "fit_statements",
    "benefits",
    "challenges",
    "related_occupations",
)
MOST_BYTES = 1024 * 1024
MOST_ROWS = 500


class SheetError(Exception):
    """A file that cannot be taken; `problems` are sentences for the editor, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def label(table: str) -> str:
    """A table's name for editors: `Training costs`."""
    name = str(TABLES[table]._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


def lines_of(table: str, content: Content) -> Iterator[list[Any]]:
    """A table of a state as the lines of a file, with the names of columns in the first."""
    fields = columns(TABLES[table])
    names = {
        column: {key: name for name, key in keys.items()}
        for column, keys in _named(table, content).items()
    }
    yield ["id", *(field.name for field in fields)]
    for row in content["parts"].get(table, []):
        cells = [
            names[f.name].get(row[f.attname], "") if f.name in names else row[f.attname]
            for f in fields
        ]
        yield [row["id"], *cells]


def read(table: str, data: bytes, content: Content) -> list[Row]:
    """The rows that a file has for a table of a state; SheetError names every mistake at once."""
    lines = _lines(table, data)
    known = {row["id"] for row in content["parts"].get(table, [])}
    named = _named(table, content)
    rows: list[Row] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=2):
        row, wrong = _row(table, line, named)
        if row["id"] not in known or row["id"] in {other["id"] for other in rows}:
            row["id"] = None
        problems += [f"Line {number}: {words}" for words in wrong]
        rows.append(row)
    if problems:
        raise SheetError(problems)
    return rows


def put(table: str, rows: list[Row], content: Content) -> None:
    """Make the table of a state these rows. Subjects of a step that is gone go with it."""
    parts = content["parts"]
    parts[table] = rows
    if table == "roadmap_steps":
        steps = {row["id"] for row in rows}
        parts["subjects"] = [row for row in parts.get("subjects", []) if row["step_id"] in steps]


def _named(table: str, content: Content) -> dict[str, dict[str, int]]:
    """For each column that points at another row: what a file calls those rows, and their keys."""
    pointing = {field.name for field in columns(TABLES[table]) if field.remote_field}
    named: dict[str, dict[str, int]] = {}
    if "source" in pointing:
        named["source"] = {str(source): source.pk for source in Source.objects.all()}
    if "owner" in pointing:
        staff = get_user_model().objects.filter(is_staff=True)
        named["owner"] = {person.get_username(): person.pk for person in staff}
    if "step" in pointing:
        named["step"] = {row["anchor"]: row["id"] for row in content["parts"]["roadmap_steps"]}
    return named


def _lines(table: str, data: bytes) -> list[dict[str, str]]:
    """The lines of a file as text by column; SheetError for what is no such file."""
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
    missing = [f.name for f in columns(TABLES[table]) if f.name not in names]
    if missing:
        raise SheetError([f"The first line lacks the columns {', '.join(missing)}."])
    if len(lines) > MOST_ROWS:
        raise SheetError([f"The file has more than {MOST_ROWS} lines."])
    return lines


def _row(
    table: str, line: dict[str, str], named: dict[str, dict[str, int]]
) -> tuple[Row, list[str]]:
    """A line as a row, with what is wrong with it in words."""
    model = TABLES[table]
    key = (line.get("id") or "").strip()
    row: Row = {"id": int(key) if re.fullmatch(r"[0-9]{1,18}", key) else None}
    wrong: list[str] = []
    for field in columns(model):
        cell = unescape_cell((line.get(field.name) or "").replace("\r\n", "\n").strip())
        if field.name in named:
            row[field.attname] = named[field.name].get(cell)
            if row[field.attname] is None and (cell or not field.null):
                wrong.append(f"{field.name}: there is no {field.verbose_name} “{cell}”.")
            continue
        try:
            row[field.attname] = _value(field, cell)
        except ValidationError as error:
            wrong += [f"{field.verbose_name}: {words}" for words in error.messages]
    if not wrong:
        wrong = _broken_rules(model, row)
    return row, wrong


def _value(field: models.Field[Any, Any], cell: str) -> Any:
    if cell:
        return field.to_python(cell)
    if field.null or field.has_default() or field.empty_strings_allowed:
        return None if field.null else field.get_default()
    raise ValidationError(field.error_messages["blank"])


def _broken_rules(model: type[models.Model], row: Row) -> list[str]:
    made = instance(model, row)
    try:
        # A step may stand in the draft alone.
        made.full_clean(exclude=["career", "id", "step"], validate_unique=False)
    except ValidationError as error:
        names = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
        return [
            words if name == NON_FIELD_ERRORS else f"{names.get(name, name)}: {words}"
            for name, found in error.message_dict.items()
            for words in found
        ]
    return []
