"""Whatever befalls a file of wages or prices: it is read, or refused in the reader's own words."""

import contextlib
import gzip
import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from salaries.oews.files import tables
from salaries.oews.stage import stage
from salaries.oews.trouble import FileError

from salaries.oews import workbook
from salaries.oews.reader import Reading, month_of, read, top_codes
from salaries.prices_file import read_levels
from tests.damage import BLOWS, SHARE, Blow, damaged, damaged_within, examples
from tests.salaries import files
from tests.salaries.test_price_levels import STATES

ROWS = files.official(("29-1249", "43-6013"))[:6]
NAME = "all_data_M_2025"
KINDS = ("csv", "csv.gz", "xlsx", "zip", "zip of a workbook")
# openpyxl warns of what it leaves out.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@cache
def wholes() -> dict[str, bytes]:
    """A small file of every kind that is taken."""
    with TemporaryDirectory() as folder:
        inner = files.write_csv(Path(folder) / f"{NAME}.csv", ROWS)
        book = files.write_xlsx(Path(folder) / f"{NAME}.xlsx", ROWS)
        return {
            "csv": inner.read_bytes(),
            "csv.gz": gzip.compress(inner.read_bytes()),
            "xlsx": book.read_bytes(),
            "zip": files.write_zip(Path(folder) / "a.zip", inner).read_bytes(),
            "zip of a workbook": files.write_zip(Path(folder) / "b.zip", book).read_bytes(),
        }


def taken(path: Path) -> None:
    """Read a file to its end; FileError is all that may come of it."""
    with contextlib.suppress(FileError), tables(path, path.name, hashlib.sha256()) as found:
        month_of([name for table in found for name in table.names])
        reading = Reading()
        for table in found:
            columns, lines = read(table, reading)
            for line in lines:
                assert line.endswith("\n")
                assert line.count(",") == len(columns) - 1
            assert 0 <= table.share_read() <= 1
        top_codes([note for table in found for note in table.notes])


def _nobody(share: float, reading: Reading) -> None:
    """Hear of progress and do nothing."""


@given(kind=st.sampled_from(KINDS), blows=BLOWS)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, kind: str, blows: list[Blow]) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged(wholes()[kind], blows))
    taken(path)


@given(
    kind=st.sampled_from(("xlsx", "xlsx", "zip")), at=SHARE, blows=BLOWS, is_streamed=st.booleans()
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_damaged_within_its_archive_is_read_or_refused(
    tmp_path: Path, kind: str, at: float, blows: list[Blow], is_streamed: bool
) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged_within(wholes()[kind], at, blows))
    with pytest.MonkeyPatch.context() as patch:
        if is_streamed:
            patch.setattr(workbook, "MOST_ROWS_HELD", 1)
        taken(path)


@given(data=st.binary(max_size=2000))
@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    taken(path)


@pytest.mark.django_db
@given(blows=BLOWS)
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_of_a_damaged_file_can_be_stored(tmp_path: Path, blows: list[Blow]) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged(wholes()["csv"], blows))
    with (
        contextlib.suppress(FileError),
        transaction.atomic(),
        tables(path, "file", hashlib.sha256()) as found,
    ):
        stage(found, _nobody)


@pytest.mark.django_db
def test_a_figure_that_no_column_holds_is_named(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "file", [{**ROWS[0], "H_MEAN": "128660"}])
    with (
        pytest.raises(FileError, match="out of bounds: numeric field overflow"),
        transaction.atomic(),
        tables(path, "file") as found,
    ):
        stage(found, _nobody)


def test_a_zip_with_a_file_of_no_name_is_read_without_it(tmp_path: Path) -> None:
    whole = wholes()["zip"]
    name = b"oesm25/" + f"{NAME}.csv".encode()
    path = tmp_path / "file"
    path.write_bytes(whole.replace(name, b"\0" + name[1:]))
    with pytest.raises(FileError, match=r"holds no \.xlsx or \.csv file"), tables(path, "file"):
        pass


@given(blows=BLOWS)
@settings(max_examples=examples(100))
def test_damaged_price_levels_are_read_or_refused(blows: list[Blow]) -> None:
    with contextlib.suppress(FileError):
        for level in read_levels(damaged(STATES.encode(), blows)):
            assert level.index.is_finite()
