"""A file of any form gives the same rows of text, or is refused with a reason."""

import gzip
import lzma
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

import openpyxl
import pytest

from imports import csv_rows
from imports.errors import FileError
from imports.intake import open_tables

TEXT = 'code,name\r\n01,Añasco\r\n02,"Salem, OR"\r\n'
ROWS = [(2, ["01", "Añasco"]), (3, ["02", "Salem, OR"])]


def is_header(names: Collection[str]) -> bool:
    return "CODE" in names


def rows_of(path: Path, fallback_encoding: str = "") -> list[tuple[int, list[str]]]:
    """Rows below the header of a file with one table."""
    with open_tables(path, path.name, is_header, fallback_encoding=fallback_encoding) as (table,):
        table.find_header(is_header, "CODE")
        return [(number, list(row)) for number, row in table.rows]


def as_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("folder/table.csv", TEXT)
        archive.writestr("folder/data_dictionary.csv", "code,meaning\r\n")
        archive.writestr("__MACOSX/folder/._table.csv", "x")


def as_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["code", "name"], ["01", "Añasco"], ["02", "Salem, OR"]):
        sheet.append(line)
    book.save(path)


FORMS: dict[str, Callable[[Path], object]] = {
    "table.csv": lambda path: path.write_bytes(TEXT.encode()),
    "with_mark.csv": lambda path: path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode()),
    "table.csv.gz": lambda path: path.write_bytes(gzip.compress(TEXT.encode())),
    "table.csv.xz": lambda path: path.write_bytes(lzma.compress(TEXT.encode())),
    "table.zip": as_zip,
    "table.xlsx": as_workbook,
    # By its content, not by its name.
    "5f0c": as_workbook,
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    FORMS[name](path)
    assert rows_of(path) == ROWS


def test_a_line_in_another_encoding_is_read_only_where_the_kind_of_file_has_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TEXT.encode("latin-1"))
    assert rows_of(path, "latin-1") == ROWS
    with pytest.raises(FileError, match=r"line 2: not UTF-8 text \(byte 5 of the line\)"):
        rows_of(path)


def test_a_header_may_stand_below_a_title(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"Areas of the country\r\n\r\n" + TEXT.encode())
    assert [number for number, _ in rows_of(path)] == [4, 5]


def test_the_rows_of_a_workbook_are_as_wide_as_its_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (["code", "name", "note"], ["01", "Añasco"], ["02"]):
        book.worksheets[0].append(line)
    path = tmp_path / "table.xlsx"
    book.save(path)
    assert rows_of(path) == [(2, ["01", "Añasco", ""]), (3, ["02", "", ""])]


def test_what_is_read_is_what_the_hash_sees(tmp_path: Path) -> None:
    seen = []
    for name in ("table.csv", "table.csv.gz", "table.csv.xz"):
        path = tmp_path / name
        FORMS[name](path)
        blocks: list[bytes] = []
        with open_tables(path, name, is_header, on_bytes=blocks.append) as (table,):
            list(table.rows)
        seen.append(b"".join(blocks))
    assert seen == [TEXT.encode()] * 3


def test_a_file_with_rows_beyond_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "MAX_ROWS", 1000)
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode() + b"\n" * 5000))
    with pytest.raises(FileError, match="more than 1,000 rows"):
        rows_of(path)
