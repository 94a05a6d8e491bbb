"""A table of areas: its columns, its rows, and the links in its head that sort it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salaries.rows import AreaWages

# What a table can be sorted by, besides the area's name.
NUMBERS: dict[str, Callable[[AreaWages], int | Decimal | None]] = {
    "employment": lambda row: row.wage.employment,
    "p10": lambda row: row.figure("p10").sort_value,
    "p25": lambda row: row.figure("p25").sort_value,
    "median": lambda row: row.figure("median").sort_value,
    "p75": lambda row: row.figure("p75").sort_value,
    "p90": lambda row: row.figure("p90").sort_value,
    "quotient": lambda row: row.wage.location_quotient,
    "change": lambda row: row.median_change,
}
DEFAULT_SORT = "-p90"
SORTS = ("name", *NUMBERS, "-name", *(f"-{key}" for key in NUMBERS))

LABELS: dict[str, str | Promise] = {
    "name": _("State"),
    "employment": _("Workers (OEWS)"),
    "p10": _("10th percentile"),
    "p25": _("25th"),
    "median": _("Median"),
    "p75": _("75th"),
    "p90": _("Top 10% earn at least"),
    "quotient": _("Location quotient"),
    "change": _("Median since %(release)s"),
}
MAIN_COLUMNS = ("name", "median", "p90", "change")


@dataclass(frozen=True)
class Column:
    """A column's head: its label, the link that sorts by it, and the current direction."""

    key: str
    label: str
    sort: str
    aria_sort: str
    query: str

    @property
    def is_number(self) -> bool:
        return self.key != "name"


def sort_rows(rows: Iterable[AreaWages], sort: str) -> list[AreaWages]:
    """Rows in the order of one of SORTS; equal ones by name, missing figures always last."""
    by_name = sorted(rows, key=lambda row: row.area.name)
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name == "name":
        return by_name[::-1] if descending else by_name
    number = NUMBERS[name]
    sign = -1 if descending else 1

    def order(row: AreaWages) -> tuple[bool, Decimal | int]:
        value = number(row)
        return (value is None, 0 if value is None else sign * value)

    return sorted(by_name, key=order)


def build_columns(
    sort: str,
    address: Callable[[str], str],
    *,
    all_figures: bool = False,
    change_since: str = "",
    is_metro: bool = False,
) -> tuple[Column, ...]:
    """Heads of a table of states, or of metropolitan areas; `address` returns a sort's link.

    A link sorts names in ascending and numbers in descending order, or reverses the current order
    of its column. `change_since` names the release before; without one there is no column of
    changes.
    """
    columns = []
    for key, label in LABELS.items():
        if (key not in MAIN_COLUMNS and not all_figures) or (key == "change" and not change_since):
            continue
        first = key if key == "name" else f"-{key}"
        other = first.removeprefix("-") if first.startswith("-") else f"-{first}"
        target = other if sort == first else first
        direction = ""
        if sort.removeprefix("-") == key:
            direction = "descending" if sort.startswith("-") else "ascending"
        shown = str(label)
        if key == "change":
            shown %= {"release": change_since}
        elif key == "name" and is_metro:
            shown = gettext("Area")
        columns.append(Column(key, shown, target, direction, address(target)))
    return tuple(columns)


@dataclass(frozen=True)
class Table:
    """Heads, rows pinned to the top, and the other rows."""

    columns: tuple[Column, ...]
    pinned: tuple[AreaWages, ...]
    rows: tuple[AreaWages, ...]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > len(MAIN_COLUMNS)


def build_table(
    columns: tuple[Column, ...],
    rows: Iterable[AreaWages],
    pinned: Iterable[AreaWages | None] = (),
) -> Table:
    """A table of the rows; None among the pinned ones is left out."""
    return Table(columns, tuple(row for row in pinned if row), tuple(rows))
