"""From a file of any kind that the source publishes to tables of text, within bounds of memory.

Kinds are told by what is in the file, not by its name: a workbook, a zip with tables, gzip or
plain CSV. Everything is read as a stream and counted, so that a damaged or hostile file ends in a
message and not in a full memory.
"""

import contextlib
import csv
import gzip
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, Protocol

from common.archives import damage_told_as
from salaries.oews import workbook
from salaries.oews.trouble import FileError

# The full official table is about 100 MB as CSV and 450 MB as a workbook's XML.
MOST_UNPACKED = 1536 * 1024**2
MOST_MEMBERS = 200
LONGEST_LINE = 64 * 1024
BLOCK = 256 * 1024
OLE = b"\xd0\xcf\x11\xe0"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# How files begin that are chosen by mistake.
_OTHER_KINDS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"), "a picture"),
    ((b"%PDF",), "a PDF"),
    ((b"<!doctype", b"<html"), "a web page"),
)


class Digest(Protocol):
    """A hash under way, as of `hashlib`."""

    def update(self, data: bytes, /) -> None:
        """Take in more of the text."""
        ...


@dataclass
class Table:
    """A table in a file: where it stands, its rows as text with their numbers, how far it is read.

    `names` are the names of file, member and sheet, in which the month may stand. `notes` are
    sentences beside the table (a workbook's other sheets), in which the top code may stand.
    `text` are the lines that `rows` takes its rows from, where it is text: whoever takes a line
    from there spares `rows` the row.
    """

    place: str
    names: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[str]]]
    share_read: Callable[[], float]
    notes: list[str] = field(default_factory=list)
    text: Iterator[str] | None = None


@contextlib.contextmanager
def tables(path: Path, name: str, digest: Digest | None = None) -> Iterator[list[Table]]:
    """Give the tables of a file, open for reading. Raises FileError, also while rows are read.

    Once all rows are read, `digest` (a SHA-256) has seen the tables unpacked, so that one packed
    anew is recognized; a workbook counts as it is.
    """

    def damaged(problem: Exception) -> FileError:
        return FileError(
            f"{name} is damaged or was not transferred whole ({problem}). Download it again."
        )

    with damage_told_as(damaged), contextlib.ExitStack() as open_files:
        yield _tables(path, name, open_files, digest)


class _Counted(io.RawIOBase):
    """A stream that refuses to give more than a table can have, and digests what it gives."""

    def __init__(self, stream: IO[bytes], name: str, digest: Digest | None) -> None:
        super().__init__()
        self.stream, self.name, self.digest, self.given = stream, name, digest, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        block = self.stream.read(len(view))
        view[: len(block)] = block
        self.given += len(block)
        if self.digest:
            self.digest.update(block)
        if self.given > MOST_UNPACKED:
            raise FileError(
                f"{self.name} unpacks to more than {MOST_UNPACKED // 1024**2:,} MB. "
                "That is no wage file; nothing was loaded."
            )
        return len(block)


def _tables(
    path: Path, name: str, open_files: contextlib.ExitStack, digest: Digest | None
) -> list[Table]:
    found: list[Table] = []
    for place, stream in _unpacked(path, name, open_files, digest):
        head = stream.peek(8)[:8]
        if head.startswith(b"PK"):
            if place == name:
                book = path
                while stream.read(BLOCK):
                    pass
            else:
                book = _on_disk(stream, open_files)
            sheet = workbook.open_table(book, place)
            if sheet:
                names = (name, place, sheet.name)
                found.append(
                    Table(
                        f"{place}, sheet “{sheet.name}”",
                        names,
                        sheet.rows,
                        sheet.share_read,
                        sheet.notes,
                    )
                )
        else:
            found.append(_csv_table(path, name, place, stream))
    if not found:
        raise FileError(
            f"{name} holds no wage table: no sheet or file in it has the heads AREA and OCC_CODE."
        )
    return found


def _unpacked(
    path: Path, name: str, open_files: contextlib.ExitStack, digest: Digest | None
) -> Iterator[tuple[str, io.BufferedReader]]:
    """Streams of what may be tables: the file itself, unpacked, or the members of a zip."""
    raw = open_files.enter_context(path.open("rb"))
    start = raw.read(16)
    raw.seek(0)
    if not start:
        raise FileError(f"{name} is empty.")
    if start.startswith(OLE):
        raise FileError(
            f"{name} is an old .xls workbook or is protected by a password. "
            "Save it as .xlsx without a password."
        )
    _refuse_other_kinds(start, name)
    if start.startswith(b"\x1f\x8b"):
        packed = gzip.GzipFile(fileobj=raw)
        yield name, io.BufferedReader(_Counted(packed, name, digest), 1024 * 1024)  # type: ignore[arg-type]
    elif start.startswith(b"PK"):
        archive = open_files.enter_context(zipfile.ZipFile(raw))
        if workbook.is_workbook(archive):
            workbook.refuse_macros(archive, name)
            raw.seek(0)
            yield name, io.BufferedReader(_Counted(raw, name, digest))
        else:
            yield from _members(archive, name, open_files, digest)
    else:
        yield name, io.BufferedReader(_Counted(raw, name, digest), 1024 * 1024)


def _refuse_other_kinds(start: bytes, name: str) -> None:
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginnings, kind in _OTHER_KINDS:
        if start.startswith(beginnings) or start.lower().startswith(beginnings):
            raise FileError(
                f"{name} is {kind}, not a table of wages. Upload the .xlsx, .zip, .csv or .csv.gz "
                "file as the Bureau of Labor Statistics publishes it."
            )


def _members(
    archive: zipfile.ZipFile,
    name: str,
    open_files: contextlib.ExitStack,
    digest: Digest | None,
) -> Iterator[tuple[str, io.BufferedReader]]:
    # Not `is_dir`, which fails at a name that is empty.
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if len(entries) > MOST_MEMBERS:
        raise FileError(f"{name} holds {len(entries):,} files; the source's zips hold a few.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise FileError(
            f"{name} unpacks to {unpacked / 1024**2:,.0f} MB. "
            "That is no wage file; nothing was loaded."
        )
    wanted = [
        entry
        for entry in entries
        if re.search(r"\.(xlsx|csv)$", entry.filename, re.IGNORECASE)
        and "description" not in entry.filename.lower()
        and not Path(entry.filename).name.startswith((".", "~"))
    ]
    if not wanted:
        held = ", ".join(entry.filename for entry in entries[:5]) or "nothing"
        raise FileError(f"{name} holds no .xlsx or .csv file. It holds: {held}.")
    for entry in wanted:
        if entry.flag_bits & 1:
            raise FileError(f"{entry.filename} in {name} is protected by a password.")
        stream = open_files.enter_context(archive.open(entry))
        place = Path(entry.filename).name
        yield f"{name}, {place}", io.BufferedReader(_Counted(stream, place, digest), 1024 * 1024)


def _on_disk(stream: IO[bytes], open_files: contextlib.ExitStack) -> Path:
    """A workbook out of a zip, as a file: it is read from several places at once."""
    copy = open_files.enter_context(tempfile.NamedTemporaryFile(suffix=".xlsx"))  # noqa: SIM115
    shutil.copyfileobj(stream, copy)
    copy.flush()
    return Path(copy.name)


def _csv_table(path: Path, name: str, place: str, stream: io.BufferedReader) -> Table:
    size = path.stat().st_size
    counted = stream.raw
    start = stream.peek(4096)[:4096]
    if start.startswith(UTF16) or b"\0" in start:
        raise FileError(
            f"{place} is not UTF-8 text (it looks like UTF-16 or a binary file). "
            "Save it as “CSV UTF-8”."
        )

    def share() -> float:
        inner = getattr(counted, "stream", None)
        at = getattr(inner, "fileobj", None) or inner
        try:
            return min(1.0, at.tell() / size) if at is not None and size else 0.0
        except (OSError, ValueError):
            return 0.0

    text = _lines(place, stream)
    return Table(place, (name, place), _csv_rows(place, text), share, text=text)


def _csv_rows(place: str, lines: Iterator[str]) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(lines)
    try:
        # A cell may hold a line break, so rows and lines are counted apart; the line is told.
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise FileError(f"{place}, line {reader.line_num}: {error}.") from error


def csv_row(place: str, line: str, lines: Iterator[str], number: int) -> tuple[int, Sequence[str]]:
    """The row of CSV that begins with this line, and the number of its last line.

    Takes from `lines` what the row goes on over. Raises FileError for what is no CSV.
    """
    reader = csv.reader(chain((line,), lines))
    try:
        cells = next(reader)
    except csv.Error as error:
        raise FileError(f"{place}, line {number + reader.line_num - 1}: {error}.") from error
    return number + reader.line_num - 1, cells


def _lines(place: str, stream: io.BufferedReader) -> Iterator[str]:
    """Lines of a text in UTF-8, read in blocks. Raises FileError with the line that is not so."""
    rest = b""
    number = 0
    while block := stream.read(BLOCK):
        block = rest + block
        end = block.rfind(b"\n") + 1
        rest = block[end:]
        if end:
            lines = _decoded(block[: end - 1], number, place)
            number += len(lines)
            yield from lines
        if len(rest) > LONGEST_LINE:
            raise FileError(
                f"{place}, line {number + 1}: longer than {LONGEST_LINE // 1024} KB. "
                "That is no table."
            )
    if rest:
        yield from _decoded(rest, number, place)


def _decoded(block: bytes, before: int, place: str) -> list[str]:
    """Lines of a block before which there were so many."""
    try:
        return block.decode("utf-8-sig" if before == 0 else "utf-8").split("\n")
    except UnicodeDecodeError:
        for number, line in enumerate(block.split(b"\n"), before + 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                raise FileError(
                    f"{place}, line {number}: not UTF-8 text (byte {error.start + 1} of the line). "
                    "Save it as “CSV UTF-8”."
                ) from error
        raise
