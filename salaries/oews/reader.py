"""From the rows of an official table to lines for staging, in the layout of any year."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from common import codes
from common.codes import Code, CodeError
from common.csv_cells import FALSE, TRUE
from imports.intake import Table
from imports.kinds import Note, Reading
from salaries.models import Area, Occupation
from salaries.oews.layout import (
    CELLS,
    CROSS_INDUSTRY,
    FIGURES,
    MARKED_ROW,
    MARKS,
    ONLY,
    PLAIN_ROW,
    STEPS,
    WHOLE_FIGURES,
    Layout,
    parse_figures,
)

# AREA_TYPE of the official table, and what the codes of each are.
LEVELS = {
    "1": Area.Level.NATION,
    "2": Area.Level.STATE,
    "3": Area.Level.TERRITORY,
    "4": Area.Level.METRO,
    "6": Area.Level.NONMETRO,
}
AREA_CODES = {
    "2": codes.STATE_AREA,
    "3": codes.STATE_AREA,
    "4": codes.METRO_AREA,
    "6": codes.NONMETRO_AREA,
}
NATION = ("99", "U.S.", "1", "US")
TERRITORIES = {"66", "72", "78"}
GROUPS = {"detail": "detailed", "": "detailed"}

# As a spreadsheet or pandas shows a whole number; three decimals may be thousands.
_WHOLE_AS_SHOWN = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0{1,2})?")
_CONTROL = re.compile(r"[\x00-\x1f]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[ _-]*(20\d\d)", re.IGNORECASE)
# all_data_M_2025, state_M2015_dl: M is the May panel.
_MAY_PANEL = re.compile(r"(?:^|[_ -])M_?(20\d\d)(?!\d)")
_TOP_CODE = re.compile(r"\$([\d.]+) per hour or \$([\d,]+) per year")


@dataclass
class WageReading(Reading):
    """What was met in a file of wages: areas, occupations, and whether rows come twice.

    `areas` are (code, title, area type, state), `occupations` (SOC code, title, group). `in_both`
    are codes that stand for a broad and a detailed occupation.
    """

    is_excerpt: bool = False
    areas: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    occupations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    in_both: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    top_codes: tuple[int, str] | None = None
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    has_duplicates: bool = False

    @property
    def levels(self) -> list[str]:
        """Levels of the areas in the file."""
        return sorted({LEVELS[area[2]] for area in self.areas.values()})

    def count_staged(self, area: str, code: str) -> None:
        """Count a row that is staged."""
        self.staged += 1
        seen = self.seen[area]
        if code in seen:
            self.has_duplicates = True
        seen.add(code)


class WageReader:
    """Turns rows of one table into lines. Few areas and occupations make up all rows: each is
    parsed once, and its code remembered."""

    def __init__(self, layout: Layout, reading: WageReading) -> None:
        self.layout, self.reading = layout, reading
        self.is_national = not layout.at.keys() & {"AREA", "AREA_TITLE"}
        self.areas: dict[tuple[str, ...], str] = {}
        self.occupations: dict[tuple[str, ...], str] = {}

    def read_lines(self, table: Table) -> Iterator[str]:
        """A line for COPY of each row: row, area code, SOC code, FIELDS; empty if left out."""
        width, fill = self.layout.width, self.layout.fill
        for number, row in table.rows:
            cells = [*row, ""] if len(row) == width else fill(row)
            yield self._read_row(number, cells)

    def _read_row(self, number: int, cells: Sequence[str]) -> str:
        layout, reading = self.layout, self.reading
        if not cells[layout.at["OCC_CODE"]] and not any(cells):
            return ""
        reading.rows += 1
        if cells[layout.industry] not in CROSS_INDUSTRY:
            reading.left_out += 1
            return ""
        if cells[layout.year]:
            reading.years.add(cells[layout.year])
        place, work = layout.area(cells), layout.occupation(cells)
        area = self.areas.get(place)
        if area is None:
            area = self.areas[place] = _parse_area(place, reading, self.is_national)
        code = self.occupations.get(work)
        if code is None:
            code = self.occupations[work] = _parse_occupation(work, reading)
        if not area or not code:
            column, text = (
                ("OCC_CODE", f"{work[0]} (group {work[2]})")
                if area
                else ("AREA", f"{place[0]} (type {place[2]})")
            )
            reading.note(Note("bad_key", number, place[1], work[1], column, after=text[:60]))
            return ""
        reading.count_staged(area, code)
        figures = self._read_figures(layout.figures(cells), area, code, number)
        return f"{number},{area},{code},{figures}"

    def _read_figures(self, values: Sequence[str], area: str, code: str, number: int) -> str:
        joined = ",".join(values)
        if PLAIN_ROW.fullmatch(joined):
            # Nothing is missing: the empty ANNUAL and HOURLY are the first two of three reasons.
            return f"{joined},\n"
        if not MARKED_ROW.fullmatch(joined):
            values = self._clean(values, area, code, number)
        if "#" in values:
            self._note_mixed_marks(values, area, code, number)
        figures = parse_figures(values, is_excerpt=self.reading.is_excerpt)
        return ",".join([r"\N" if value is None else value for value in figures]) + "\n"

    def _clean(self, values: Sequence[str], area: str, code: str, number: int) -> list[str]:
        """Remove blanks and commas from cells; what is neither number nor mark is noted."""
        cells = []
        for name, value in zip(FIGURES, values, strict=False):
            cell = value.strip()
            if name in WHOLE_FIGURES and (match := _WHOLE_AS_SHOWN.fullmatch(cell)):
                cell = match[1].replace(",", "")
            if cell not in MARKS and not CELLS[name].fullmatch(cell):
                self._note("unreadable", area, code, number, name, _CONTROL.sub("?", cell))
                cell = "*"
            cells.append(cell)
        for name, value in zip(ONLY, values[len(FIGURES) :], strict=True):
            word = value.strip().casefold()
            if word and word not in (*TRUE, *FALSE):
                self._note("unreadable", area, code, number, name, _CONTROL.sub("?", value))
            cells.append("TRUE" if word in TRUE else "")
        return cells

    def _note_mixed_marks(self, values: Sequence[str], area: str, code: str, number: int) -> None:
        cells = dict(zip(FIGURES, values, strict=False))
        for form in "AH":
            group = [cells[f"{form}_{step}"] for step in STEPS]
            if "#" in group and ("*" in group or "" in group):
                column = f"{form}_PCT10 to {form}_MEAN"
                self._note("mixed_marks", area, code, number, column, " ".join(group))

    def _note(self, kind: str, area: str, code: str, number: int, column: str, text: str) -> None:
        names = self.reading.areas[area][1], self.reading.occupations[code][1]
        self.reading.note(Note(kind, number, *names, column, after=text[:60]))


def _parse_area(keys: Sequence[str], reading: WageReading, is_national: bool) -> str:
    """Code of a row's area, the area noted; empty if it is unusable."""
    if is_national:
        area: tuple[str, str, str, str] | None = NATION
    else:
        area = None if _CONTROL.search("".join(keys)) else _area(*(cell.strip() for cell in keys))
    if area is None:
        return ""
    reading.areas.setdefault(area[0], area)
    return area[0]


def _parse_occupation(keys: Sequence[str], reading: WageReading) -> str:
    """SOC code of a row's occupation, the occupation noted; empty if it is unusable."""
    cell, title, group = (cell.strip() for cell in keys)
    code = _read_code(codes.SOC, cell)
    if not code or _CONTROL.search(title):
        return ""
    group = GROUPS.get(group.lower(), group.lower())
    if group not in Occupation.Group:
        return ""
    known = reading.occupations.setdefault(code, (code, title[:120], group))
    if {known[2], group} == {Occupation.Group.BROAD, Occupation.Group.DETAILED}:
        reading.in_both.add(code)
        reading.occupations[code] = (code, title[:120], Occupation.Group.DETAILED)
    return code


def _read_code(code: Code, cell: str) -> str:
    try:
        return code.read(cell)
    except CodeError:
        return ""


def _area(code: str, title: str, area_type: str, state: str) -> tuple[str, str, str, str] | None:
    """An area as (code, title, type, state); what older tables leave out follows from the code."""
    digits = codes.read_digits(code)
    area_type = codes.read_digits(area_type) if area_type else _type_by_code(digits)
    if area_type == "1":
        return NATION
    kind = AREA_CODES.get(area_type)
    code = _read_code(kind, code) if kind else ""
    if not code or not title:
        return None
    if not re.fullmatch(r"[A-Z]{2}", state.upper()):
        # Titles of metropolitan areas end in their states: "Augusta-Richmond County, GA-SC".
        named = re.search(r", ([A-Z]{2})(?:-[A-Z]{2})*$", title)
        if named is None:
            return None
        state = named[1]
    return code, title[:120], area_type, state.upper()


def _type_by_code(digits: str) -> str:
    number = digits.lstrip("0")
    if not digits:
        return ""
    if number in ("99", ""):
        return "1"
    if len(number) <= 2:
        return "3" if number in TERRITORIES else "2"
    return "4" if len(number) == 5 else "6"


def find_months(names: Sequence[str]) -> set[dt.date]:
    """Months that names of files and sheets give.

    >>> find_months(["oesm25all.zip, all_data_M_2025.xlsx", "All May 2025 data"])
    {datetime.date(2025, 5, 1)}
    """
    months = set()
    for name in names:
        months |= {
            dt.date(int(year), _MONTHS.index(month[:3].lower()) + 1, 1)
            for month, year in _NAMED_MONTH.findall(name)
        }
        months |= {dt.date(int(year), 5, 1) for year in _MAY_PANEL.findall(name)}
    return months


def find_top_codes(notes: Sequence[str]) -> tuple[int, str] | None:
    """Top codes a year and an hour, from the texts beside the table.

    >>> find_top_codes(
    ...     ["# = a wage equal to or greater than $115.00 per hour or $239,200 per year"]
    ... )
    (239200, '115.00')
    """
    for note in notes:
        if match := _TOP_CODE.search(note):
            return int(match[2].replace(",", "")), match[1]
    return None
