"""A wrong or damaged file ends in words that name the trouble and the place, and writes nothing."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from imports import intake, workbook
from imports.run import run_import
from salaries.models import Area, Occupation, Release, Wage, WageImport
from tests.salaries import bad_files, files
from tests.salaries.importing import ROWS, imported

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "damage", "words"),
    [
        ("may2025.csv", bad_files.empty, "is empty"),
        ("may2025.csv", bad_files.text, "no header found"),
        # What it is comes before its month.
        ("programs.csv", bad_files.text, "no header found"),
        ("may2025.xlsx", bad_files.picture, "is a picture, not a table. Upload the .xlsx, .zip"),
        ("may2025.zip", bad_files.web_page, "is a web page, not a table"),
        ("may2025.xls", bad_files.old_workbook, "old .xls workbook or is protected by a password"),
        ("may2025.xlsx", bad_files.truncated_zip, "damaged or was not transferred whole"),
        ("may2025.csv.gz", bad_files.truncated_gz, "damaged or was not transferred whole"),
        ("may2025.csv.gz", bad_files.flipped_gz, "damaged or was not transferred whole"),
        ("may2025.csv", bad_files.utf16, "looks like UTF-16"),
        ("may2025.csv", bad_files.latin1, "line 6: not UTF-8 text"),
        ("may2025.csv", bad_files.semicolons, "row 1: columns must be separated by commas"),
        ("may2025.csv", bad_files.column_missing, "row 1: the column A_PCT90 is missing"),
        ("may2025.csv", bad_files.no_rows, "no cross-industry rows"),
        ("may2025.csv", bad_files.industries_only, f"{len(ROWS)} rows of single industries"),
        ("may2025.xlsx", bad_files.macros, "contains macros"),
        ("may2025.xlsx", bad_files.formula, f"L{bad_files.FORMULA}: a formula"),
        ("may2025.xlsx", bad_files.far_cell, "XFD5: a cell far to the right"),
        ("may2025.xlsx", bad_files.stray_row, "are not in their order"),
        ("may2025.xlsx", bad_files.hidden_corner, "XFD2000: a cell far to the right"),
        ("may2025.xlsx", bad_files.far_row, "more than 1,048,576 rows"),
        ("may2025.xlsx", bad_files.endless_row, "is longer than in any table"),
        ("may2025.xlsx", bad_files.strict, "“Strict Open XML” workbook. Save it as"),
        (
            "may2025.xlsx",
            bad_files.two_copies,
            "2 sheets with a table (“All May 2025 data”, “Old”). Leave one",
        ),
        (
            "may2025.xlsb",
            bad_files.binary_workbook,
            "is a binary workbook (.xlsb). Save it as “Excel Workb",
        ),
        (
            "may2025.ods",
            bad_files.open_document,
            "is an OpenDocument file (.ods). Save it as “Excel Workb",
        ),
        (
            "may2025.csv",
            bad_files.cut_off,
            f"line {len(ROWS) + 1}: the row has 12 cells, and the header 32",
        ),
        ("may2025.csv", bad_files.cut_in_quotes, f"line {len(ROWS) + 1}: the row has 2 cells"),
        (
            "may2025.csv",
            bad_files.text_with_a_comma,
            "line 3: the row has 33 cells, and the header 32",
        ),
        (
            "may2025.csv",
            bad_files.unclosed_quote,
            "line 5: a quotation mark opens a cell that does not end",
        ),
        (
            "may2025.csv",
            bad_files.error_in_csv,
            "may2025.csv, AD3: “#REF!”, the error of a formula",
        ),
        (
            "may2025.xlsx",
            bad_files.error_in_workbook,
            "data”, AD2: “#REF!”, the error of a formula",
        ),
        ("may2025.csv.xz", bad_files.claims_memory, "damaged or was not transferred whole"),
        ("may2025.xlsx", bad_files.fifty_tables, "50 sheets with a table"),
        (
            "may2025.xlsx",
            bad_files.fifty_sheets_of_words,
            "holds no table with the expected columns",
        ),
        ("may2025.xlsx", bad_files.million_empty_rows, "holds no table with the expected columns"),
        (
            "may2025.zip",
            bad_files.zip_of_pictures,
            "holds no .xlsx or .csv file. It holds: map.png",
        ),
        ("metro.zip", bad_files.two_years, "more than one month: May 2024 and May 2025"),
        ("wages.csv", bad_files.no_month, "says which month it is for"),
        ("may2025.csv", bad_files.long_line, "line 1: longer than 1,024 KB"),
    ],
)
def test_the_message_names_the_trouble_and_nothing_is_written(
    tmp_path: Path, name: str, damage: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / name
    damage(path)
    run = imported(path)
    assert words in run.message
    assert run.state == "failed"
    for model in (Wage, Release, Area, Occupation):
        assert model.objects.count() == 0


def test_a_gzip_bomb_is_stopped_at_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_UNPACKED_BYTES", 4 * 1024**2)
    path = tmp_path / "may2025.csv.gz"
    path.write_bytes(
        gzip.compress((",".join(files.HEAD) + "\n").encode() + (b"," * 99 + b"\n") * 500_000)
    )
    assert "unpacks to more than 4 MB" in imported(path).message


def test_a_zip_bomb_is_told_by_what_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_UNPACKED_BYTES", 4 * 1024**2)
    path = tmp_path / "may2025.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("may2025.csv", b"\n" * 50_000_000)
    assert "unpacks to 48 MB" in imported(path).message
    monkeypatch.setattr(workbook, "MAX_XML_BYTES", 1024**2)
    book = tmp_path / "may2025.xlsx"
    bad_files.million_empty_rows(book)
    assert "in xl/worksheets/sheet1.xml" in imported(book).message


def test_an_uploaded_file_that_has_gone_is_said_so(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "may2025.csv", ROWS)
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)
    path.unlink()
    run_import(run)
    run.refresh_from_db()
    assert run.message == "The uploaded file is gone. Upload it again."
