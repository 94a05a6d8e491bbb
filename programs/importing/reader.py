"""Rows of a public file → records with the problems found on the way."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from programs.importing import values
from programs.importing.files import UnreadableFileError, lines_of
from programs.importing.layouts import PROGRAM_KINDS, Layout, recognize
from programs.models import Dataset, Program
from programs.models.institutions import slug_for

# More rows than this are no file of these kinds (the largest has about 230,000).
MOST_ROWS = 2_000_000
# A file with more unreadable rows than this is the wrong file; the rest need not be listed.
MOST_PROBLEMS = 1_000

Missing = Program.Missing


@dataclass(frozen=True)
class Problem:
    """Something wrong in a row (counted as in a spreadsheet: the header is row 1)."""

    row: int
    text: str


@dataclass(frozen=True)
class InstitutionRecord:
    """An institution as the file tells it; None where it says nothing."""

    row: int
    unitid: int
    name: str
    slug: str
    opeid: str | None = None
    city: str | None = None
    state: str | None = None
    zip_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    website: str | None = None
    control: str | None = None
    level: str | None = None
    accreditor: str | None = None
    is_distance_only: bool | None = None
    is_closed: bool | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class ProgramRecord:
    """A program as the file tells it. Money in whole dollars."""

    row: int
    unitid: int
    field_code: str
    field_name: str
    credential: int
    completers: values.Figure
    earnings: values.Figure
    debt: values.Figure
    high_school_earnings: int | None


@dataclass
class Reading:
    """A file being read: what it is, and the counts as far as it has been read."""

    layout: Layout
    columns: dict[str, int]
    rows: int = 0
    without_number: int = 0
    duplicates: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    institutions: dict[int, InstitutionRecord] = field(default_factory=dict)

    @property
    def kind(self) -> Dataset.Kind:
        return self.layout.kind

    @property
    def lists_programs(self) -> bool:
        """Whether the rows are programs; else they are institutions."""
        return self.kind in PROGRAM_KINDS

    def note(self, row: int, text: str) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, text))


def read(path: Path) -> tuple[Reading, Iterator[ProgramRecord]]:
    """Recognize a file and read it row by row.

    The iterator yields its programs (none for a file of institutions) and fills the Reading's
    counts, problems and institutions; those are complete when it ends. UnreadableFileError from the
    start or while iterating.
    """
    with lines_of(path) as lines:
        try:
            header = next(csv.reader(lines), None)
        except csv.Error as error:
            raise UnreadableFileError(f"The first line is not CSV: {error}.") from error
    if header is None:
        raise UnreadableFileError("The file is empty.")
    layout, columns = recognize(header)
    reading = Reading(layout, columns)
    return reading, _records(path, reading)


def _records(path: Path, reading: Reading) -> Iterator[ProgramRecord]:
    seen: set[tuple[int, str, int]] = set()
    with lines_of(path) as lines:
        # Not strict: names in the official directory hold quotes that are not doubled.
        table = csv.reader(lines)
        try:
            header = next(table)
            for number, cells in enumerate(table, start=2):
                if not any(cell.strip() for cell in cells):
                    continue
                reading.rows += 1
                if reading.rows > MOST_ROWS:
                    raise UnreadableFileError("The file has more rows than any official file.")
                if len(cells) < len(header):
                    reading.note(number, f"{len(cells)} columns instead of {len(header)}")
                    continue
                try:
                    record = _row(reading, number, cells)
                except ValueError as error:
                    reading.note(number, str(error))
                    continue
                if record is None:
                    continue
                key = (record.unitid, record.field_code, record.credential)
                if key in seen:
                    reading.duplicates += 1
                    reading.note(
                        number, "the same institution, field and credential stand in an earlier row"
                    )
                    continue
                seen.add(key)
                yield record
        except csv.Error as error:
            raise UnreadableFileError(
                f"Row {reading.rows + 2} is not CSV ({error}). The file may be cut short."
            ) from error
    if not reading.rows:
        raise UnreadableFileError("The file has a header and no rows.")


def _row(reading: Reading, number: int, cells: list[str]) -> ProgramRecord | None:
    """The program of a row, if it is one; its institution is put into the reading."""

    def cell(name: str) -> str:
        place = reading.columns.get(name)
        return cells[place] if place is not None else ""

    unitid = values.unitid(cell("unitid"))
    if unitid is None:
        reading.without_number += 1
        return None
    if not reading.lists_programs:
        if unitid in reading.institutions:
            reading.duplicates += 1
            raise ValueError(f"UNITID {unitid} stands in an earlier row")
        reading.institutions[unitid] = _institution(reading, number, unitid, cells)
        return None
    if unitid not in reading.institutions:
        reading.institutions[unitid] = _institution(reading, number, unitid, cells)
    credential = cell("credential").strip()
    if credential not in {str(value) for value in Program.Credential.values}:
        raise ValueError(f"credential level “{credential[:20]}” is not one of 1 to 8")
    compiled = reading.kind == Dataset.Kind.COMPILED
    return ProgramRecord(
        row=number,
        unitid=unitid,
        field_code=values.cip_code(cell("field_code")),
        field_name=(values.text(cell("field_name"), 160) or "").rstrip("."),
        credential=int(credential),
        completers=values.figure(cell("completers")),
        # In the compiled file a blank is a suppressed figure.
        earnings=values.figure(
            cell("earnings"), Missing.SUPPRESSED if compiled else Missing.NOT_REPORTED
        ),
        debt=values.figure(cell("debt"), Missing.SUPPRESSED if compiled else Missing.NOT_REPORTED),
        high_school_earnings=values.figure(cell("high_school_earnings")).value,
    )


def _institution(reading: Reading, number: int, unitid: int, cells: list[str]) -> InstitutionRecord:
    def cell(name: str) -> str:
        place = reading.columns.get(name)
        return cells[place] if place is not None else ""

    name = values.text(cell("name"), 160)
    if not name:
        raise ValueError(f"UNITID {unitid} has no name")
    place = values.coordinates(cell("latitude"), cell("longitude"))
    closed_on = values.day(cell("closed_on"))
    is_closed: bool | None = None
    if "activity" in reading.columns:
        # D out of business, M closed in the year, C combined with another institution.
        is_closed = closed_on is not None or cell("activity").strip() in {"D", "M", "C"}
    elif "operating" in reading.columns:
        is_closed = cell("operating").strip() == "0"
    distance_only = cell("is_distance_only").strip()
    return InstitutionRecord(
        row=number,
        unitid=unitid,
        name=name,
        slug=slug_for(name, unitid),
        opeid=values.opeid(cell("opeid")),
        city=values.text(cell("city"), 80),
        state=values.state(cell("state")),
        zip_code=values.zip_code(cell("zip_code")),
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        website=values.website(cell("website")),
        control=values.CONTROLS.get(cell("control").strip().upper()),
        level=values.LEVELS.get(cell("level").strip()),
        accreditor=values.text(cell("accreditor"), 160),
        is_distance_only=distance_only == "1" if distance_only in {"0", "1"} else None,
        is_closed=is_closed,
        closed_on=closed_on,
    )
