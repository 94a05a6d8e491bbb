"""Cells, rows and sections of a comparison."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from careers.comparing.reading import Compared


@dataclass(frozen=True)
class Mark:
    """A place on a scale, and that of the middle of all occupations, in percent of its length."""

    value: float
    middle: float


@dataclass(frozen=True)
class Cell:
    """What a row says of one career; without a text nothing is published."""

    text: str = ""
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Row:
    """What is compared, and a cell for each career."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Rows on one subject; `note` says what the figures are."""

    label: str
    rows: tuple[Row, ...]
    note: str = ""


def build_row(
    label: str, careers: Sequence[Compared], describe: Callable[[Compared], Cell], note: str = ""
) -> Row:
    """A row of what `describe` says of each career."""
    return Row(label, tuple(describe(career) for career in careers), note)


def keep_filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that say something of at least one career."""
    return tuple(row for row in rows if any(cell.text for cell in row.cells))
