"""From the rows of an official table to lines for staging, whatever year's heads it has."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from salaries.models import ImportFinding, Occupation
from salaries.oews.cells import figures
from salaries.oews.compact import STEPS
from salaries.oews.files import Table, csv_row
from salaries.oews.shape import CROSS_INDUSTRY, FORMS, Shape
from salaries.oews.trouble import FileError
from salaries.oews.workbook import ROWS_LOOKED_AT_FOR_HEAD, head_name

Kind = ImportFinding.Kind

NATION = ("99", "U.S.", "1", "US")
TERRITORIES = {"66", "72", "78"}
WIDTH = {"1": 2, "2": 2, "3": 2, "4": 5, "6": 7}
GROUPS = {"detail": "detailed", "": "detailed"}
# Findings of one kind that are kept one by one; beyond, they are only counted.
MOST_OF_A_KIND = 500

_WITH_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_CELLS = {name: re.compile(form) for name, form in FORMS.items()}
_MARKS = {"*", "**", "#", "~", ""}
_CONTROL = re.compile(r"[\x00-\x1f]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[ _-]*(20\d\d)", re.IGNORECASE)
# all_data_M_2025, state_M2015_dl: M is the May panel.
_MAY_PANEL = re.compile(r"(?:^|[_ -])M_?(20\d\d)(?!\d)")
_TOP_CODE = re.compile(r"\$([\d.]+) per hour or \$([\d,]+) per year")


class Trouble(NamedTuple):
    """A finding about one row, before it has a home."""

    kind: str
    row: int
    area: str
    occupation: str
    column: str
    text: str


@dataclass
class Reading:
    """What was met while reading: rows counted, areas and occupations, and troubles."""

    rows: int = 0
    staged: int = 0
    left_out: int = 0
    areas: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    occupations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    trouble_counts: dict[str, int] = field(default_factory=dict)
    years: set[str] = field(default_factory=set)
    # Occupations staged so far, by area; and whether one came again.
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    has_duplicates: bool = False

    def keep(self, area: str, code: str) -> None:
        """Count a row that is staged."""
        self.staged += 1
        seen = self.seen[area]
        if code in seen:
            self.has_duplicates = True
        seen.add(code)

    def note(self, trouble: Trouble) -> None:
        """Keep a trouble, or only count it where there are too many of its kind."""
        seen = self.trouble_counts.get(trouble.kind, 0) + 1
        self.trouble_counts[trouble.kind] = seen
        if seen <= MOST_OF_A_KIND:
            self.troubles.append(trouble)


def read(table: Table, reading: Reading) -> tuple[Sequence[str], Iterator[str]]:
    """Columns of StagedWage, and lines for COPY into them, one a row that is kept.

    Counts into `reading` as the lines are taken. Raises FileError if no head is found or a needed
    column is missing.
    """
    number, shape = _head(table)
    rows = _Rows(shape, reading)
    return shape.columns, rows.of_text(table, number) if table.text else rows.of(table.rows)


class _Rows:
    """Rows of one table on their way to lines. Few areas and occupations make up all rows: each is
    looked at once, and its code kept."""

    def __init__(self, shape: Shape, reading: Reading) -> None:
        self.shape, self.reading = shape, reading
        self.areas: dict[tuple[str, ...], str] = {}
        self.occupations: dict[tuple[str, ...], str] = {}

    def of(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[str]:
        """Lines of rows that are read already."""
        for number, row in rows:
            line = self._line(number, self._filled_up(row))
            if line:
                yield line

    def of_text(self, table: Table, number: int) -> Iterator[str]:
        """Lines of the rows of a text below this line of it.

        Nearly all are told by one pattern and taken as they stand. Any other is read as CSV, and
        may go on over the lines that follow.
        """
        shape, reading = self.shape, self.reading
        text = table.text
        assert text is not None  # noqa: S101 (for the reader; the caller has looked)
        told = shape.line.fullmatch if shape.line else _never
        # Codes by the cells of an area or occupation as they stand in the line.
        areas: dict[str, str] = {}
        occupations: dict[str, str] = {}
        for line in text:
            number += 1
            match = told(line)
            if match:
                place, work, *figures = match.groups()
                if place in areas and work in occupations:
                    area, code = areas[place], occupations[work]
                    reading.rows += 1
                    reading.keep(area, code)
                    yield f"{number},{area},{code},{','.join(figures)},,,\n"
                    continue
            number, row = csv_row(table.place, line, text, number)
            cells = self._filled_up(row)
            staged = self._line(number, cells)
            if staged:
                yield staged
            if staged and match:
                areas[match[1]] = self.areas[shape.area(cells)]
                occupations[match[2]] = self.occupations[shape.occupation(cells)]

    def _filled_up(self, row: Sequence[str]) -> Sequence[str]:
        """A row as wide as the head, and with an empty cell at its end for what has no column."""
        width = self.shape.width
        if len(row) >= width and self.shape.is_whole:
            return row
        return [*row[:width], *[""] * (width + 1 - min(len(row), width))]

    def _line(self, number: int, cells: Sequence[str]) -> str:
        """Line of a row for COPY; empty if the row is empty, of one industry or without keys."""
        shape, reading = self.shape, self.reading
        if not cells[shape.at["OCC_CODE"]] and not any(cells):
            return ""
        reading.rows += 1
        if shape.industry is not None and cells[shape.industry] not in CROSS_INDUSTRY:
            reading.left_out += 1
            return ""
        if shape.year is not None:
            reading.years.add(cells[shape.year])
        place = shape.area(cells)
        work = shape.occupation(cells)
        area = self.areas.get(place)
        if area is None:
            area = self.areas[place] = _area_code(place, reading)
        code = self.occupations.get(work)
        if code is None:
            code = self.occupations[work] = _soc_code(work, reading)
        if not area or not code:
            wrong = ("OCC_CODE", work[0]) if area else ("AREA", f"{place[0]} (type {place[2]})")
            reading.note(Trouble(Kind.BAD_KEY, number, place[1], work[1], wrong[0], wrong[1][:60]))
            return ""
        reading.keep(area, code)
        values = shape.figures(cells)
        joined = ",".join(values)
        if shape.plain.fullmatch(joined):
            # What `figures` gives for a row in which nothing is missing: no reasons.
            return f"{number},{area},{code},{joined},\n"
        if not shape.marked.fullmatch(joined):
            values = self._cleaned(values, area, code, number)
        if "#" in values:
            self._note_mixed_marks(values, area, code, number)
        found = figures(("", "", *shape.as_published(values)))
        joined = ",".join(["\\N" if value is None else value for value in shape.as_staged(found)])
        return f"{number},{area},{code},{joined}\n"

    def _cleaned(self, values: Sequence[str], area: str, code: str, number: int) -> tuple[str, ...]:
        """Cells without blanks and commas; what is neither number nor mark is noted."""
        cells = []
        for name, value in zip(self.shape.picked, values, strict=True):
            cell = value.strip()
            if _WITH_COMMAS.fullmatch(cell):
                cell = cell.replace(",", "")
            if name not in FORMS:
                cell = "TRUE" if cell.upper() in ("TRUE", "1") else ""
            elif cell not in _MARKS and not _CELLS[name].fullmatch(cell):
                self._note(Kind.UNREADABLE, area, code, number, name, _CONTROL.sub("?", cell))
                cell = "*"
            cells.append(cell)
        return tuple(cells)

    def _note_mixed_marks(self, values: Sequence[str], area: str, code: str, number: int) -> None:
        cells = dict(zip(self.shape.picked, values, strict=True))
        for form in "AH":
            group = [cells[f"{form}_{step}"] for step in (*STEPS, "MEAN")]
            if "#" in group and ("*" in group or "" in group):
                column = f"{form}_PCT10 to {form}_MEAN"
                self._note(Kind.MIXED_MARKS, area, code, number, column, " ".join(group))

    def _note(self, kind: str, area: str, code: str, number: int, column: str, text: str) -> None:
        names = self.reading.areas[area][1], self.reading.occupations[code][1]
        self.reading.note(Trouble(kind, number, *names, column, text[:60]))


def _never(line: str) -> None:
    """Tell no line."""


def _head(table: Table) -> tuple[int, Shape]:
    """Number of the row of heads, and what they say."""
    for number, row in table.rows:
        names = {head_name(cell) for cell in row}
        if {"OCC_CODE", "OCC_TITLE"} & names:
            return number, Shape(row, f"{table.place}, row {number}")
        if len(row) == 1 and re.search(r"OCC.CODE[;\t|]", row[0], re.IGNORECASE):
            raise FileError(f"{table.place}, row {number}: columns must be separated by commas.")
        if number >= ROWS_LOOKED_AT_FOR_HEAD:
            break
    raise FileError(
        f"{table.place}: no heads found. A row among the first {ROWS_LOOKED_AT_FOR_HEAD} must "
        "name the columns, OCC_CODE and OCC_TITLE among them."
    )


def _area_code(keys: Sequence[str], reading: Reading) -> str:
    """Code of a row's area, the area noted; empty if it is unusable."""
    area = None if _CONTROL.search("".join(keys)) else _area(*(cell.strip() for cell in keys))
    if area is None:
        return ""
    reading.areas.setdefault(area[0], area)
    return area[0]


def _soc_code(keys: Sequence[str], reading: Reading) -> str:
    """SOC code of a row's occupation, the occupation noted; empty if it is unusable."""
    code, title, group = (cell.strip() for cell in keys)
    if not re.fullmatch(r"\d\d-\d{4}", code, re.ASCII) or _CONTROL.search(title):
        return ""
    group = GROUPS.get(group.lower(), group.lower())
    if group not in Occupation.Group:
        group = Occupation.Group.DETAILED
    reading.occupations.setdefault(code, (code, title[:120], group))
    return code


def _area(code: str, title: str, area_type: str, state: str) -> tuple[str, str, str, str] | None:
    """An area as (code, title, type, state), what older tables leave out being told by the code."""
    if not code and not title:
        return NATION
    if not code.isascii() or not code.isdigit():
        return None
    number = code.lstrip("0") or "0"
    if not area_type:
        area_type = _type_by_code(number)
    if area_type == "1":
        return NATION
    width = WIDTH.get(area_type)
    if width is None or len(number) > width or not title:
        return None
    code = number.zfill(width)
    if not re.fullmatch(r"[A-Z]{2}", state.upper()):
        # Titles of metropolitan areas end in their states: "Augusta-Richmond County, GA-SC".
        named = re.search(r", ([A-Z]{2})(?:-[A-Z]{2})*$", title)
        if named is None:
            return None
        state = named[1]
    return code, title[:120], area_type, state.upper()


def _type_by_code(number: str) -> str:
    if number in ("99", "0"):
        return "1"
    if len(number) <= 2:
        return "3" if number in TERRITORIES else "2"
    return "4" if len(number) == 5 else "6"


def month_of(names: Sequence[str]) -> set[dt.date]:
    """Months that names of files and sheets speak of.

    >>> month_of(["oesm25all.zip, all_data_M_2025.xlsx", "All May 2025 data"])
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


def top_codes(notes: Sequence[str]) -> tuple[int, str] | None:
    """Top codes a year and an hour, from the source's own words beside the table.

    >>> top_codes(["# = a wage equal to or greater than $115.00 per hour or $239,200 per year"])
    (239200, '115.00')
    """
    for note in notes:
        if match := _TOP_CODE.search(note):
            return int(match[2].replace(",", "")), match[1]
    return None
