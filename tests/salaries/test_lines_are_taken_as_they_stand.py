"""A plain line of a wage file is taken as it stands, and says the same as one read cell by cell."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salaries import bundled
from salaries.oews.files import Table, csv_row, tables
from salaries.oews.reader import Reading, read
from tests.salaries import files

Taken = tuple[tuple[str, ...], list[str], Reading]
CODES = ("00-0000", "29-1249", "43-6013")
ROWS = [
    row
    for name in bundled.MAY_2025
    for row in files.official(CODES, name)
    if row["AREA"].startswith("11") or (row["AREA"] < "20" and len(row["AREA"]) == 2)
]
# What may stand in a cell by mistake or by the source's custom.
ODD = st.sampled_from(
    [
        "",
        "*",
        "**",
        "#",
        "~",
        "TRUE",
        " 12 ",
        "1,234",
        "12.5",
        "x",
        'a "b" c',
        "a\nb",
        "\u0663",
        "-1",
        "0",
    ]
)


def taken(text: str, *, by_cells: bool) -> Taken:
    """Columns, lines for COPY and counts of a table; by cells, as of a workbook."""
    lines = iter(text.split("\n"))
    reading = Reading()
    table = Table(
        "wages.csv",
        ("wages.csv",),
        rows_of(lines),
        lambda: 0.0,
        text=None if by_cells else lines,
    )
    columns, staged = read(table, reading)
    return tuple(columns), list(staged), reading


def rows_of(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines)
    for cells in reader:
        yield reader.line_num, cells


def same(text: str) -> Reading:
    whole, parts = taken(text, by_cells=False), taken(text, by_cells=True)
    assert whole == parts
    return whole[2]


@given(
    st.lists(st.tuples(st.integers(0, len(ROWS) - 1), st.sampled_from(files.HEAD), ODD), max_size=6)
)
def test_a_damaged_file_gives_the_same_either_way(damage: list[tuple[int, str, str]]) -> None:
    rows = [dict(row) for row in ROWS]
    for at, column, cell in damage:
        rows[at][column] = cell
    same(files.csv_text(rows))


@given(st.permutations(files.HEAD))
def test_the_order_of_the_columns_does_not_matter(head: list[str]) -> None:
    assert same(files.csv_text(ROWS[:8], head)).staged == 8


def test_plain_lines_are_told_and_not_read_as_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as_csv = []

    def notice(
        place: str, line: str, lines: Iterator[str], number: int
    ) -> tuple[int, Sequence[str]]:
        read_as_csv.append(line)
        return csv_row(place, line, lines, number)

    monkeypatch.setattr("salaries.oews.reader.csv_row", notice)
    plain = [row for row in ROWS if all(row[name] for name in ("TOT_EMP", "H_PCT90", "A_PCT90"))]
    plain = [row for row in plain if not {"*", "**", "#"} & set(row.values())]
    reading = taken(files.csv_text(plain), by_cells=False)[2]
    assert reading.staged == len(plain)
    # The first row of each area and each occupation, and the empty end of the file.
    assert len(read_as_csv) <= len(reading.areas) + len(reading.occupations) + 1 < len(plain)


def test_a_row_inside_a_cell_is_no_row() -> None:
    inside = files.csv_text(ROWS[1:2], files.HEAD).split("\r\n")[1]
    rows = [dict(row) for row in ROWS[:5]]
    rows[3]["NAICS_TITLE"] = f"a\n{inside}\nb"
    reading = same(files.csv_text(rows).replace("\r\n", "\n"))
    assert (reading.staged, reading.has_duplicates) == (5, False)


def test_rows_that_come_twice_are_noticed_over_all_tables_of_a_file(tmp_path: Path) -> None:
    parts = [files.write_csv(tmp_path / f"{name}_M2025.csv", ROWS[:3]) for name in "ab"]
    path = files.write_zip(tmp_path / "oesm25.zip", *parts)
    reading = Reading()
    with tables(path, path.name, hashlib.sha256()) as found:
        for table in found:
            list(read(table, reading)[1])
    assert reading.has_duplicates
