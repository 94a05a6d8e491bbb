"""Files that are wrong or damaged, written from a good one."""

import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.damage import packed, unpacked
from tests.salaries import files
from tests.salaries.importing import ROWS

FORMULA = 3


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
