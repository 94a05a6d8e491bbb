"""Whatever befalls a file of wages or prices: it is read, or refused with a reason of ours."""

import contextlib
import datetime as dt
import gzip
import io
import lzma
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from imports.errors import FileError
from imports.intake import Table, open_tables
from imports.kinds import KINDS, Reading
from salaries.models import StagedWage, WageImport
from salaries.oews.kind import STAGED_COLUMNS
from salaries.oews.layout import Layout
from salaries.oews.reader import WageReader, WageReading, find_months, find_top_codes
from salaries.prices_file import parse_price_levels
from tests.damage import BLOWS, SHARE, Blow, damaged, damaged_within, examples
from tests.salaries import files
from tests.salaries.test_price_levels import STATES

ROWS = files.official(("29-1249", "43-6013"))[:6]
NAME = "all_data_M_2025"
KINDS_OF_FILE = ("csv", "csv.gz", "csv.xz", "xlsx", "zip", "zip of a workbook")
# openpyxl warns of what it leaves out.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@cache
def wholes() -> dict[str, bytes]:
    """A small file of every form that is taken."""
    with TemporaryDirectory() as folder:
        inner = files.write_csv(Path(folder) / f"{NAME}.csv", ROWS)
        book = files.write_xlsx(Path(folder) / f"{NAME}.xlsx", ROWS)
        return {
            "csv": inner.read_bytes(),
            "csv.gz": gzip.compress(inner.read_bytes()),
            "csv.xz": lzma.compress(inner.read_bytes()),
            "xlsx": book.read_bytes(),
            "zip": files.write_zip(Path(folder) / "a.zip", inner).read_bytes(),
            "zip of a workbook": files.write_zip(Path(folder) / "b.zip", book).read_bytes(),
        }


def read_table(table: Table, reading: WageReading) -> None:
    """Read a table to its end: every line must fit the staging table."""
    kind = KINDS["wages"]
    number, header = table.find_header(kind.is_header, kind.header_hint)
    reader = WageReader(Layout(header, f"{table.place}, row {number}"), reading)
    for line in filter(None, reader.read_lines(table)):
        assert line.endswith("\n")
        assert line.count(",") == len(STAGED_COLUMNS) - 1
    assert 0 <= table.share_read() <= 1


def read_or_refuse(path: Path) -> None:
    """Read a file to its end; FileError is all that may come of it."""
    is_header = KINDS["wages"].is_header
    with contextlib.suppress(FileError), open_tables(path, path.name, is_header) as tables:
        find_months([name for table in tables for name in table.names])
        reading = WageReading()
        for table in tables:
            read_table(table, reading)
        find_top_codes([note for table in tables for note in table.notes])


def stage(path: Path) -> None:
    """Stage a file of a given month, within the caller's transaction."""
    kind = KINDS["wages"]
    run = WageImport(period=dt.date(2025, 5, 1), file_name=path.name)
    with open_tables(path, path.name, kind.is_header) as tables:
        reading = kind.stage(run, tables, ignore_progress)
        assert StagedWage.objects.count() == reading.staged


def ignore_progress(reading: Reading, share: float) -> None:
    """Do nothing."""


@given(form=st.sampled_from(KINDS_OF_FILE), blows=BLOWS)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, form: str, blows: list[Blow]) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged(wholes()[form], blows))
    read_or_refuse(path)


@given(form=st.sampled_from(("xlsx", "xlsx", "zip")), at=SHARE, blows=BLOWS)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_damaged_within_its_archive_is_read_or_refused(
    tmp_path: Path, form: str, at: float, blows: list[Blow]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged_within(wholes()[form], at, blows))
    read_or_refuse(path)


@given(data=st.binary(max_size=2000))
@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    read_or_refuse(path)


@pytest.mark.django_db
@given(blows=BLOWS)
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_of_a_damaged_file_can_be_stored(tmp_path: Path, blows: list[Blow]) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged(wholes()["csv"], blows))
    with contextlib.suppress(FileError), transaction.atomic():
        stage(path)


@pytest.mark.django_db
def test_a_figure_that_no_column_holds_is_named(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "file", [{**ROWS[0], "H_MEAN": "128660"}])
    with pytest.raises(FileError, match="out of bounds: numeric field overflow"):
        stage(path)


def test_a_zip_with_a_file_of_no_name_is_read_without_it(tmp_path: Path) -> None:
    whole = wholes()["zip"]
    name = b"oesm25/" + f"{NAME}.csv".encode()
    path = tmp_path / "file"
    path.write_bytes(whole.replace(name, b"\0" + name[1:]))
    with (
        pytest.raises(FileError, match=r"holds no \.xlsx or \.csv file"),
        open_tables(path, "file", KINDS["wages"].is_header),
    ):
        pass


@given(blows=BLOWS)
@settings(max_examples=examples(100))
def test_damaged_price_levels_are_read_or_refused(blows: list[Blow]) -> None:
    with contextlib.suppress(ValidationError):
        content = damaged(STATES.encode(), blows)
        for level in parse_price_levels(io.BytesIO(content), "SARPP.csv", len(content)):
            assert level.index.is_finite()
