"""From the rows of an official table to lines for staging, whatever year's heads it has."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from salaries.models import ImportFinding, Occupation
from salaries.oews.cells import FIELDS, figures
from salaries.oews.compact import COLUMNS
from salaries.oews.files import Table
from salaries.oews.trouble import FileError
from salaries.oews.workbook import ROWS_LOOKED_AT_FOR_HEAD, head_name

Kind = ImportFinding.Kind

# Heads of 2015 to 2025, by today's name.
ALIASES = {
    "AREA_NAME": "AREA_TITLE",
    "STATE": "AREA_TITLE",
    "ST": "PRIM_STATE",
    "OCC_GROUP": "O_GROUP",
    "GROUP": "O_GROUP",
    "LOC_Q": "LOC_QUOTIENT",
    "JOBS_1000_ORIG": "JOBS_1000",
    "I_GRP": "I_GROUP",
}
# Without these a row says nothing. A national file has no area, an old one no quotient.
NEEDED = (
    *("OCC_CODE", "OCC_TITLE", "TOT_EMP"),
    *("A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"),
    *("H_MEAN", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
)
PLACES = ("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "OCC_CODE", "OCC_TITLE", "O_GROUP")
NATION = ("99", "U.S.", "1", "US")
TERRITORIES = {"66", "72", "78"}
WIDTH = {"1": 2, "2": 2, "3": 2, "4": 5, "6": 7}
CROSS_INDUSTRY = {"cross-industry", "Cross-industry", ""}
GROUPS = {"detail": "detailed", "": "detailed"}
# Findings of one kind that are kept one by one; beyond, they are only counted.
MOST_OF_A_KIND = 500

_WHOLE = r"\d{1,9}+"
_DECIMAL = r"\d{1,6}+(?:\.\d{1,4}+)?+"
# What each figure may be: employment and annual wages are whole, the rest may have decimals.
_FORMS = (_WHOLE, *[_DECIMAL] * 4, *[_WHOLE] * 6, *[_DECIMAL] * 6)
# A row without marks, gaps or commas, which nearly all are; ANNUAL and HOURLY are empty.
_PLAIN = re.compile("\t".join(_FORMS) + "\t\t")
_WITH_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CELLS = [re.compile(form) for form in _FORMS]
_MARKS = {"*", "**", "#", "~", ""}
_CONTROL = re.compile(r"[\x00-\x1f]")
# Where the groups of wages begin among the figures.
_FIRST = {"A": COLUMNS.index("A_PCT10") - 2, "H": COLUMNS.index("H_PCT10") - 2}
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

    def note(self, trouble: Trouble) -> None:
        """Keep a trouble, or only count it where there are too many of its kind."""
        seen = self.trouble_counts.get(trouble.kind, 0) + 1
        self.trouble_counts[trouble.kind] = seen
        if seen <= MOST_OF_A_KIND:
            self.troubles.append(trouble)


class Shape:
    """Where a table has its columns. Raises FileError if one that is needed is not there."""

    def __init__(self, head: Sequence[str], place: str) -> None:
        names = [ALIASES.get(name, name) for name in map(head_name, head)]
        # Older state files have both ST and STATE, or AREA_TITLE beside STATE: the first counts.
        self.at = {name: i for i, name in reversed(list(enumerate(names))) if name}
        missing = [name for name in NEEDED if name not in self.at]
        if missing:
            raise FileError(
                f"{place}: the column {', '.join(missing)} is missing. "
                f"The heads are: {', '.join(name for name in names if name)[:300]}."
            )
        self.width = len(names)
        self.figures = self._picker(COLUMNS[2:])
        self.area = self._picker(PLACES[:4])
        self.occupation = self._picker(PLACES[4:])
        # Whether every column is there, so that a row needs no empty cell at its end.
        self.is_whole = all(name in self.at for name in (*COLUMNS, *PLACES))
        self.industry = self.at.get("I_GROUP")
        self.year = self.at.get("YEAR")

    def _picker(self, names: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """Cells of these columns; one that the table does not have is the empty cell at the end."""
        picker: Callable[[Sequence[str]], tuple[str, ...]]
        picker = itemgetter(*[self.at.get(name, self.width) for name in names])
        return picker


def read(table: Table, reading: Reading) -> Iterator[str]:
    """Lines of a table for COPY into StagedWage, one a row that is kept; counts into `reading`.

    Raises FileError if no head is found or a needed column is missing.
    """
    shape = _head(table)
    pick, pick_area, pick_occupation = shape.figures, shape.area, shape.occupation
    # Few areas and occupations make up all rows: each is looked at once.
    areas: dict[tuple[str, ...], str] = {}
    occupations: dict[tuple[str, ...], str] = {}
    for number, cells in _cross_industry(table, shape, reading):
        place = pick_area(cells)
        work = pick_occupation(cells)
        area = areas.get(place)
        if area is None:
            area = areas[place] = _area_code(place, reading)
        code = occupations.get(work)
        if code is None:
            code = occupations[work] = _soc_code(work, reading)
        if not area or not code:
            wrong = ("OCC_CODE", work[0]) if area else ("AREA", f"{place[0]} (type {place[2]})")
            reading.note(Trouble(Kind.BAD_KEY, number, place[1], work[1], wrong[0], wrong[1][:60]))
            continue
        values = pick(cells)
        joined = "\t".join(values)
        if _PLAIN.fullmatch(joined):
            # What `figures` gives for a row in which nothing is missing: no reasons.
            joined += "\t"
        else:
            joined = _line(values, area, code, number, reading)
        reading.staged += 1
        yield f"{number}\t{area}\t{code}\t{joined}\n"


def _cross_industry(
    table: Table, shape: Shape, reading: Reading
) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows that are neither empty nor of one industry, filled up to the width of the head."""
    width, industry, year = shape.width, shape.industry, shape.year
    occupation, is_whole = shape.at["OCC_CODE"], shape.is_whole
    for number, row in table.rows:
        cells = row
        if len(row) < width or not is_whole:
            cells = [*row[:width], *[""] * (width + 1 - min(len(row), width))]
        if not cells[occupation] and not any(cells):
            continue
        reading.rows += 1
        if industry is not None and cells[industry] not in CROSS_INDUSTRY:
            reading.left_out += 1
            continue
        if year is not None:
            reading.years.add(cells[year])
        yield number, cells


def _head(table: Table) -> Shape:
    for number, row in table.rows:
        names = {head_name(cell) for cell in row}
        if {"OCC_CODE", "OCC_TITLE"} & names:
            return Shape(row, f"{table.place}, row {number}")
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


def _line(values: Sequence[str], area: str, code: str, number: int, reading: Reading) -> str:
    """Figures of a row with marks, gaps or commas, as text for COPY; what is no number is noted."""
    cells = []
    for i, value in enumerate(values):
        cell = value.strip()
        if _WITH_COMMAS.fullmatch(cell):
            cell = cell.replace(",", "")
        if i < len(_CELLS) and cell not in _MARKS and not _CELLS[i].fullmatch(cell):
            reading.note(
                Trouble(
                    Kind.UNREADABLE,
                    number,
                    reading.areas[area][1],
                    reading.occupations[code][1],
                    COLUMNS[i + 2],
                    _CONTROL.sub("?", cell)[:60],
                )
            )
            cell = "*"
        cells.append(cell)
    for form, first in _FIRST.items():
        group = cells[first : first + 6]
        if "#" in group and ("*" in group or "" in group):
            reading.note(
                Trouble(
                    Kind.MIXED_MARKS,
                    number,
                    reading.areas[area][1],
                    reading.occupations[code][1],
                    f"{form}_PCT10 to {form}_MEAN",
                    " ".join(group)[:60],
                )
            )
    cells[-2:] = [_flag(cell) for cell in cells[-2:]]
    found = figures(("", "", *cells))
    return "\t".join("\\N" if value is None else value for value in found)


def _flag(cell: str) -> str:
    return "TRUE" if cell.upper() in ("TRUE", "1") else ""


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


STAGED = ("row", "area_code", "soc_code", *FIELDS)
