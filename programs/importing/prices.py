"""The prices in a row of a public file, whichever kind of file it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from common import codes
from common.formatting import format_academic_year
from imports.errors import FileError
from imports.kinds import Note, Reading
from imports.staging import format_line
from programs.importing import values
from programs.models import ProgramImport

# Our columns, and those of the files that have such a figure; the first that is given counts.
# IPEDS counts back from the year of the file: 3 (charges) and 2 (net price) are the latest.
_NET_PRICES = ("NPIST2", "NPGRN2", "NPT4_PUB", "NPT4_PRIV", "NPT4_PROG", "NPT4_OTHER")
YEAR_PRICES: dict[str, tuple[str, ...]] = {
    "tuition_in_district": ("CHG1AY3",),
    "tuition_in_state": ("CHG2AY3", "TUITIONFEE_IN"),
    "tuition_out_of_state": ("CHG3AY3", "TUITIONFEE_OUT"),
    "books": ("CHG4AY3", "BOOKSUPPLY"),
    "net_price": _NET_PRICES,
}
# Net price of families by income; columns of IPEDS end in the number of the group and the year.
INCOME_GROUPS = range(1, 6)
_BY_INCOME = ("NPIS4{}2", "NPT4{}2", "NPT4{}_PUB", "NPT4{}_PRIV", "NPT4{}_PROG", "NPT4{}_OTHER")
# The largest programs of an institution that charges by program, which come first. Of the largest
# one, some institutions report a price of each year instead.
LARGEST_PROGRAMS = range(1, 7)

YEAR_PRICE_COLUMNS = (*("run_id", "row_number", "unitid", "year"), *YEAR_PRICES)
YEAR_PRICE_COLUMNS += ("net_price_by_income",)
PROGRAM_PRICE_COLUMNS = (
    *("run_id", "row_number", "unitid", "year"),
    *("field_code", "tuition", "books", "months"),
)

# No year and no whole program costs more.
MAX_PRICE = 250_000
MAX_MONTHS = 96
FIRST_YEAR = 1990

# How a file's name tells the year in which its academic year begins. Financial aid is reported
# after the year, under the year of the report from 2024 on.
_YEARS = (
    (re.compile(r"(?<![a-z])sfa_?(\d\d)(\d\d)(?!\d)"), 0),
    (re.compile(r"(?<![a-z])cost_?2_?(20\d\d)"), -1),
    (re.compile(r"(?<![a-z])(?:ic|cost_?1_?)(20\d\d)"), 0),
)
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-_–/]\s?(?:20)?(\d\d)(?!\d)")


class _Row(Protocol):
    """What is asked of a row of the file."""

    number: int
    cells: Sequence[str]

    @property
    def reading(self) -> Reading: ...


@dataclass
class PriceReading:
    """Where a file has prices, their year, and the lines of those read so far."""

    places: dict[str, int]
    year: int
    run_pk: int
    by_year: list[str] = field(default_factory=list)
    by_program: list[str] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """Our names of the price columns that the file has."""
        names = [name for name, headers in YEAR_PRICES.items() if self._has(headers)]
        if any(self._has(_headers_by_income(group)) for group in INCOME_GROUPS):
            names.append("net_price_by_income")
        return names

    def _has(self, headers: Sequence[str]) -> bool:
        return any(header in self.places for header in headers)


def _headers_by_income(group: int) -> list[str]:
    return [header.format(group) for header in _BY_INCOME]


def _headers_of_program(number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of a program's tuition and of its books."""
    of_the_year = (("CHG1PY3",), ("CHG4PY3",)) if number == 1 else ((), ())
    return (f"CIPTUIT{number}", *of_the_year[0]), (f"CIPSUPP{number}", *of_the_year[1])


PRICE_HEADERS = frozenset(
    {
        *(header for headers in YEAR_PRICES.values() for header in headers),
        *(header for group in INCOME_GROUPS for header in _headers_by_income(group)),
        *(f"{stem}{n}" for n in LARGEST_PROGRAMS for stem in ("CIPCODE", "CIPTUIT", "CIPSUPP")),
        *(f"MTHCMP{n}" for n in LARGEST_PROGRAMS),
        *("CHG1PY3", "CHG4PY3"),
    }
)


def find_year(names: Sequence[str]) -> int | None:
    """The year in which the academic year begins that a file or its sheet is named after.

    >>> [find_year([name]) for name in ("ic2023_ay.csv", "SFA2223.zip", "COST2_2024", "fos.csv")]
    [2023, 2022, 2023, None]
    >>> find_year(["MERGED2022_23_PP.csv"]), find_year(["College_Scorecard_2026-06.csv"])
    (2022, None)
    """
    for name in map(str.lower, names):
        for pattern, later in _YEARS:
            if match := pattern.search(name):
                if len(match.groups()) == 1:
                    return int(match[1]) + later
                if (int(match[1]) + 1) % 100 == int(match[2]):
                    return 2000 + int(match[1])
        # Not \\b: MERGED2022_23_PP is one word.
        for match in _SPAN.finditer(name):
            if (int(match[1]) + 1) % 100 == int(match[2]):
                return int(match[1])
    return None


def parse_academic_year(text: str) -> int:
    """The year in which an academic year begins; ValueError for anything else.

    >>> (
    ...     parse_academic_year("2023-24"),
    ...     parse_academic_year(" 2023 "),
    ...     parse_academic_year("2023–2024"),
    ... )
    (2023, 2023, 2023)
    """
    text = text.strip()
    year = int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) else find_year([text])
    if year is None or not FIRST_YEAR <= year <= 2100 or not re.fullmatch(r"[\d\s–/_-]+", text):
        raise ValueError("Write the academic year as in 2023-24.")
    return year


def open_prices(
    header: Sequence[str], names: Sequence[str], run: ProgramImport
) -> PriceReading | None:
    """The prices that a file has; None if it has none.

    Their year is in one of the names, or the import has it from an editor. Raises FileError where
    neither says it, or both.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if name in PRICE_HEADERS:
            places.setdefault(name, place)
    if not places:
        return None
    if "CHG2AY3" in places and places.keys() & {"NPIST2", "NPGRN2"}:
        raise FileError(
            "The file has published charges (CHG2AY3) and net prices (NPIST2), which IPEDS "
            "publishes of different years. Upload the two official files instead."
        )
    named, year = find_year(names), run.year
    if year is not None and named not in (None, year):
        raise FileError(
            f"The file's name says {format_academic_year(named or 0)}, and you say "
            f"{format_academic_year(year)}. Upload it again with the right year, or without one to "
            "take that of the name."
        )
    if (found := year or named) is None:
        raise FileError(
            "The file has prices, and its name does not say of which academic year. Upload it "
            "again and fill in “Academic year of the prices”, as in 2023-24."
        )
    return PriceReading(places, found, run.pk)


def parse_price(cell: str) -> int | None:
    """A sum of dollars; None where the file gives none, ValueError for what is no price.

    >>> (
    ...     parse_price("11,820"),
    ...     parse_price("-2"),
    ...     parse_price("-1.0"),
    ...     parse_price("PrivacySuppressed"),
    ... )
    (11820, None, None, None)
    """
    text = cell.strip()
    if re.fullmatch(r"-[123](\.0*)?", text, re.ASCII):
        return None
    if re.fullmatch(r"-[\d,.]+", text, re.ASCII):
        raise ValueError(f"“{text[:40]}” is less than nothing")
    price = values.parse_figure(text).value
    if price is not None and price > MAX_PRICE:
        raise ValueError(f"${price:,} is more than it costs anywhere")
    return price


def _parse_months(cell: str) -> int | None:
    months = parse_price(cell)
    if months is not None and not 1 <= months <= MAX_MONTHS:
        raise ValueError(f"{months:,} months are no length of a program")
    return months


def add_prices(prices: PriceReading, row: _Row, unitid: int, place: str) -> int:
    """Put a row's prices into the reading; return how many lines they are.

    A cell that cannot be read is left out, with a finding that names it.
    """
    before = len(prices.by_year) + len(prices.by_program)
    start = [prices.run_pk, row.number, unitid, prices.year]
    by_year = [_read(prices, row, place, headers) for headers in YEAR_PRICES.values()]
    groups = (_headers_by_income(group) for group in INCOME_GROUPS)
    by_income = [_read(prices, row, place, headers) for headers in groups]
    if any(price is not None for price in (*by_year, *by_income)):
        prices.by_year.append(format_line([*start, *by_year, _write_array(by_income)]))
    for program in _read_programs(prices, row, place):
        prices.by_program.append(format_line([*start, *program]))
    return len(prices.by_year) + len(prices.by_program) - before


def _read_programs(prices: PriceReading, row: _Row, place: str) -> Iterator[list[Any]]:
    """Code, tuition, books and months of each program with a price."""
    seen: set[str] = set()
    for number in LARGEST_PROGRAMS:
        at = (f"CIPCODE{number}",)
        code = _read(prices, row, place, at, lambda cell: values.parse_code(codes.CIP, cell))
        tuition_at, books_at = _headers_of_program(number)
        tuition = _read(prices, row, place, tuition_at) if code else None
        if not code or tuition is None:
            continue
        if code in seen:
            # The larger one came first.
            _leave(row, place, at[0], f"{code} stands earlier in the row")
            continue
        seen.add(code)
        months = _read(prices, row, place, (f"MTHCMP{number}",), _parse_months)
        yield [code, tuition, _read(prices, row, place, books_at), months]


def _read(
    prices: PriceReading, row: _Row, place: str, headers: Sequence[str], parse: Any = parse_price
) -> Any:
    """The value of the first of these columns that has one."""
    for header in headers:
        at = prices.places.get(header)
        if at is None or at >= len(row.cells):
            continue
        try:
            value = parse(row.cells[at])
        except ValueError as error:
            _leave(row, place, header, str(error))
            continue
        if value is not None:
            return value
    return None


def _leave(row: _Row, place: str, column: str, message: str) -> None:
    row.reading.note(Note("left_out", row.number, place, column=column, message=message))


def _write_array(figures: Sequence[int | None]) -> str:
    """PostgreSQL's text of an array; an empty one where there is no figure."""
    if all(figure is None for figure in figures):
        return "{}"
    return "{" + ",".join("NULL" if figure is None else str(figure) for figure in figures) + "}"
