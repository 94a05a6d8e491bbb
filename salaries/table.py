"""The order of a table of areas, and the links in its head that change it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from salaries.figures import Figure

if TYPE_CHECKING:
    from salaries.summary import AreaWages

Key = Callable[["AreaWages"], int | Decimal | None]

# What a table can be sorted by, besides the area's name.
NUMBERS: dict[str, Key] = {
    "employment": lambda row: row.employment.amount,
    "p10": lambda row: row.pay.p10.rank_by,
    "p25": lambda row: row.pay.p25.rank_by,
    "median": lambda row: row.pay.median.rank_by,
    "p75": lambda row: row.pay.p75.rank_by,
    "p90": lambda row: row.pay.p90.rank_by,
    "quotient": lambda row: row.location_quotient,
    "change": lambda row: row.change.median,
}
DEFAULT_SORT = "-p90"
SORTS = ("name", *NUMBERS, "-name", *(f"-{key}" for key in NUMBERS))

LABELS = {
    "name": "State",
    "employment": "Workers",
    "p10": "10th percentile",
    "p25": "25th",
    "median": "Median",
    "p75": "75th",
    "p90": "Top 10% earn at least",
    "quotient": "Location quotient",
    "change": "Median since",
}
MAIN = ("name", "median", "p90", "change")


@dataclass(frozen=True)
class Column:
    """A column's head: its label, where its link leads, and how the table is sorted by it now."""

    key: str
    label: str
    sort: str
    aria_sort: str
    query: str

    @property
    def is_number(self) -> bool:
        return self.key != "name"


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


def columns(
    sort: str,
    address: Callable[[str], str],
    *,
    all_figures: bool = False,
    change_since: str = "",
    name: str = "State",
) -> tuple[Column, ...]:
    """Heads of a table; `address` gives the link for a sort. A link sorts names upwards and numbers
    downwards at first, and turns the order of the column that the table is sorted by already.
    `change_since` names the release before; without one there is no column of changes."""
    made = []
    for key, label in LABELS.items():
        if (key not in MAIN and not all_figures) or (key == "change" and not change_since):
            continue
        first = key if key == "name" else f"-{key}"
        other = first.removeprefix("-") if first.startswith("-") else f"-{first}"
        target = other if sort == first else first
        direction = ""
        if sort.removeprefix("-") == key:
            direction = "descending" if sort.startswith("-") else "ascending"
        if key == "change":
            label = f"{label} {change_since}"
        shown = name if key == "name" else label
        made.append(Column(key, shown, target, direction, address(target)))
    return tuple(made)


@dataclass(frozen=True)
class Cell:
    """A number of a row: a figure, or text for what is not one; `bar` in percent, 0 for none."""

    figure: Figure | None = None
    text: str = ""
    bar: float = 0

    @property
    def html(self) -> str:
        """What stands in the cell, without its bar."""
        return self.text if self.figure is None else self.figure.html


@dataclass(frozen=True)
class Line:
    """A row of a table with its cells in the order of the columns, the name left out."""

    row: "AreaWages"
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """What a table shows: heads, rows pinned above, and the rows."""

    columns: tuple[Column, ...]
    pinned: tuple[Line, ...]
    lines: tuple[Line, ...]


def table(
    heads: tuple[Column, ...],
    rows: Iterable["AreaWages"],
    pinned: Iterable["AreaWages | None"] = (),
) -> Table:
    """Put rows under their heads."""
    return Table(
        heads,
        tuple(_line(row, heads) for row in pinned if row),
        tuple(_line(row, heads) for row in rows),
    )


def _line(row: "AreaWages", heads: tuple[Column, ...]) -> Line:
    return Line(row, tuple(_cell(row, head.key) for head in heads if head.key != "name"))


def _cell(row: "AreaWages", key: str) -> Cell:
    match key:
        case "employment":
            return Cell(row.employment)
        case "quotient":
            quotient = row.location_quotient
            return Cell(text="–" if quotient is None else f"{quotient:.2f}")
        case "change":
            return Cell(text=_signed(row.change.median))
        case "p90":
            return Cell(row.pay.p90, bar=row.bar)
    return Cell(getattr(row.pay, key))


def _signed(change: Decimal | None) -> str:
    """A change in percent with its sign; a dash where there is none to tell.

    >>> _signed(Decimal("2.9")), _signed(Decimal("-0.5")), _signed(None)
    ('+2.9%', '−0.5%', '–')
    """
    if change is None:
        return "–"
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{abs(change):.1f}%"
