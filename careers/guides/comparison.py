"""Compares two documents of a guide, for editors to read."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst

from careers.guides.documents import SOURCE_FIELDS, Content, Row
from careers.guides.parts import GUIDE_PARTS, guide_fields
from careers.models import Source

Fields = Iterable["models.Field[Any, Any]"]

# A text is compared word by word, each with the space after it.
WORD_PATTERN = re.compile(r"\S+\s*|\s+")
# Unchanged words shown around a change in a long text.
CONTEXT_WORDS = 8
# Columns that name a row; the first that is filled is used.
NAME_COLUMNS = ("title", "heading", "name", "great_fit", "statement", "program_type", "soc_code")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `kind` is `same`, `added`, `removed`, or `cut` for an ellipsis."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


@dataclass
class RowChange:
    """A row that differs; `kind` is `added`, `removed` or `changed`."""

    kind: str
    name: str
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class TableChange:
    """The rows of one table that differ, under the table's name."""

    label: str
    rows: list[RowChange]


def compare_documents(before: Content, after: Content) -> list[TableChange]:
    """The changes that lead from one document to the other, in the order of the page."""
    changes = []
    own = compare_fields(guide_fields(), before["guide"], after["guide"])
    if own:
        row = RowChange("changed", str(after["guide"].get("title", "")), own)
        changes.append(TableChange("The guide itself", [row]))
    for name, part in GUIDE_PARTS.items():
        rows = list(
            compare_rows(part.public_fields, before["parts"].get(name), after["parts"].get(name))
        )
        if rows:
            changes.append(TableChange(part.label, rows))
    if sources := list(compare_sources(before["sources"], after["sources"])):
        changes.append(TableChange("Sources", sources))
    return changes


def compare_sources(before: dict[str, Row], after: dict[str, Row]) -> Iterator[RowChange]:
    """The sources that both documents have and that differ."""
    fields: list[Any] = [Source._meta.get_field(name) for name in SOURCE_FIELDS]
    for key in before.keys() & after.keys():
        if changed := compare_fields(fields, before[key], after[key]):
            yield RowChange("changed", row_name(after[key]), changed)


def compare_rows(
    fields: Fields, before: list[Row] | None, after: list[Row] | None
) -> Iterator[RowChange]:
    """The rows of a table that differ, matched by their keys."""
    old = {row["id"]: row for row in before or []}
    new = {row["id"]: row for row in after or []}
    for key, row in new.items():
        if key not in old:
            yield RowChange("added", row_name(row), compare_fields(fields, {}, row))
        elif changed := compare_fields(fields, old[key], row):
            yield RowChange("changed", row_name(row), changed)
    for key, row in old.items():
        if key not in new:
            yield RowChange("removed", row_name(row), compare_fields(fields, row, {}))


def row_name(row: Row) -> str:
    """What an editor knows a row by: its title, else its place."""
    for name in NAME_COLUMNS:
        if row.get(name):
            return str(row[name])
    return f"Row {row.get('position', '')}".strip()


def compare_fields(fields: Fields, before: Row, after: Row) -> list[FieldChange]:
    """The fields of a row that differ."""
    changes = []
    for column in fields:
        old, new = (format_value(column, row.get(column.attname)) for row in (before, after))
        if old != new:
            label = str(column.verbose_name)
            changes.append(FieldChange(capfirst(label), compare_texts(old, new)))
    return changes


def format_value(column: models.Field[Any, Any], value: Any) -> str:
    """A value as an editor would write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if column.remote_field:
        row = column.remote_field.model._default_manager.filter(pk=value).first()
        return str(row or "deleted since")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return str(value)


def compare_texts(before: str, after: str) -> list[Piece]:
    """Two texts merged into one, with what was removed and added marked.

    >>> [(piece.kind, piece.text) for piece in compare_texts("two years", "three years")]
    [('removed', 'two '), ('added', 'three '), ('same', 'years')]
    """
    old, new = WORD_PATTERN.findall(before), WORD_PATTERN.findall(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    pieces: list[Piece] = []
    operations = matcher.get_opcodes()
    last = len(operations) - 1
    for index, (kind, a, b, c, d) in enumerate(operations):
        if kind == "equal":
            pieces += shorten_unchanged(old[a:b], first=index == 0, last=index == last)
            continue
        if b > a:
            pieces.append(Piece("removed", "".join(old[a:b])))
        if d > c:
            pieces.append(Piece("added", "".join(new[c:d])))
    return pieces


def shorten_unchanged(same: list[str], *, first: bool, last: bool) -> list[Piece]:
    """Unchanged words, with the middle cut out where they are many."""
    keep_before = 0 if first else CONTEXT_WORDS
    keep_after = 0 if last else CONTEXT_WORDS
    if len(same) <= keep_before + keep_after + 4:
        return [Piece("same", "".join(same))]
    head, tail = same[:keep_before], same[len(same) - keep_after :]
    parts = [Piece("same", "".join(head)), Piece("cut", "…"), Piece("same", "".join(tail))]
    return [piece for piece in parts if piece.text]
