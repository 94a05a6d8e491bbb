"""A table of areas: its columns, its cells, and the links in its head that sort it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from common.formatting import format_signed_percent
from salaries.rows import AreaWages

# What a table can be sorted by, besides the area's name.
NUMBERS: dict[str, Callable[[AreaWages], int | Decimal | None]] = {
    "employment": lambda row: row.wage.employment,
    "p10": lambda row: row.pay.p10.sort_value,
    "p25": lambda row: row.pay.p25.sort_value,
    "median": lambda row: row.pay.median.sort_value,
    "p75": lambda row: row.pay.p75.sort_value,
    "p90": lambda row: row.pay.p90.sort_value,
    "quotient": lambda row: row.wage.location_quotient,
    "change": lambda row: row.median_change,
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
    name: str = "State",
) -> tuple[Column, ...]:
    """Heads of a table; `address` returns the link for a sort.

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
        if key == "change":
            label = f"{label} {change_since}"
        shown = name if key == "name" else label
        columns.append(Column(key, shown, target, direction, address(target)))
    return tuple(columns)


@dataclass(frozen=True)
class Cell:
    """A cell of a row: its content, and a bar in percent, 0 for none."""

    html: str
    bar: float = 0


@dataclass(frozen=True)
class Line:
    """A row of a table with its cells in the order of the columns, without the name."""

    row: AreaWages
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Heads, rows pinned to the top, and the other rows."""

    columns: tuple[Column, ...]
    pinned: tuple[Line, ...]
    lines: tuple[Line, ...]


def build_table(
    columns: tuple[Column, ...],
    rows: Iterable[AreaWages],
    pinned: Iterable[AreaWages | None] = (),
) -> Table:
    """Lines of cells for the rows; None among the pinned ones is left out."""
    return Table(
        columns,
        tuple(_build_line(row, columns) for row in pinned if row),
        tuple(_build_line(row, columns) for row in rows),
    )


def _build_line(row: AreaWages, columns: tuple[Column, ...]) -> Line:
    return Line(row, tuple(_build_cell(row, one.key) for one in columns if one.key != "name"))


def _build_cell(row: AreaWages, key: str) -> Cell:
    match key:
        case "employment":
            return Cell(row.employment.html)
        case "quotient":
            quotient = row.wage.location_quotient
            return Cell("–" if quotient is None else f"{quotient:.2f}")
        case "change":
            return Cell(format_signed_percent(row.median_change) or "–")
        case "p90":
            return Cell(row.pay.p90.html, row.bar)
    return Cell(getattr(row.pay, key).html)
