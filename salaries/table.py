"""The order of a table of areas, and the links in its head that change it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from salaries.summary import AreaWages

Key = Callable[["AreaWages"], int | Decimal | None]

# What a table can be sorted by, besides the area's name.
NUMBERS: dict[str, Key] = {
    "median": lambda row: row.annual.median.rank_by,
    "p90": lambda row: row.annual.p90.rank_by,
    "change": lambda row: row.change.median,
}
DEFAULT_SORT = "-p90"
SORTS = ("name", *NUMBERS, "-name", *(f"-{key}" for key in NUMBERS))


@dataclass(frozen=True)
class Column:
    """A column's head: its label, where its link leads, and how the table is sorted by it now."""

    key: str
    label: str
    query: str
    aria_sort: str
    is_number: bool


def sort_rows(rows: Iterable["AreaWages"], sort: str) -> list["AreaWages"]:
    """Rows in the order of one of SORTS; equal ones by name, missing figures last either way."""
    by_name = sorted(rows, key=lambda row: row.area.name)
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name == "name":
        return by_name[::-1] if descending else by_name
    number = NUMBERS[name]
    sign = -1 if descending else 1

    def order(row: "AreaWages") -> tuple[bool, Decimal | int]:
        value = number(row)
        return (value is None, 0 if value is None else sign * value)

    return sorted(by_name, key=order)


def columns(sort: str, query: Mapping[str, str], *, with_change: bool) -> tuple[Column, ...]:
    """Heads of the state table. A link sorts names upwards and numbers downwards at first, and
    turns the order of the column that the table is sorted by already."""
    labels = {"name": "State", "median": "Median", "p90": "Top 10% earn at least"}
    if with_change:
        labels["change"] = "Median since"
    made = []
    for key, label in labels.items():
        first = key if key == "name" else f"-{key}"
        other = first.removeprefix("-") if first.startswith("-") else f"-{first}"
        target = other if sort == first else first
        direction = ""
        if sort.removeprefix("-") == key:
            direction = "descending" if sort.startswith("-") else "ascending"
        made.append(
            Column(key, label, "?" + urlencode({**query, "sort": target}), direction, key != "name")
        )
    return tuple(made)
