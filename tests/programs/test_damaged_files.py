"""Files that are not what they should be: each is refused with a reason, and nothing is written."""

import contextlib
import csv
import datetime as dt
import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports import intake, kinds
from imports.decisions import publish_import
from imports.errors import FileError
from imports.intake import open_tables
from imports.kinds import KINDS, Reading
from programs.importing import values
from programs.importing.publish import count_staged
from programs.models import Institution, Program, StagedProgram
from tests.damage import BLOWS, Blow, damaged, damaged_within, examples, packed
from tests.programs.files import (
    DIRECTORY,
    FIELD_OF_STUDY,
    INSTITUTION,
    NET_PRICE,
    PROGRAM_CHARGES,
    YEAR_CHARGES,
    table,
    write,
    zipped,
)
from tests.programs.importing import checked, messages, queued

GOOD = table(FIELD_OF_STUDY, [{"UNITID": str(100000 + number)} for number in range(300)])

WHOLES = {
    layout: table(like, [{"UNITID": str(100000 + number)} for number in range(5)]).encode()
    for layout, like in (
        ("field of study", FIELD_OF_STUDY),
        ("institution", INSTITUTION),
        ("directory", DIRECTORY),
        ("charges", YEAR_CHARGES),
        ("charges of programs", PROGRAM_CHARGES),
        ("net price", NET_PRICE),
    )
}
PACKED = {
    "gzip": gzip.compress(WHOLES["field of study"]),
    "zip": packed({"a.csv": WHOLES["field of study"]}),
}
WITH_A_FOLDER = [HealthCheck.function_scoped_fixture]


def zip_bytes(folder: Path, *names: str) -> bytes:
    return zipped(folder, dict.fromkeys(names, GOOD)).read_bytes()


def spoiled(whole: bytes) -> bytes:
    return whole[:300] + b"\xff" * 40 + whole[340:]


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


# What is in the file, and what an editor is told.
DAMAGES: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "empty": (lambda _: b"", "is empty"),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a picture"),
    "in UTF-16": (lambda _: GOOD.encode("utf-16"), "UTF-16"),
    "a column missing": (
        lambda _: GOOD.replace("CREDLEV", "LEVEL", 1).encode(),
        "these columns are missing: CREDLEV",
    ),
    "another table": (lambda _: b"a,b\r\n1,2\r\n", "must name the columns, UNITID and"),
    "only a header": (lambda _: GOOD.split("\r\n")[0].encode(), "a header and no rows"),
    "a zip without a table": (
        lambda at: zip_bytes(at, "readme.txt"),
        "no .xlsx or .csv file",
    ),
    "a zip with two tables": (lambda at: zip_bytes(at, "a.csv", "b.csv"), "holds 2 tables"),
    "a zip cut short": (
        lambda at: half(zip_bytes(at, "a.csv")),
        "was not transferred whole",
    ),
    "a damaged zip": (
        lambda at: spoiled(zip_bytes(at, "a.csv")),
        "was not transferred whole",
    ),
    "a gzip cut short": (
        lambda _: half(gzip.compress(GOOD.encode())),
        "was not transferred whole",
    ),
    "NUL bytes": (
        lambda _: GOOD.encode().replace(b"Alabama", b"\x00", 1),
        "looks like UTF-16",
    ),
    "one endless line": (lambda _: b"x" * (1024 * 1024 + 2), "longer than 1,024 KB"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", DAMAGES)
def test_the_trouble_is_named_and_nothing_is_written(tmp_path: Path, kind: str) -> None:
    content, message = DAMAGES[kind]
    path = tmp_path / "file"
    path.write_bytes(content(tmp_path))
    run = checked(path)
    assert run.state == "failed"
    assert message in run.message
    assert not StagedProgram.objects.exists()
    assert not Program.objects.exists()
    assert not Institution.objects.exists()


@pytest.mark.django_db
def test_a_small_archive_that_unpacks_beyond_measure_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_UNPACKED_BYTES", 1024**2)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", (("0," * 500) + "\n") * 5_000)
    assert path.stat().st_size < 100_000
    assert "unpacks to 5 MB" in checked(path).message


def ignore_progress(reading: Reading, share: float) -> None:
    """Do nothing."""


def read_or_refused(path: Path) -> None:
    """Stage a file and take it back; FileError is all that may come of it."""
    kind = KINDS["programs"]
    with transaction.atomic():
        run = queued(path, year=2023)
        with (
            contextlib.suppress(FileError),
            transaction.atomic(),
            open_tables(path, "file", kind.is_header, fallback_encoding="latin-1") as tables,
        ):
            reading = kind.stage(run, tables, ignore_progress)
            assert count_staged(run) == reading.staged
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(kind=st.sampled_from([*WHOLES, *PACKED]), blows=BLOWS)
@settings(max_examples=examples(100), suppress_health_check=WITH_A_FOLDER)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, kind: str, blows: list[Blow]) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged((WHOLES | PACKED)[kind], blows))
    read_or_refused(path)


@pytest.mark.django_db
@given(blows=BLOWS)
@settings(max_examples=examples(50), suppress_health_check=WITH_A_FOLDER)
def test_a_file_damaged_within_a_whole_zip_is_read_or_refused(
    tmp_path: Path, blows: list[Blow]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(damaged_within(PACKED["zip"], 0, blows))
    read_or_refused(path)


@pytest.mark.django_db
def test_a_hidden_copy_of_the_table_is_not_read_and_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, state in (("table", "visible"), ("old", "veryHidden"), ("notes", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for line in [["Notes"]] if name == "notes" else csv.reader(GOOD.splitlines()):
            sheet.append(line)
    book.save(tmp_path / "fos.xlsx")
    run = checked(tmp_path / "fos.xlsx")
    assert (run.state, run.rows_staged) == ("ready", 300)
    (said,) = messages(run, "hidden_sheet").values()
    assert said == "The hidden sheet “old” has a table as well, which was not read."


@pytest.mark.django_db
def test_rows_beyond_those_that_are_listed_are_counted(
    tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "MAX_FINDINGS_OF_A_KIND", 2)
    bad = [{"UNITID": str(number), "CREDLEV": "42"} for number in range(7)]
    run = checked(write(tmp_path, "fos.csv", GOOD + table(FIELD_OF_STUDY, bad).split("\r\n", 1)[1]))
    assert (run.state, run.findings.count()) == ("ready", 2)
    client.force_login(User.objects.create_superuser("editor"))
    page = " ".join(strip_tags(client.get(run.get_absolute_url()).content.decode()).split())
    assert "Row that could not be read 7" in page


@pytest.mark.django_db
def test_a_directory_without_the_column_of_standing_closes_by_its_days(tmp_path: Path) -> None:
    # As the copy of 2024: it has CLOSEDAT, and no ACT.
    rows = [{}, {"UNITID": "100002", "CLOSEDAT": "5/31/2024"}]
    text = table({name: DIRECTORY[name] for name in DIRECTORY if name != "ACT"}, rows)
    run = checked(write(tmp_path, "hd2024.csv", text))
    assert publish_import(run, None)
    facts = Institution.objects.order_by("unitid").values_list("is_closed", "closed_on")
    assert list(facts) == [(True, dt.date(2024, 5, 31)), (False, None)]
    # What is known of an institution stays where a later file does not tell.
    text = text.replace("5/31/2024", "-2")
    publish_import(checked(write(tmp_path, "later.csv", text)), None)
    assert Institution.objects.get(unitid=100002).is_closed


@pytest.mark.django_db
def test_coordinates_that_are_none_leave_an_institution_unplaced_and_are_named(
    tmp_path: Path,
) -> None:
    rows = [
        {"UNITID": "1", "LATITUDE": "0", "LONGITUD": "0"},
        {"UNITID": "2", "LATITUDE": "95", "LONGITUD": "10"},
        {"UNITID": "3", "LATITUDE": "north", "LONGITUD": "west"},
        {"UNITID": "4", "LATITUDE": "nan", "LONGITUD": "inf"},
    ]
    path = write(tmp_path, "hd.csv", table(DIRECTORY, rows))
    run = checked(path)
    assert run.counts["without_coordinates"] == 4
    assert messages(run, "left_out") == {
        3: "“95, 10” is not a place on the map",
        4: "“north, west” is not a place on the map",
        5: "“nan, inf” is not a place on the map",
    }


@pytest.mark.parametrize("cell", ["42.000", "42.389", "42,38", "1,23,456", "4.2E4", "(42)", "$42"])
def test_what_may_be_another_figure_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is not a number of dollars"):
        values.parse_figure(cell)


@given(st.text())
def test_any_cell_is_a_figure_or_is_said_to_be_none(cell: str) -> None:
    with contextlib.suppress(ValueError):
        figure = values.parse_figure(cell)
        assert (figure.value is None) == bool(figure.missing)


@given(st.text())
def test_no_cell_breaks_the_other_readings(cell: str) -> None:
    values.parse_text(cell, 80)
    for parse in (values.parse_state, values.parse_website, values.parse_day):
        with contextlib.suppress(ValueError):
            parse(cell)
    with contextlib.suppress(ValueError):
        values.parse_coordinates(cell, cell)


def test_a_number_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a number"):
        values.parse_figure("9" * 400)


@given(st.integers(0, values.MAX_FIGURE))
def test_a_figure_reads_the_same_with_and_without_commas(number: int) -> None:
    assert values.parse_figure(str(number)).value == number
    assert values.parse_figure(f"{number:,}").value == number
    assert values.parse_figure(f"{number}.0").value == number
