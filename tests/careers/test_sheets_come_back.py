"""A guide's table that nobody changed comes back unharmed from Excel, LibreOffice and pandas."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.guides.sheets import parse_sheet
from careers.models import Source
from tests.careers.sheets import Row, as_csv, lines_of, section

pytestmark = pytest.mark.django_db

TEXTS = st.text(alphabet="aé✓ ,;:.'\"=-+@1\n\t", max_size=30).map(str.strip)
DAYS = st.none() | st.dates(dt.date(2001, 1, 1), dt.date(2060, 12, 31)).map(dt.date.isoformat)
SECTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "body": TEXTS,
            "note": TEXTS,
            "is_shown": st.booleans(),
            "verified_on": DAYS,
            "review_every_months": st.integers(1, 120),
        }
    ),
    min_size=1,
    max_size=8,
).map(lambda rows: [section(key, **row) for key, row in enumerate(rows, 1)])


def by_excel(day_format: str, delimiter: str, encoding: str) -> Callable[[list[list[str]]], bytes]:
    """A table as Excel or LibreOffice saves it: local dates, capitals, empty cells at the ends."""

    def rewrite(column: str, cell: str) -> str:
        if column == "verified_on" and cell:
            return f"{dt.date.fromisoformat(cell):{day_format}}"
        return cell.upper() if cell in ("True", "False") else cell

    def save(lines: list[list[str]]) -> bytes:
        width = len(lines[0])
        changed = [[*map(rewrite, lines[0], line), "", ""] for line in lines[1:]]
        table = [[*lines[0], "", ""], *changed, [""] * (width + 2)]
        return as_csv(table, delimiter).encode(encoding)

    return save


def by_pandas(empty: str) -> Callable[[list[list[str]]], bytes]:
    """A table as pandas saves it: its own numbers of the lines, and decimals beside empty cells."""

    def rewrite(cell: str) -> str:
        return f"{cell}.0" if cell.isdecimal() else cell or empty

    def save(lines: list[list[str]]) -> bytes:
        table = [
            [str(number), *(rewrite(cell) for cell in line)] for number, line in enumerate(lines)
        ]
        return as_csv([["", *lines[0]], *table[1:]]).encode()

    return save


PROGRAMS = [
    by_excel("%m/%d/%Y", ",", "utf-8-sig"),
    by_excel("%m/%d/%y", ",", "utf-8"),
    by_excel("%d.%m.%Y", ";", "utf-8-sig"),
    by_excel("%d/%m/%y", "\t", "utf-16"),
    by_excel("%Y-%m-%d", ",", "utf-8"),
    by_excel("%m/%d/%Y 0:00", ",", "utf-8-sig"),
    by_pandas(""),
    by_pandas("NaN"),
]


@given(rows=SECTIONS, program=st.sampled_from(PROGRAMS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_nobody_changed_comes_back_as_it_went(
    rows: list[Row], program: Callable[[list[list[str]]], bytes]
) -> None:
    data = program(lines_of("sections", rows))
    parsed = parse_sheet("sections", data, {"parts": {"sections": rows}})
    assert [as_json(row) for row in parsed] == rows


def as_json(row: Row) -> Row:
    """A row as a state holds it."""
    day = row["verified_on"]
    return {**row, "verified_on": day and day.isoformat()}


@given(percents=st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_decimals_with_a_comma_come_back(percents: list[Any]) -> None:
    source, _ = Source.objects.get_or_create(title="ORS", publisher="BLS", period="2025")
    rows = [
        {
            "id": key,
            "position": key,
            "key": f"fact-{key}",
            "statement": "talk a lot",
            "percent": str(percent),
            "comparison_percent": None,
            "comparison_group": "",
            "meaning": "",
            "source_id": source.pk,
        }
        for key, percent in enumerate(percents, 1)
    ]
    lines = lines_of("measured_facts", rows)
    column = lines[0].index("percent")
    for line in lines[1:]:
        line[column] = line[column].replace(".", ",")
    data = as_csv(lines, ";").encode()
    parsed = parse_sheet("measured_facts", data, {"parts": {"measured_facts": rows}})
    assert [row["percent"] for row in parsed] == percents
