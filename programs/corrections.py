"""Editors' corrections of imported values: what they changed, and what the files say of it.

`overridden` on an institution or program maps each corrected column to the file's own value, as
JSON writes it. The columns that it names are left alone by every import; see
programs/importing/publish.py.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from programs.models import Institution, Program

# Columns that are one statement: who corrects one of them vouches for all.
TOGETHER = (
    frozenset({"latitude", "longitude"}),
    frozenset({"is_closed", "closed_on"}),
    *(frozenset({name, f"{name}_missing"}) for name in ("completers", "earnings", "debt")),
)


def columns_of(item: Institution | Program) -> tuple[str, ...]:
    """The columns that imports write, the reasons of missing figures included."""
    if isinstance(item, Institution):
        return Institution.IMPORTED
    return (*Program.IMPORTED, "completers_missing", "earnings_missing", "debt_missing")


def note_corrections(
    item: Institution | Program, before: Institution | Program, changed: Collection[str]
) -> None:
    """Record in `overridden` which of the changed columns now differ from the files. Saves nothing.

    A column set back to the file's value is imported again.
    """
    columns = columns_of(item)
    touched = {name for name in changed if name in columns}
    for pair in TOGETHER:
        if touched & pair:
            touched |= pair
    for name in touched:
        item.overridden.setdefault(name, as_json(getattr(before, name)))
    alone = set(columns).difference(*TOGETHER)
    for group in (*TOGETHER, *(frozenset({name}) for name in alone)):
        kept = [name for name in group if name in item.overridden]
        if kept and all(as_json(getattr(item, name)) == item.overridden[name] for name in kept):
            for name in kept:
                del item.overridden[name]


def take_file_values(item: Institution | Program) -> list[str]:
    """Put the files' values back in place of the corrections; give the columns. Saves nothing."""
    taken = sorted(item.overridden)
    for name in taken:
        value = item.overridden.pop(name)
        if name == "closed_on" and value:
            value = date.fromisoformat(value)
        setattr(item, name, value)
    return taken


def differences(item: Institution | Program) -> list[tuple[str, Any, Any]]:
    """Column in words, the editors' value and the file's, for each correction in force."""
    return [
        (name.replace("_", " "), getattr(item, name), theirs)
        for name, theirs in sorted(item.overridden.items())
        if as_json(getattr(item, name)) != theirs
    ]


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
