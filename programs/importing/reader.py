"""Rows of a public file → lines for the staging tables, with the faults met on the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from common import codes
from imports.intake import Table
from imports.kinds import Note, Reading
from imports.staging import format_line
from programs.importing import values
from programs.importing.layouts import PRICE_KINDS, PROGRAM_KINDS, Layout
from programs.importing.prices import PriceReading, add_prices
from programs.models import Dataset, Program
from programs.models.institutions import slug_for

PROGRAM_COLUMNS = (
    *("run_id", "row_number", "unitid", "field_code", "field_name", "credential"),
    *("completers", "completers_missing", "earnings", "earnings_missing"),
    *("debt", "debt_missing", "high_school_earnings", "first_year_earnings"),
)
INSTITUTION_COLUMNS = (
    *("opeid", "name", "slug", "address", "city", "state", "zip_code", "latitude", "longitude"),
    *("website", "net_price_calculator", "successor_unitid", "control", "level", "accreditor"),
    *("is_distance_only", "is_closed", "closed_on"),
)
# Programs that end without a credential, of which no figures are published.
NO_CREDENTIAL = "99"
CREDENTIALS = {str(value) for value in Program.Credential.values}
Missing = Program.Missing


OPE_IDS = {"OPEID": codes.OPE_ID, "OPEID6": codes.OPE_ID_6}
# How a cell of each column of an institution is read; the other columns need more than a cell.
INSTITUTION_PARSERS: dict[str, Callable[[str], Any]] = {
    "address": partial(values.parse_text, max_letters=120),
    "city": partial(values.parse_text, max_letters=80),
    "state": values.parse_state,
    "zip_code": partial(values.parse_code, codes.ZIP),
    "control": partial(values.parse_choice, values.CONTROLS),
    "level": partial(values.parse_choice, values.LEVELS),
    "accreditor": partial(values.parse_text, max_letters=160),
    "is_distance_only": partial(values.parse_choice, values.YES_OR_NO),
}


@dataclass
class ProgramReading(Reading):
    """A file being read: its layout, and the lines of its institutions so far by UNITID.

    Rows without a UNITID, that end without a credential, or of a file of prices without a price
    are counted as left out.
    """

    layout: Layout = field(kw_only=True)
    columns: dict[str, int] = field(kw_only=True)
    run_pk: int = field(kw_only=True)
    prices: PriceReading | None = None
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


class _CellError(ValueError):
    """A cell that cannot be read, under the name of its column in the file."""

    def __init__(self, column: str, problem: ValueError) -> None:
        super().__init__(str(problem))
        self.column = column


@dataclass
class _Row:
    """A row of the file, whose cells are asked for by our names of the columns."""

    reading: ProgramReading
    number: int
    cells: Sequence[str]

    def cell(self, name: str) -> str:
        place = self.reading.columns.get(name)
        # A sentence below the table is a row of one cell.
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def read(self, name: str, parse: Callable[..., Any], *others: str) -> Any:
        """What a cell says, or it with others; _CellError if it cannot be read."""
        try:
            return parse(self.cell(name), *map(self.cell, others))
        except ValueError as error:
            raise _CellError(self.reading.layout.columns[name], error) from error

    def read_or_leave(self, place: str, name: str, parse: Callable[..., Any], *others: str) -> Any:
        """The same; None, with a finding that names the cell, if it cannot be read."""
        try:
            return self.read(name, parse, *others)
        except _CellError as error:
            note = Note("left_out", self.number, place, column=error.column, message=str(error))
            self.reading.note(note)
            return None


def _read_row(reading: ProgramReading, number: int, cells: Sequence[str]) -> str:
    if not any(cell.strip() for cell in cells):
        return ""
    reading.rows += 1
    try:
        return _parse_row(_Row(reading, number, cells))
    except ValueError as error:
        column = error.column if isinstance(error, _CellError) else ""
        reading.note(Note("unreadable", number, column=column, message=str(error)))
        return ""


def _parse_row(row: _Row) -> str:
    """The line of a row's program, if it is one; its institution is put into the reading."""
    reading = row.reading
    code = row.read("unitid", partial(values.parse_code, codes.UNITID))
    if code is None or _ends_without_credential(row):
        reading.left_out += 1
        return ""
    unitid = int(code)
    if not reading.lists_programs:
        if unitid in reading.institutions:
            raise ValueError(f"UNITID {unitid} stands in an earlier row")
        is_of_prices = reading.layout.kind in PRICE_KINDS
        reading.institutions[unitid] = "" if is_of_prices else _parse_institution(row, unitid)
        place = row.cell("name").strip() or f"UNITID {unitid}"
        found = add_prices(reading.prices, row, unitid, place) if reading.prices else 0
        reading.staged += found if is_of_prices else 1
        reading.left_out += is_of_prices and not found
        return ""
    if unitid not in reading.institutions:
        reading.institutions[unitid] = _parse_institution(row, unitid)
    program = _parse_program(row)
    key = (unitid, program[0], program[2])
    if key in reading.seen:
        raise ValueError("the same institution, field and credential stand in an earlier row")
    reading.seen.add(key)
    reading.staged += 1
    return format_line([reading.run_pk, row.number, unitid, *program])


def _ends_without_credential(row: _Row) -> bool:
    return codes.read_digits(row.cell("credential").strip()) == NO_CREDENTIAL


def _parse_program(row: _Row) -> list[Any]:
    """A program's columns from the code of its field on."""
    # In the compiled file a blank is a suppressed figure.
    is_compiled = row.reading.layout.kind == Dataset.Kind.COMPILED
    blank = Missing.SUPPRESSED if is_compiled else Missing.NOT_REPORTED
    completers = row.read("completers", values.parse_figure)
    earnings = row.read("earnings", partial(values.parse_figure, blank=blank))
    debt = row.read("debt", partial(values.parse_figure, blank=blank))
    first_year = row.read("first_year_earnings", values.parse_figure).value
    if row.read("earnings_horizon", values.parse_horizon) == 1:
        # What people earn after one year says nothing of what they earn after four.
        first_year, earnings = earnings.value, values.Figure(None, Missing.SUPPRESSED)
    return [
        row.read("field_code", codes.CIP.read),
        (values.parse_text(row.cell("field_name"), 160) or "").rstrip("."),
        row.read("credential", _parse_credential),
        *(completers.value, completers.missing.value),
        *(earnings.value, earnings.missing.value),
        *(debt.value, debt.missing.value),
        row.read("high_school_earnings", values.parse_figure).value,
        first_year,
    ]


def _parse_credential(cell: str) -> int:
    level = codes.read_digits(cell.strip())
    if level not in CREDENTIALS:
        raise ValueError(f"credential level “{cell.strip()[:20]}” is not one of 1 to 8")
    return int(level)


def _parse_institution(row: _Row, unitid: int) -> str:
    """The line of a row's institution; NULL in columns about which the file says nothing."""
    layout = row.reading.layout
    name = values.parse_text(row.cell("name"), 160)
    if not name:
        raise ValueError(f"UNITID {unitid} has no name")
    facts: dict[str, Any] = {
        column: row.read(column, parse) for column, parse in INSTITUTION_PARSERS.items()
    }
    ope_id = OPE_IDS[layout.columns["opeid"]]
    facts["opeid"] = row.read("opeid", partial(values.parse_code, ope_id))
    facts["name"], facts["slug"] = name, slug_for(name, unitid)
    place = row.read_or_leave(name, "latitude", values.parse_coordinates, "longitude")
    facts["latitude"], facts["longitude"] = place or (None, None)
    facts["website"] = row.read_or_leave(name, "website", values.parse_website)
    calculator = partial(values.parse_website, max_letters=300)
    facts["net_price_calculator"] = row.read_or_leave(name, "net_price_calculator", calculator)
    successor = row.read_or_leave(
        name, "successor_unitid", partial(values.parse_code, codes.UNITID)
    )
    facts["successor_unitid"] = None if successor == str(unitid) else successor
    facts["closed_on"] = row.read_or_leave(name, "closed_on", values.parse_day)
    facts["is_closed"] = _find_closed(row)
    ordered = [facts[column] for column in INSTITUTION_COLUMNS]
    return format_line([row.reading.run_pk, row.number, unitid, *ordered])


def _find_closed(row: _Row) -> bool | None:
    """Whether an institution is closed; None if the file does not say."""
    if row.cell("closed_on").strip().upper() not in values.NOTHING:
        return True
    if {"activity", "activity_in_year"} & row.reading.columns.keys():
        # D out of business, M closed in the year, C combined with another institution; in the
        # other column 3 is each of these.
        activity = row.cell("activity").strip(), row.cell("activity_in_year").strip()
        return activity[0] in {"D", "M", "C"} or activity[1] == "3"
    operating = row.read("operating", partial(values.parse_choice, values.YES_OR_NO))
    return None if operating is None else not operating
