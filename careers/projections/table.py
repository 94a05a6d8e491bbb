"""Table 1.2 of the Employment Projections, with a row for every occupation.

It is read from the official workbook, from a CSV file of its sheet, and from the compact files
of `careers/data`, whose columns have shorter names. Jobs and openings are in thousands.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db.models import TextChoices

from careers.models import Projection
from careers.models.projections import TOTAL, Education, Experience, Training
from common import codes
from imports.errors import FileError
from imports.intake import Table, open_tables

# By the name of the field. Names are in capitals, with underscores for blanks.
COLUMNS = {
    "soc_code": r"(SOC_CODE|.*MATRIX_CODE)$",
    "title": r"(TITLE|.*MATRIX_TITLE)$",
    "row_type": r"(ROW|OCCUPATION)_TYPE$",
    "growth_percent": r"((EMPLOYMENT_)?CHANGE,?_PERCENT|PERCENT_CHANGE)",
    "self_employed_percent": r"(PERCENT_)?SELF[_-]EMPLOYED",
    "openings_per_year": r"(OCCUPATIONAL_)?OPENINGS",
    "entry_education": r"TYPICAL_(ENTRY_)?EDUCATION",
    "experience": r"(RELATED_)?WORK_EXPERIENCE",
    "training": r"(TYPICAL_)?ON-?_?THE-?_?JOB_TRAINING",
}
REQUIRED = ("soc_code", "title", "row_type", "growth_percent", "openings_per_year")
JOBS = re.compile(r"EMPLOYMENT,?_(20\d\d)(_THOUSANDS)?(\[\d+\])?$", re.ASCII)
CHOICES: dict[str, type[TextChoices]] = {
    "entry_education": Education,
    "experience": Experience,
    "training": Training,
}
NOT_APPLICABLE = ("", "—", "–", "-")
MAX_TITLE_LENGTH = 160
# The largest figures; of jobs and openings in thousands.
LIMITS = {"growth_percent": 999, "self_employed_percent": 100}
# Each row is rounded to a tenth of a thousand.
ROUNDING = Decimal("0.1")


@dataclass
class ProjectionTable:
    """The rows of a table with the years that its columns name."""

    base_year: int
    target_year: int
    rows: list[Projection] = field(default_factory=list)


def read_table(path: Path, name: str, *, blank_is_none: bool = False) -> ProjectionTable:
    """The table in a file. Raises FileError that names the row of what cannot be read.

    `blank_is_none` is for copies in which the word “None” was lost.
    """
    with open_tables(path, name, is_header) as tables:
        return read_rows(tables[0], blank_is_none=blank_is_none)


def read_rows(table: Table, *, blank_is_none: bool = False) -> ProjectionTable:
    """The table of an opened file."""
    return _TableReader(table, blank_is_none).read()


def is_header(names: Collection[str]) -> bool:
    columns = _find_columns(list(names))
    return all(key in columns for key in REQUIRED)


def _find_columns(names: Sequence[str]) -> dict[str, int]:
    return {
        key: place
        for key, pattern in COLUMNS.items()
        for place, name in reversed(list(enumerate(names)))
        if re.match(pattern, name)
    }


class _TableReader:
    def __init__(self, table: Table, blank_is_none: bool) -> None:
        self.table, self.blank_is_none = table, blank_is_none
        number, names = table.find_header(is_header, "code, type, employment and openings")
        self.names, self.columns = names, _find_columns(names)
        years = {int(match[1]): i for i, name in enumerate(names) if (match := JOBS.match(name))}
        if len(years) != 2:
            raise FileError(
                f"{table.place}, row {number}: two columns must give the employment of a year, as "
                "in “Employment, 2025”."
            )
        self.base, self.target = min(years), max(years)
        self.columns |= {
            "employment": years[self.base],
            "employment_projected": years[self.target],
        }

    def read(self) -> ProjectionTable:
        projections: dict[str, Projection] = {}
        for number, cells in self.table.rows:
            row = {
                key: cells[place].strip() if place < len(cells) else ""
                for key, place in self.columns.items()
            }
            # Below the table stand footnotes: text in the first cell alone.
            if not any(cell.strip() for cell in cells[1:]):
                continue
            projection = self._parse_row(number, row)
            code = projection.soc_code
            if code in projections:
                raise self._error(number, "soc_code", f"{code} has a row already")
            projections[code] = projection
        self._check_sum(projections)
        return ProjectionTable(self.base, self.target, list(projections.values()))

    def _parse_row(self, number: int, row: Mapping[str, str]) -> Projection:
        kind = row["row_type"].casefold()
        try:
            code = codes.SOC.read(row["soc_code"])
        except codes.CodeError as error:
            raise self._error(number, "soc_code", str(error)) from error
        if kind not in ("summary", "line item"):
            raise self._error(number, "row_type", f"“{row['row_type'][:20]}” is no type of row")
        if not row["title"]:
            raise self._error(number, "title", "it is empty")
        if len(row["title"]) > MAX_TITLE_LENGTH:
            raise self._error(number, "title", f"it is longer than {MAX_TITLE_LENGTH} letters")
        is_group = kind == "summary"
        values: dict[str, Any] = {
            name: int(self._parse_number(number, row, name) * 1000)
            for name in ("employment", "employment_projected", "openings_per_year")
        }
        values["growth_percent"] = self._parse_number(number, row, "growth_percent", signed=True)
        self._check_growth(number, values)
        if row.get("self_employed_percent", "") not in NOT_APPLICABLE:
            values["self_employed_percent"] = self._parse_number(
                number, row, "self_employed_percent"
            )
        if not is_group:
            values |= {
                name: self._parse_choice(number, row, name) for name in CHOICES if name in row
            }
        return Projection(soc_code=code, title=row["title"], is_group=is_group, **values)

    def _parse_number(
        self, number: int, row: Mapping[str, str], name: str, *, signed: bool = False
    ) -> Decimal:
        text = row[name].replace(",", "").replace("\N{MINUS SIGN}", "-")
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self._error(number, name, f"“{row[name][:20]}” is no number") from None
        limit = LIMITS.get(name, 1_000_000)
        if not value.is_finite() or abs(value) > limit or (value < 0 and not signed):
            raise self._error(number, name, f"{row[name][:20]} cannot be")
        return value

    def _check_growth(self, number: int, values: Mapping[str, Any]) -> None:
        """Refuse a change that its two numbers of jobs do not have, as far as they are rounded."""
        off = 1000 * ROUNDING / 2
        before, after = Decimal(values["employment"]), Decimal(values["employment_projected"])
        if before <= off:
            return
        least = 100 * ((after - off) / (before + off) - 1) - ROUNDING
        most = 100 * ((after + off) / (before - off) - 1) + ROUNDING
        if not least <= values["growth_percent"] <= most:
            raise self._error(
                number,
                "growth_percent",
                f"{values['growth_percent']}% is not the change from {before:,} to {after:,} jobs",
            )

    def _parse_choice(self, number: int, row: Mapping[str, str], name: str) -> str:
        text = row[name].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        if self.blank_is_none and not text:
            text = "None"
        for value, label in CHOICES[name].choices:
            if text.casefold() == str(label).casefold():
                return str(value)
        raise self._error(number, name, f"“{text[:40]}” is no kind that the table has")

    def _check_sum(self, projections: Mapping[str, Projection]) -> None:
        """Refuse a table of which a part is missing: its occupations are all jobs together."""
        total = projections.get(TOTAL)
        if total is None:
            raise FileError(f"{self.table.place}: the row {TOTAL}, all occupations, is missing.")
        items = [row for row in projections.values() if not row.is_group]
        allowed = int(1000 * ROUNDING * (len(items) + 1))
        for name in ("employment", "employment_projected"):
            added = sum(getattr(row, name) for row in items)
            if abs(added - getattr(total, name)) > allowed:
                raise FileError(
                    f"{self.table.place}: the {len(items)} occupations add up to {added:,} jobs, "
                    f"and all occupations have {getattr(total, name):,}. Rows are missing or "
                    "figures are wrong."
                )

    def _error(self, number: int, name: str, problem: str) -> FileError:
        column = self.names[self.columns[name]]
        return FileError(f"{self.table.place}, row {number}, {column}: {problem}.")
