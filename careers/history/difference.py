"""What differs between two states of a guide, in words an editor can read."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst

from careers.history.snapshot import TABLES, Content, Row, columns
from careers.models import Career

# A text is compared word by word, each with the space after it.
WORDS = re.compile(r"\S+\s*|\s+")
# Unchanged words that are shown around a change in a long text.
AROUND = 8
# Columns that name a row best, in the order in which to try them.
NAMES = ("title", "heading", "name", "great_fit", "statement", "program_type", "soc_code")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed (`same`), came (`added`), went (`removed`), or `…` (`cut`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


@dataclass
class RowChange:
    """A row that came, went or changed: `added`, `removed` or `changed`."""

    kind: str
    name: str
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class TableChange:
    """The changes of one table of the guide, under its name."""

    label: str
    rows: list[RowChange]


def differences(before: Content, after: Content) -> list[TableChange]:
    """What has to be changed to come from one state to the other, in the order of the page."""
    changes = []
    own = field_changes(Career, before["career"], after["career"])
    if own:
        row = RowChange("changed", str(after["career"].get("name", "")), own)
        changes.append(TableChange("The guide itself", [row]))
    for table, model in TABLES.items():
        rows = list(row_changes(model, before["parts"].get(table), after["parts"].get(table)))
        if rows:
            label = str(model._meta.verbose_name_plural)
            changes.append(TableChange(capfirst(label), rows))
    return changes


def summary(changes: Iterable[TableChange]) -> str:
    """The names of what changed, in one line: `Duties (2), Skills (1)`."""
    return ", ".join(f"{change.label} ({len(change.rows)})" for change in changes)


def row_changes(
    model: type[models.Model], before: list[Row] | None, after: list[Row] | None
) -> Iterator[RowChange]:
    old = {row["id"]: row for row in before or []}
    new = {row["id"]: row for row in after or []}
    for key, row in new.items():
        if key not in old:
            yield RowChange("added", name_of(row), field_changes(model, {}, row))
        elif changed := field_changes(model, old[key], row):
            yield RowChange("changed", name_of(row), changed)
    for key, row in old.items():
        if key not in new:
            yield RowChange("removed", name_of(row), field_changes(model, row, {}))


def name_of(row: Row) -> str:
    for name in NAMES:
        if row.get(name):
            return str(row[name])
    return f"Row {row.get('position', '')}".strip()


def field_changes(model: type[models.Model], before: Row, after: Row) -> list[FieldChange]:
    fields = Career._meta.concrete_fields if model is Career else columns(model)
    changes = []
    for column in fields:
        old, new = (words(column, row.get(column.attname)) for row in (before, after))
        if old != new:
            label = str(column.verbose_name)
            changes.append(FieldChange(capfirst(label), pieces(old, new)))
    return changes


def words(column: models.Field[Any, Any], value: Any) -> str:
    """A value as an editor would write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if column.remote_field:
        named = column.remote_field.model._default_manager.filter(pk=value).first()
        return str(named or "deleted since")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return str(value)


def pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one, with what went and what came marked.

    >>> [(piece.kind, piece.text) for piece in pieces("two years", "three years")]
    [('removed', 'two '), ('added', 'three '), ('same', 'years')]
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    found: list[Piece] = []
    operations = matcher.get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(operations):
        if kind == "equal":
            found += shortened(old[a:b], first=place == 0, last=place == len(operations) - 1)
            continue
        if b > a:
            found.append(Piece("removed", "".join(old[a:b])))
        if d > c:
            found.append(Piece("added", "".join(new[c:d])))
    return found


def shortened(same: list[str], *, first: bool, last: bool) -> list[Piece]:
    """An unchanged stretch, with its middle cut out where it is long."""
    keep_before = 0 if first else AROUND
    keep_after = 0 if last else AROUND
    if len(same) <= keep_before + keep_after + 4:
        return [Piece("same", "".join(same))]
    head, tail = same[:keep_before], same[len(same) - keep_after :]
    parts = [Piece("same", "".join(head)), Piece("cut", "…"), Piece("same", "".join(tail))]
    return [piece for piece in parts if piece.text]
