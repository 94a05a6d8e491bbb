"""Which tables of facts there are, recognized by their columns, and the facts of a whole file.

A file may be one table or an archive of many, as O*NET's; what is not one of these tables is left.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from careers.facts import onet, research, survey
from careers.facts.collecting import Collected, Row
from careers.facts.occupations import map_to_survey
from careers.models import FactKind
from imports.errors import FileError
from imports.intake import Table, open_tables
from imports.text import HEADER_ROWS, normalize_header
from salaries.models import Occupation


@dataclass(frozen=True)
class FactTable:
    """Facts of one kind, by the SOC codes of the survey."""

    kind: FactKind
    # As in "O*NET 30.2"; empty where the file does not say.
    edition: str
    rows: dict[str, Any]
    # Of the occupations whose facts are a mean: the codes of which.
    components: dict[str, tuple[str, ...]] = field(default_factory=dict)


Read = Callable[[Collected, Iterable[Row]], None]
# By the columns that tell a table from all others, in their order; the first that fits.
LAYOUTS: tuple[tuple[tuple[str, ...], Read], ...] = tuple(
    (tuple(names.split()), read)
    for names, read in (*onet.LAYOUTS, *research.LAYOUTS, *survey.LAYOUTS)
)
# The first by O*NET-SOC 2019, whose first seven characters are SOC 2018.
FIRST_RELEASE = (25, 1)
REFERENCES = (onet.read_elements, onet.read_doubts, research.read_soc_2010, research.read_onet_2010)


def read_fact_file(path: Path, name: str, codes: Collection[str] | None = None) -> list[FactTable]:
    """The facts that a file holds. Raises FileError that names the row of what cannot be read.

    `codes` are the survey's; without them, those of all occupations with wages.
    """
    collected = Collected()
    read_into(collected, path, name)
    tables = make_tables(collected, codes)
    if not tables:
        raise FileError(f"{name} holds no facts of occupations.")
    return tables


def read_into(collected: Collected, path: Path, name: str, *, references: bool = False) -> None:
    """Add what the tables of a file say to what others said; other tables are left.

    `references` are those that only say how to read others.
    """
    with open_tables(path, name, is_header, tabs=True) as tables:
        for table in tables:
            read, rows = open_rows(table)
            if read is not None and (read in REFERENCES) == references:
                collected.edition = find_edition(table.names)
                read(collected, rows)


def make_tables(collected: Collected, codes: Collection[str] | None = None) -> list[FactTable]:
    """What was collected, by the survey's codes."""
    if codes is None:
        detailed = Occupation.objects.filter(group=Occupation.Group.DETAILED)
        codes = set(detailed.values_list("soc_code", flat=True))
    if not codes:
        raise FileError("Facts belong to the occupations of the survey: load its wages first.")
    tables = []
    for kind, rows in collected.finish(codes).items():
        mapped, components = map_to_survey(kind, rows, codes)
        if mapped:
            tables.append(FactTable(kind, collected.editions.get(kind, ""), mapped, components))
    return tables


def is_header(names: Collection[str]) -> bool:
    return find_layout(names) is not None


def find_layout(names: Iterable[str]) -> Read | None:
    """What reads a table with these columns.

    The order counts: the workbook of fields and occupations has the same table twice, the second
    time with the occupations first.
    """
    names = list(names)
    return next((read for wanted, read in LAYOUTS if _stand_in_order(wanted, names)), None)


def _stand_in_order(wanted: Sequence[str], names: Sequence[str]) -> bool:
    """Whether all wanted names are among others, in their order.

    >>> _stand_in_order("ac", "abc"), _stand_in_order("ca", "abc")
    (True, False)
    """
    rest = iter(names)
    return all(name in rest for name in wanted)


def find_edition(names: Iterable[str]) -> str:
    """The release that the names of a file tell. Raises FileError for one by an older taxonomy.

    >>> find_edition(["db_30_2_text.zip"]), find_edition(["onet293_job_zones.csv"])
    ('O*NET 30.2', 'O*NET 29.3')
    """
    for name in names:
        if match := re.search(r"(?:db_|onet_?)([23]\d)_?(\d)(?!\d)", name.lower()):
            if (int(match[1]), int(match[2])) < FIRST_RELEASE:
                raise FileError(
                    f"O*NET {match[1]}.{match[2]} describes the occupations of 2010, which the "
                    "survey no longer has. Upload release 25.1 or a later one."
                )
            return f"O*NET {match[1]}.{match[2]}"
    return ""


def open_rows(table: Table) -> tuple[Read | None, Iterator[Row]]:
    """What reads a table, and its rows below the header; None for a table without facts."""
    for number, cells in islice(table.rows, HEADER_ROWS):
        names = [normalize_header(cell) for cell in cells]
        table.refuse_separators(number, names, is_header)
        if read := find_layout(names):
            return read, _name_cells(table, names)
    return None, iter(())


def _name_cells(table: Table, names: list[str]) -> Iterator[Row]:
    for number, cells in table.rows:
        if any(cell.strip() for cell in cells):
            texts = map(str.strip, cells)
            yield Row(table.place, number, dict(zip(names, texts, strict=False)))
