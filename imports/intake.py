"""From a file of any form to tables of text, in bounded memory.

The form is recognized by the content, not by the name: a workbook, a zip of tables, gzip, xz or
plain CSV. Everything is read as a stream and counted, so that a damaged or hostile file ends in a
message and not in a full memory.
"""

import contextlib
import gzip
import io
import lzma
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from imports import workbook
from imports.archives import reraise_corrupt_as
from imports.csv_rows import read_csv
from imports.errors import FileError
from imports.text import HEADER_ROWS, normalize_header

# The largest official table is about 120 MB as CSV and 450 MB as a workbook's XML.
MAX_UNPACKED_BYTES = 1536 * 1024**2
MAX_MEMBERS = 200
XZ_MEMORY_BYTES = 128 * 1024**2
BUFFER_BYTES = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0"
# How files begin that are chosen by mistake.
_OTHER_FORMS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"), "a picture"),
    ((b"%PDF",), "a PDF"),
    ((b"<!doctype", b"<html"), "a web page"),
)

Rows = Iterator[tuple[int, Sequence[str]]]
IsHeader = Callable[[Collection[str]], bool]


@dataclass
class Table:
    """A table in a file: where it is, its rows as text with their numbers, and the share read.

    `names` are those of file, member and sheet, in which a month may be given. `notes` are texts
    beside the table (a workbook's other sheets); `hidden` are sheets with tables that are not read.
    """

    place: str
    names: tuple[str, ...]
    rows: Rows
    share_read: Callable[[], float]
    notes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def find_header(self, is_header: IsHeader, hint: str) -> tuple[int, list[str]]:
        """Read up to the header; give its row and names. Raises FileError if there is none."""
        for number, row in self.rows:
            names = [normalize_header(cell) for cell in row]
            if is_header(names):
                return number, names
            self.refuse_separators(number, names, is_header)
            if number >= HEADER_ROWS:
                break
        raise FileError(
            f"{self.place}: no header found. One of the first {HEADER_ROWS} rows must name the "
            f"columns, {hint} among them."
        )

    def refuse_separators(self, number: int, names: Sequence[str], is_header: IsHeader) -> None:
        """Raise FileError for a header whose columns stand in one cell."""
        if any(is_header(re.split(r"[;\t|]", name)) for name in names):
            raise FileError(
                f"{self.place}, row {number}: columns must be separated by commas. A file with "
                "semicolons or tabs may have commas in its figures, so that 42,389 could be 42 "
                "or 42 thousand. Save it as “CSV UTF-8 (comma delimited)” with English number "
                "formats, or upload the file as its publisher offers it."
            )


@contextlib.contextmanager
def open_tables(
    source: Path | IO[bytes],
    name: str,
    is_header: IsHeader,
    *,
    on_bytes: Callable[[bytes], object] = len,
    fallback_encoding: str = "",
    tabs: bool = False,
) -> Iterator[list[Table]]:
    """Open the tables of a file for reading. Raises FileError, also while rows are read.

    What cannot be read is never empty: a row that is shorter or longer than the header, and a cell
    with the error of a formula, are refused.

    Once all rows are read, `on_bytes` (the update of a hash) has seen the tables decompressed, so
    that one compressed anew is recognized; a workbook counts as it is. Lines that are not UTF-8 are
    read in the fallback encoding, if there is one. With `tabs`, columns may be separated by them,
    as in the .txt files of some publishers.
    """

    def describe_damage(problem: Exception) -> FileError:
        return FileError(
            f"{name} is damaged or was not transferred whole ({problem}). Download it again."
        )

    with reraise_corrupt_as(describe_damage), contextlib.ExitStack() as stack:
        file = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        intake = _Intake(file, name, is_header, on_bytes, fallback_encoding, tabs, stack)
        yield intake.open_tables()


class _CountedStream(io.RawIOBase):
    """A stream that refuses to give more than a table can have, and reports what it gives."""

    def __init__(self, stream: IO[bytes], name: str, on_bytes: Callable[[bytes], object]) -> None:
        super().__init__()
        self.stream, self.name, self.on_bytes, self.given = stream, name, on_bytes, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        block = self.stream.read(len(view))
        view[: len(block)] = block
        self.given += len(block)
        self.on_bytes(block)
        if self.given > MAX_UNPACKED_BYTES:
            raise FileError(
                f"{self.name} unpacks to more than {MAX_UNPACKED_BYTES // 1024**2:,} MB. "
                "No official file does; nothing was loaded."
            )
        return len(block)


@dataclass
class _Intake:
    """One file being opened; the stack closes what it opens."""

    raw: IO[bytes]
    name: str
    is_header: IsHeader
    on_bytes: Callable[[bytes], object]
    fallback_encoding: str
    tabs: bool
    stack: contextlib.ExitStack

    def open_tables(self) -> list[Table]:
        self.size = self.raw.seek(0, io.SEEK_END)
        self.raw.seek(0)
        tables = []
        for place, stream in self._open_streams():
            if stream.peek(4).startswith(b"PK"):
                table = self._open_workbook(place, stream)
                tables += [table] if table else []
            else:
                names = (self.name, place)
                rows = read_csv(
                    stream, place, self.is_header, self.fallback_encoding, tabs=self.tabs
                )
                tables.append(Table(place, names, rows, self._share_read))
        if not tables:
            raise FileError(f"{self.name} holds no table with the expected columns.")
        return tables

    def _share_read(self) -> float:
        try:
            return min(1.0, self.raw.tell() / self.size)
        except ValueError:
            return 1.0

    def _open_streams(self) -> Iterator[tuple[str, io.BufferedReader]]:
        """Open what may be tables: the file itself, decompressed, or the members of a zip."""
        start = self.raw.read(16)
        self.raw.seek(0)
        _refuse_other_forms(start, self.name)
        if start.startswith(b"\x1f\x8b"):
            gzipped = self.stack.enter_context(gzip.open(self.raw))  # noqa: SIM115
            yield self.name, self._count(gzipped, self.name)  # type: ignore[arg-type]
        elif start.startswith(b"\xfd7zXZ\0"):
            # LZMAFile has no bound of its own on the memory that a file may claim.
            lzma.LZMADecompressor(memlimit=XZ_MEMORY_BYTES).decompress(self.raw.read(4096), 1)
            self.raw.seek(0)
            compressed = self.stack.enter_context(lzma.open(self.raw))  # noqa: SIM115
            yield self.name, self._count(compressed, self.name)
        elif start.startswith(b"PK"):
            archive = self.stack.enter_context(zipfile.ZipFile(self.raw))
            if workbook.is_workbook(archive):
                self.raw.seek(0)
                yield self.name, self._count(self.raw, self.name)
            else:
                yield from self._open_members(archive)
        else:
            yield self.name, self._count(self.raw, self.name)

    def _count(self, stream: IO[bytes], place: str) -> io.BufferedReader:
        return io.BufferedReader(_CountedStream(stream, place, self.on_bytes), BUFFER_BYTES)

    def _open_members(self, archive: zipfile.ZipFile) -> Iterator[tuple[str, io.BufferedReader]]:
        # Not `is_dir`, which fails at a name that is empty.
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        if len(entries) > MAX_MEMBERS:
            raise FileError(f"{self.name} holds {len(entries):,} files; official zips hold a few.")
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > MAX_UNPACKED_BYTES:
            raise FileError(
                f"{self.name} unpacks to {unpacked / 1024**2:,.0f} MB. "
                "No official file does; nothing was loaded."
            )
        wanted = [entry for entry in entries if _may_be_table(entry.filename, self.tabs)]
        if not wanted:
            if any(entry.filename == "content.xml" for entry in entries):
                raise FileError(f"{self.name} is an OpenDocument file (.ods). {workbook.SAVE_AS}")
            held = ", ".join(entry.filename for entry in entries[:5]) or "nothing"
            forms = ".xlsx, .csv or .txt" if self.tabs else ".xlsx or .csv"
            raise FileError(f"{self.name} holds no {forms} file. It holds: {held}.")
        for entry in wanted:
            if entry.flag_bits & 1:
                raise FileError(f"{entry.filename} in {self.name} is protected by a password.")
            place = Path(entry.filename).name
            stream = self.stack.enter_context(archive.open(entry))
            yield f"{self.name}, {place}", self._count(stream, place)

    def _open_workbook(self, place: str, stream: io.BufferedReader) -> Table | None:
        # A workbook is read from several places at once: a stream will not do.
        copy = self.stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        shutil.copyfileobj(stream, copy, BUFFER_BYTES)
        sheet = workbook.open_sheet(copy, place, self.is_header)
        if sheet is None:
            return None
        names = (self.name, place, sheet.name)
        size = copy.seek(0, io.SEEK_END)
        return Table(
            f"{place}, sheet “{sheet.name}”",
            names,
            sheet.rows,
            lambda: min(1.0, copy.tell() / size),
            sheet.notes,
            sheet.hidden,
        )


def _may_be_table(name: str, tabs: bool) -> bool:
    """Tell a table from the notes and hidden files beside it in a zip."""
    lowered = name.lower()
    return (
        lowered.endswith((".xlsx", ".csv", ".txt") if tabs else (".xlsx", ".csv"))
        and not re.search("description|dictionary|__macosx|read ?me", lowered)
        and not Path(name).name.startswith((".", "~"))
    )


def _refuse_other_forms(start: bytes, name: str) -> None:
    if not start:
        raise FileError(f"{name} is empty.")
    if start.startswith(OLE):
        raise FileError(
            f"{name} is an old .xls workbook or is protected by a password. "
            "Save it as .xlsx without a password."
        )
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginnings, form in _OTHER_FORMS:
        if start.startswith(beginnings) or start.lower().startswith(beginnings):
            raise FileError(
                f"{name} is {form}, not a table. Upload the .xlsx, .zip, .csv or .csv.gz file as "
                "its publisher offers it."
            )
