"""Official-looking files of a test's own making."""

import csv
import gzip
import io
import lzma
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from salaries.bundled import DATA, MAY_2025

HEAD = (
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP"),
    *("OWN_CODE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000"),
    *("LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT", "H_MEAN", "A_MEAN", "MEAN_PRSE"),
    *("H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
    *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
)
Row = dict[str, str]
SOME = ("00-0000", "11-1011", "15-1252", "27-2012", "29-1249", "31-9092", "43-6013", "43-6014")


def official(codes: Sequence[str] = SOME, *, metro: bool = False) -> list[Row]:
    """Rows of the real May 2025 table for these occupations: nation and states, or metros."""
    wanted = tuple(f",{code}," for code in codes)
    with lzma.open(DATA / MAY_2025.name, "rt", encoding="utf-8", newline="") as file:
        header = next(file)
        lines = (line for line in file if any(code in line for code in wanted))
        table = csv.DictReader(lines, next(csv.reader([header])))
        return [row for row in table if (row["AREA_TYPE"] in ("4", "6")) == metro]


def csv_text(rows: Sequence[Row], head: Sequence[str] = HEAD) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, head, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_csv(path: Path, rows: Sequence[Row], head: Sequence[str] = HEAD) -> Path:
    path.write_text(csv_text(rows, head), encoding="utf-8", newline="")
    return path


def write_gz(path: Path, rows: Sequence[Row]) -> Path:
    path.write_bytes(gzip.compress(csv_text(rows).encode()))
    return path


def write_xz(path: Path, rows: Sequence[Row]) -> Path:
    path.write_bytes(lzma.compress(csv_text(rows).encode()))
    return path


def write_xlsx(
    path: Path,
    rows: Sequence[Row],
    head: Sequence[str] = HEAD,
    sheet: str = "All May 2025 data",
    notes: str = "# = equal to or greater than $115.00 per hour or $239,200 per year.",
) -> Path:
    """A workbook as the source's: numbers as numbers, marks as text, a sheet of descriptions."""
    book = openpyxl.Workbook(write_only=True)
    table = book.create_sheet(sheet)
    table.append(list(head))
    for row in rows:
        table.append([_cell(name, row[name]) for name in head])
    words = book.create_sheet("Field Descriptions")
    words.append(["Note"])
    words.append([notes])
    book.save(path)
    return path


def _cell(name: str, text: str) -> object:
    # The source writes codes as text and figures as numbers.
    if name in ("AREA", "OCC_CODE", "NAICS", "OWN_CODE") or not text[:1].isdigit():
        return text or None
    return float(text) if "." in text else int(text)


def write_zip(path: Path, *members: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, f"oesm25/{member.name}")
    return path
