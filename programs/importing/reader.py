"""Rows of a public file → lines for the staging tables, with the faults met on the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from imports.intake import Table
from imports.kinds import Note, Reading
from imports.staging import format_line
from programs.importing import values
from programs.importing.layouts import PROGRAM_KINDS, Layout
from programs.models import Dataset, Program
from programs.models.institutions import slug_for

PROGRAM_COLUMNS = (
    *("run_id", "row_number", "unitid", "field_code", "field_name", "credential"),
    *("completers", "completers_missing", "earnings", "earnings_missing"),
    *("debt", "debt_missing", "high_school_earnings"),
)
INSTITUTION_COLUMNS = (
    *("opeid", "name", "slug", "city", "state", "zip_code", "latitude", "longitude"),
    *("website", "control", "level", "accreditor", "is_distance_only", "is_closed", "closed_on"),
)
CREDENTIALS = {str(value) for value in Program.Credential.values}
Missing = Program.Missing


# How a cell of each column of an institution is read; the other columns need more than a cell.
INSTITUTION_PARSERS: dict[str, Callable[[str], Any]] = {
    "opeid": values.parse_opeid,
    "city": partial(values.parse_text, max_letters=80),
    "state": values.parse_state,
    "zip_code": values.parse_zip_code,
    "website": values.parse_website,
    "control": lambda cell: values.CONTROLS.get(cell.strip().upper()),
    "level": lambda cell: values.LEVELS.get(cell.strip()),
    "accreditor": partial(values.parse_text, max_letters=160),
    "is_distance_only": lambda cell: {"0": False, "1": True}.get(cell.strip()),
}


@dataclass
class ProgramReading(Reading):
    """A file being read: its layout, and the lines of its institutions so far by UNITID.

    Rows without a UNITID are counted as left out. `width` is the number of columns.
    """

    layout: Layout = field(kw_only=True)
    columns: dict[str, int] = field(kw_only=True)
    width: int = field(kw_only=True)
    run_pk: int = field(kw_only=True)
    institutions: dict[int, str] = field(default_factory=dict)
    seen: set[tuple[Any, ...]] = field(default_factory=set)

    @property
    def lists_programs(self) -> bool:
        """Whether the rows are programs; else they are institutions."""
        return self.layout.kind in PROGRAM_KINDS

    @property
    def unreadable(self) -> int:
        """How many rows could not be read."""
        return self.note_counts.get("unreadable", 0)


def read_program_lines(table: Table, reading: ProgramReading) -> Iterator[str]:
    """A line for COPY of each program; empty for any other row.

    Fills the reading's counts, findings and institutions, which are complete when it ends.
    """
    for number, cells in table.rows:
        yield _read_row(reading, number, cells)


def _read_row(reading: ProgramReading, number: int, cells: Sequence[str]) -> str:
    if not any(cell.strip() for cell in cells):
        return ""
    reading.rows += 1
    try:
        if len(cells) < reading.width:
            raise ValueError(f"{len(cells)} columns instead of {reading.width}")
        return _parse_row(reading, number, cells)
    except ValueError as error:
        reading.note(Note("unreadable", number, message=str(error)))
        return ""


def _parse_row(reading: ProgramReading, number: int, cells: Sequence[str]) -> str:
    """The line of a row's program, if it is one; its institution is put into the reading."""
    unitid = values.parse_unitid(_cell(reading, cells, "unitid"))
    if unitid is None:
        reading.left_out += 1
        return ""
    if not reading.lists_programs:
        if unitid in reading.institutions:
            raise ValueError(f"UNITID {unitid} stands in an earlier row")
        reading.institutions[unitid] = _parse_institution(reading, number, unitid, cells)
        reading.staged += 1
        return ""
    if unitid not in reading.institutions:
        reading.institutions[unitid] = _parse_institution(reading, number, unitid, cells)
    program = _parse_program(reading, cells)
    key = (unitid, program[0], program[2])
    if key in reading.seen:
        raise ValueError("the same institution, field and credential stand in an earlier row")
    reading.seen.add(key)
    reading.staged += 1
    return format_line([reading.run_pk, number, unitid, *program])


def _cell(reading: ProgramReading, cells: Sequence[str], name: str) -> str:
    place = reading.columns.get(name)
    return cells[place] if place is not None else ""


def _parse_program(reading: ProgramReading, cells: Sequence[str]) -> list[Any]:
    """A program's columns from the code of its field on."""
    credential = _cell(reading, cells, "credential").strip()
    if credential not in CREDENTIALS:
        raise ValueError(f"credential level “{credential[:20]}” is not one of 1 to 8")
    # In the compiled file a blank is a suppressed figure.
    is_compiled = reading.layout.kind == Dataset.Kind.COMPILED
    blank = Missing.SUPPRESSED if is_compiled else Missing.NOT_REPORTED
    completers = values.parse_figure(_cell(reading, cells, "completers"))
    earnings = values.parse_figure(_cell(reading, cells, "earnings"), blank)
    debt = values.parse_figure(_cell(reading, cells, "debt"), blank)
    return [
        values.parse_cip_code(_cell(reading, cells, "field_code")),
        (values.parse_text(_cell(reading, cells, "field_name"), 160) or "").rstrip("."),
        int(credential),
        *(completers.value, completers.missing.value),
        *(earnings.value, earnings.missing.value),
        *(debt.value, debt.missing.value),
        values.parse_figure(_cell(reading, cells, "high_school_earnings")).value,
    ]


def _parse_institution(
    reading: ProgramReading, number: int, unitid: int, cells: Sequence[str]
) -> str:
    """The line of a row's institution; NULL in columns about which the file says nothing."""

    def cell(name: str) -> str:
        return _cell(reading, cells, name)

    name = values.parse_text(cell("name"), 160)
    if not name:
        raise ValueError(f"UNITID {unitid} has no name")
    facts: dict[str, Any] = {
        column: parse(cell(column)) for column, parse in INSTITUTION_PARSERS.items()
    }
    place = values.parse_coordinates(cell("latitude"), cell("longitude"))
    facts["latitude"], facts["longitude"] = place or (None, None)
    facts["name"], facts["slug"] = name, slug_for(name, unitid)
    facts["closed_on"] = closed_on = values.parse_day(cell("closed_on"))
    facts["is_closed"] = None
    if "activity" in reading.columns:
        # D out of business, M closed in the year, C combined with another institution.
        facts["is_closed"] = closed_on is not None or cell("activity").strip() in {"D", "M", "C"}
    elif "operating" in reading.columns:
        facts["is_closed"] = cell("operating").strip() == "0"
    ordered = [facts[column] for column in INSTITUTION_COLUMNS]
    return format_line([reading.run_pk, number, unitid, *ordered])
