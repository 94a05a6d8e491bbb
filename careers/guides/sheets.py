"""A table of a guide as a CSV file, and such a file as rows of the table.

The column `id` says which row a line is. A line without it is a new row, and a row whose line is
missing is deleted. Nothing is written to the database here; admin/sheets.py does that.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from careers.guides.documents import Content, Row, validate_instance
from careers.guides.parts import GUIDE_PARTS
from careers.models import Source
from careers.models.parts import FIGURE_COLUMNS
from common import codes
from common.codes import CodeError
from common.csv_cells import CellError, find_date_order, read_key, read_text, read_value
from common.csv_tables import SheetError, read_table

# A cell may hold Markdown of several lines.
SHEET_TABLES = tuple(GUIDE_PARTS)
CODES = {"soc_code": codes.SOC}
MAX_BYTES = 1024 * 1024
# As many as the guide's form can carry.
MAX_ROWS = 100


def build_sheet(table: str, content: Content) -> Iterator[list[Any]]:
    """The lines of a CSV file with a table of a document, under the names of the columns."""
    fields = GUIDE_PARTS[table].fields
    names = {
        column: {key: name for name, key in keys.items()}
        for column, keys in _keys_by_name(table, content).items()
    }
    yield ["id", *(field.name for field in fields)]
    for row in content["parts"].get(table, []):
        cells = [
            names[f.name].get(row[f.attname], "") if f.name in names else row.get(f.attname, "")
            for f in fields
        ]
        yield [row["id"], *cells]


def parse_sheet(table: str, data: bytes, content: Content) -> list[Row]:
    """The rows of a CSV file for a table of a document; SheetError lists every mistake at once."""
    part = GUIDE_PARTS[table]
    fields = part.fields
    # A file may have been saved before a guide's texts had figures beside them.
    needed = [field.name for field in fields if field.name not in FIGURE_COLUMNS]
    lines = read_table(data, ["id", *needed], MAX_ROWS)
    cells = {
        number: {name: read_text(cell) for name, cell in line.items()} for number, line in lines
    }
    stored = {row["id"]: row for row in content["parts"].get(table, [])}
    keys = _keys_by_name(table, content)
    orders = _find_date_orders(fields, cells.values(), stored)
    rows: list[Row] = []
    problems: list[str] = []
    unique = _unique_fields(part.model)
    lines_by_value: dict[tuple[str, Any], int] = {}
    for number, line in cells.items():
        row, mistakes = _parse_row(table, line, keys, stored, orders)
        if line["id"] and row["id"] not in stored:
            mistakes.append(
                f"there is no row with id {line['id'][:20]}. Leave the id empty for a new row."
            )
        for field in unique:
            value = row[field.attname]
            first = lines_by_value.setdefault((field.name, value), number)
            if value and first != number:
                mistakes.append(f"line {first} has the {field.verbose_name} “{value}” already.")
        problems += [f"Line {number}: {mistake}" for mistake in mistakes]
        rows.append(row)
    if problems:
        raise SheetError(problems)
    return rows


def _unique_fields(model: type[models.Model]) -> list[Any]:
    """The columns that have another value in each row of a guide."""
    rules = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    names = [name for rule in rules for name in rule.fields if name != "guide"]
    return [model._meta.pk, *map(model._meta.get_field, names)]


def _keys_by_name(table: str, content: Content) -> dict[str, dict[str, int]]:
    """For each column that refers to another row: the names in files, with the keys they mean."""
    references = {field.name for field in GUIDE_PARTS[table].fields if field.remote_field}
    keys: dict[str, dict[str, int]] = {}
    if "source" in references:
        keys["source"] = {str(source): source.pk for source in Source.objects.all()}
    if "owner" in references:
        staff = get_user_model().objects.filter(is_staff=True)
        keys["owner"] = {person.get_username(): person.pk for person in staff}
    return keys


def _find_date_orders(
    fields: list[models.Field[Any, Any]],
    lines: Iterable[dict[str, str]],
    stored: dict[int | None, Row],
) -> dict[str, str | None]:
    """For each column of dates: what comes first in those of this file."""
    return {
        field.name: find_date_order(
            (line[field.name], stored.get(read_key(line["id"]), {}).get(field.name))
            for line in lines
        )
        for field in fields
        if isinstance(field, models.DateField)
    }


def _parse_row(
    table: str,
    line: dict[str, str],
    keys: dict[str, dict[str, int]],
    stored: dict[int | None, Row],
    orders: dict[str, str | None],
) -> tuple[Row, list[str]]:
    """A line as a row, and its mistakes as sentences."""
    part = GUIDE_PARTS[table]
    instance = part.model(pk=read_key(line["id"]), **part.fixed)
    before = stored.get(instance.pk, {})
    fields = part.fields
    mistakes: dict[str, str] = {}
    for field in fields:
        value: Any = line.get(field.name, before.get(field.attname, ""))
        if field.name in keys:
            cell, value = value, keys[field.name].get(value)
            if value is None and (cell or not field.null):
                mistakes[field.name] = f"there is no {field.verbose_name} “{cell}”."
        elif not value:
            value = None if field.null else field.get_default()
            if value is None and not field.null:
                mistakes[field.name] = str(field.error_messages["blank"])
        else:
            try:
                value = read_value(field, value, before.get(field.attname), orders.get(field.name))
                if code := CODES.get(field.name):
                    value = code.read(value)
            except (CellError, CodeError) as error:
                mistakes[field.name] = str(error)
        setattr(instance, field.attname, value)
    mistakes |= validate_instance(instance, exclude={"id", "guide", *mistakes})
    labels = {field.name: field.verbose_name for field in fields}
    row = {"id": instance.pk, **{f.attname: f.value_from_object(instance) for f in fields}}
    return row, [
        f"{labels[name]}: {message}" if name in labels else message
        for name, message in mistakes.items()
    ]
