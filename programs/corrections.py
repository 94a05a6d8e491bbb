"""Editors' corrections of imported values: what they changed, and what the files say.

`overridden` on an institution or program maps each corrected column to the file's own value, as
JSON. Imports do not change the columns in it; see programs/importing/publish.py.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from programs.models import Institution, Program

# Columns that belong together: a correction of one of them covers all.
COLUMN_GROUPS = (
    frozenset({"latitude", "longitude"}),
    frozenset({"is_closed", "closed_on"}),
    *(frozenset({name, f"{name}_missing"}) for name in ("completers", "earnings", "debt")),
)


def record_corrections(
    item: Institution | Program, before: Institution | Program, changed: Collection[str]
) -> None:
    """Record in `overridden` which of the changed columns now differ from the files. Saves nothing.

    A column set back to the file's value is imported again.
    """
    columns = set(item.IMPORTED)
    single = (frozenset({name}) for name in columns.difference(*COLUMN_GROUPS))
    for group in (*COLUMN_GROUPS, *single):
        if group & columns and group & set(changed):
            for name in group:
                item.overridden.setdefault(name, to_json(getattr(before, name)))
        corrected = [name for name in group if name in item.overridden]
        if all(to_json(getattr(item, name)) == item.overridden[name] for name in corrected):
            for name in corrected:
                del item.overridden[name]


def restore_file_values(item: Institution | Program) -> list[str]:
    """Replace the corrections by the files' values; return the columns. Saves nothing."""
    restored = sorted(item.overridden)
    for name in restored:
        value = item.overridden.pop(name)
        if name == "closed_on" and value:
            value = date.fromisoformat(value)
        setattr(item, name, value)
    return restored


def list_corrections(item: Institution | Program) -> list[tuple[str, Any, Any]]:
    """The column's label, the editors' value and the file's value of each correction."""
    return [
        (name.replace("_", " "), getattr(item, name), file_value)
        for name, file_value in sorted(item.overridden.items())
        if to_json(getattr(item, name)) != file_value
    ]


def to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
