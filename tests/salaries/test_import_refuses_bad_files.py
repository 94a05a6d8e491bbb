"""A wrong or damaged file ends in words that name the trouble and the place, and writes nothing."""

import gzip
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from imports import intake, workbook
from imports.run import run_import
from salaries.models import Area, Occupation, Release, Wage, WageImport
from tests.damage import packed, unpacked
from tests.salaries import files

pytestmark = pytest.mark.django_db
ROWS = files.official(("29-1249", "43-6013"))
FORMULA = 3


def outcome(path: Path) -> WageImport:
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=path.stat().st_size)
    run_import(run)
    run.refresh_from_db()
    return run


def bytes_of(write: Callable[[Path, list[files.Row]], Path], path: Path) -> bytes:
    return write(path, ROWS).read_bytes()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear editor,\nplease find attached the wages.\n")


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))


def web_page(path: Path) -> None:
    path.write_text("\n<!DOCTYPE html><title>Access denied</title>")


def old_workbook(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000))


def truncated_zip(path: Path) -> None:
    whole = bytes_of(files.write_xlsx, path)
    path.write_bytes(whole[: len(whole) // 2])


def truncated_gz(path: Path) -> None:
    whole = bytes_of(files.write_gz, path)
    path.write_bytes(whole[: len(whole) // 2])


def flipped_gz(path: Path) -> None:
    whole = bytearray(bytes_of(files.write_gz, path))
    whole[-6] ^= 0xFF
    path.write_bytes(whole)


def utf16(path: Path) -> None:
    path.write_text(files.csv_text(ROWS), encoding="utf-16")


def latin1(path: Path) -> None:
    rows = [dict(row) for row in ROWS]
    rows[4]["AREA_TITLE"] = "Mayagüez"
    path.write_text(files.csv_text(rows), encoding="latin-1", newline="")


def semicolons(path: Path) -> None:
    path.write_text(files.csv_text(ROWS).replace(",", ";"), newline="")


def column_missing(path: Path) -> None:
    files.write_csv(path, ROWS, [name for name in files.HEAD if name != "A_PCT90"])


def no_rows(path: Path) -> None:
    files.write_csv(path, [])


def industries_only(path: Path) -> None:
    files.write_csv(path, [{**row, "I_GROUP": "3-digit"} for row in ROWS])


def macros(path: Path) -> None:
    files.write_xlsx(path, ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0" * 100)


def formula(path: Path) -> None:
    book = openpyxl.load_workbook(files.write_xlsx(path, ROWS))
    book.worksheets[0].cell(row=FORMULA, column=12).value = "=SUM(L2:L2)"
    book.save(path)


def far_cell(path: Path) -> None:
    book = openpyxl.load_workbook(files.write_xlsx(path, ROWS))
    book.worksheets[0].cell(row=5, column=16_384).value = "x"
    book.save(path)


def put_into_sheet(path: Path, put: bytes, *, at_end: bool = False) -> None:
    """Put this after the first row of the table, or after the last."""
    parts = unpacked(bytes_of(files.write_xlsx, path))
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = (
        sheet.replace(b"</sheetData>", put + b"</sheetData>")
        if at_end
        else sheet.replace(b"</row>", b"</row>" + put, 1)
    )
    path.write_bytes(packed(parts))


def stray_row(path: Path) -> None:
    put_into_sheet(path, b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')


def hidden_corner(path: Path) -> None:
    """A reader that makes room for every cell above and left of it runs out of memory."""
    row = b'<row r="2000"><c s="0" r="XFD2000"><v>1</v></c></row>'
    put_into_sheet(path, row, at_end=True)


def far_row(path: Path) -> None:
    """A reader that makes room for every row above it works for minutes."""
    row = b"<row r='8000000'><c r='A8000000'><v>1</v></c></row>"
    put_into_sheet(path, row, at_end=True)


def endless_row(path: Path) -> None:
    cell = b'<c r="A2000"><v>1</v></c>'
    put_into_sheet(path, b'<row r="2000">' + cell * 200_000 + b"</row>", at_end=True)


def strict(path: Path) -> None:
    parts = unpacked(bytes_of(files.write_xlsx, path))
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = book.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    path.write_bytes(packed(parts))


def two_copies(path: Path) -> None:
    book = openpyxl.load_workbook(files.write_xlsx(path, ROWS))
    book.copy_worksheet(book.worksheets[0]).title = "Old"
    book.save(path)


def binary_workbook(path: Path) -> None:
    parts = unpacked(bytes_of(files.write_xlsx, path))
    name, kind = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.binary.macroEnabled.main"
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument." + name, b"application/vnd." + kind
    )
    path.write_bytes(packed({**parts, "[Content_Types].xml": types}))


def open_document(path: Path) -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    path.write_bytes(packed({"mimetype": kind, "content.xml": b"<office:document-content/>"}))


def cut_off(path: Path) -> None:
    *lines, last = files.csv_text(ROWS).splitlines(keepends=True)
    path.write_text("".join([*lines, ",".join(last.split(",")[:12])]), newline="")


def cut_in_quotes(path: Path) -> None:
    *lines, last = files.csv_text(ROWS).splitlines(keepends=True)
    path.write_text("".join([*lines, last.split(",")[0], ',"Akron, O']), newline="")


def text_with_a_comma(path: Path) -> None:
    lines = files.csv_text(ROWS).splitlines()
    path.write_text("\n".join([*lines[:2], lines[2] + ",OR", *lines[3:]]), newline="")


def unclosed_quote(path: Path) -> None:
    lines = files.csv_text(ROWS).splitlines(keepends=True)
    path.write_text("".join(lines[:4]) + '"' + "\n" * 100_000, newline="")


def error_in_csv(path: Path) -> None:
    files.write_csv(path, [ROWS[0], {**ROWS[1], "A_PCT90": "#REF!"}, *ROWS[2:]])


def error_in_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(files.write_xlsx(path, ROWS))
    cell = book.worksheets[0].cell(row=2, column=files.HEAD.index("A_PCT90") + 1)
    cell.value, cell.data_type = "#REF!", "e"
    book.save(path)


def claims_memory(path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 512 * 1024**2}]
    path.write_bytes(lzma.compress(files.csv_text(ROWS).encode(), filters=filters))


def fifty_tables(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    for i in range(50):
        book.create_sheet(f"Copy {i}").append(list(files.HEAD))
    book.save(path)


def fifty_sheets_of_words(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    for i in range(50):
        book.create_sheet(f"Note {i}").append(["words"])
    book.save(path)


def million_empty_rows(path: Path) -> None:
    """As a spreadsheet saves a sheet in which somebody formatted whole columns."""
    files.write_xlsx(path, [])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    blank = b"".join(b'<row r="%d" ht="15"/>' % i for i in range(1, 1_048_577))
    sheet = "xl/worksheets/sheet1.xml"
    start, end = parts[sheet].index(b"<sheetData>"), parts[sheet].index(b"</sheetData>")
    parts[sheet] = parts[sheet][: start + 11] + blank + parts[sheet][end:]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def zip_of_pictures(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("map.png", b"x")


def two_years(path: Path) -> None:
    files.write_zip(
        path,
        files.write_csv(path.with_name("MSA_M2024_dl.csv"), ROWS),
        files.write_csv(path.with_name("BOS_M2025_dl.csv"), ROWS),
    )


def no_month(path: Path) -> None:
    files.write_csv(path, ROWS)


def long_line(path: Path) -> None:
    path.write_bytes(b"x" * 2_000_000)


@pytest.mark.parametrize(
    ("name", "damage", "words"),
    [
        ("may2025.csv", empty, "is empty"),
        ("may2025.csv", text, "no header found"),
        # What it is comes before its month.
        ("programs.csv", text, "no header found"),
        ("may2025.xlsx", picture, "is a picture, not a table. Upload the .xlsx, .zip"),
        ("may2025.zip", web_page, "is a web page, not a table"),
        ("may2025.xls", old_workbook, "old .xls workbook or is protected by a password"),
        ("may2025.xlsx", truncated_zip, "damaged or was not transferred whole"),
        ("may2025.csv.gz", truncated_gz, "damaged or was not transferred whole"),
        ("may2025.csv.gz", flipped_gz, "damaged or was not transferred whole"),
        ("may2025.csv", utf16, "looks like UTF-16"),
        ("may2025.csv", latin1, "line 6: not UTF-8 text"),
        ("may2025.csv", semicolons, "row 1: columns must be separated by commas"),
        ("may2025.csv", column_missing, "row 1: the column A_PCT90 is missing"),
        ("may2025.csv", no_rows, "no cross-industry rows"),
        ("may2025.csv", industries_only, f"{len(ROWS)} rows of single industries"),
        ("may2025.xlsx", macros, "contains macros"),
        ("may2025.xlsx", formula, f"L{FORMULA}: a formula"),
        ("may2025.xlsx", far_cell, "XFD5: a cell far to the right"),
        ("may2025.xlsx", stray_row, "are not in their order"),
        ("may2025.xlsx", hidden_corner, "XFD2000: a cell far to the right"),
        ("may2025.xlsx", far_row, "more than 1,048,576 rows"),
        ("may2025.xlsx", endless_row, "is longer than in any table"),
        ("may2025.xlsx", strict, "“Strict Open XML” workbook. Save it as"),
        (
            "may2025.xlsx",
            two_copies,
            "2 sheets with a table (“All May 2025 data”, “Old”). Leave one",
        ),
        ("may2025.xlsb", binary_workbook, "is a binary workbook (.xlsb). Save it as “Excel Workb"),
        ("may2025.ods", open_document, "is an OpenDocument file (.ods). Save it as “Excel Workb"),
        ("may2025.csv", cut_off, f"line {len(ROWS) + 1}: the row has 12 cells, and the header 32"),
        ("may2025.csv", cut_in_quotes, f"line {len(ROWS) + 1}: the row has 2 cells"),
        ("may2025.csv", text_with_a_comma, "line 3: the row has 33 cells, and the header 32"),
        ("may2025.csv", unclosed_quote, "line 5: a quotation mark opens a cell that does not end"),
        ("may2025.csv", error_in_csv, "may2025.csv, AD3: “#REF!”, the error of a formula"),
        ("may2025.xlsx", error_in_workbook, "data”, AD2: “#REF!”, the error of a formula"),
        ("may2025.csv.xz", claims_memory, "damaged or was not transferred whole"),
        ("may2025.xlsx", fifty_tables, "50 sheets with a table"),
        ("may2025.xlsx", fifty_sheets_of_words, "holds no table with the expected columns"),
        ("may2025.xlsx", million_empty_rows, "holds no table with the expected columns"),
        ("may2025.zip", zip_of_pictures, "holds no .xlsx or .csv file. It holds: map.png"),
        ("metro.zip", two_years, "more than one month: May 2024 and May 2025"),
        ("wages.csv", no_month, "says which month it is for"),
        ("may2025.csv", long_line, "line 1: longer than 1,024 KB"),
    ],
)
def test_the_message_names_the_trouble_and_nothing_is_written(
    tmp_path: Path, name: str, damage: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / name
    damage(path)
    run = outcome(path)
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
    assert "unpacks to more than 4 MB" in outcome(path).message


def test_a_zip_bomb_is_told_by_what_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_UNPACKED_BYTES", 4 * 1024**2)
    path = tmp_path / "may2025.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("may2025.csv", b"\n" * 50_000_000)
    assert "unpacks to 48 MB" in outcome(path).message
    monkeypatch.setattr(workbook, "MAX_XML_BYTES", 1024**2)
    book = tmp_path / "may2025.xlsx"
    million_empty_rows(book)
    assert "in xl/worksheets/sheet1.xml" in outcome(book).message


def test_an_uploaded_file_that_has_gone_is_said_so(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "may2025.csv", ROWS)
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)
    path.unlink()
    run_import(run)
    run.refresh_from_db()
    assert run.message == "The uploaded file is gone. Upload it again."
