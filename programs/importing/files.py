"""A file as it was uploaded (CSV, gzipped CSV, or a zip that holds it) → lines of text."""

import gzip
import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from common.archives import damage_told_as

# The largest official file (all institutions, 3,300 columns) has about 120 MB; a zip of a few
# kilobytes that unfolds past this is no such file.
LARGEST_BYTES = 600 * 1024 * 1024
# A line of the institution file has about 30 KB.
LONGEST_LINE_BYTES = 1024 * 1024


class UnreadableFileError(ValueError):
    """The file is not one of those expected; the message names the trouble for an editor."""


def sha256_of(path: Path) -> str:
    """The file's SHA-256 as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one CSV of a zip, without the notes and the folders beside it."""
    tables = [
        item
        for item in archive.infolist()
        if item.filename.lower().endswith(".csv")
        and not item.filename.startswith("__MACOSX/")
        and "dictionary" not in item.filename.lower()
    ]
    if not tables:
        raise UnreadableFileError("The zip holds no CSV file.")
    if len(tables) > 1:
        names = ", ".join(sorted(item.filename for item in tables)[:4])
        raise UnreadableFileError(
            f"The zip holds {len(tables)} CSV files ({names}). Unpack it; upload the one you need."
        )
    return tables[0]


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        if start[:2] == b"\x1f\x8b":
            with gzip.open(stream) as unpacked:
                yield unpacked  # type: ignore[misc]
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(stream) as archive:
                item = _member(archive)
                if item.flag_bits & 1:
                    raise UnreadableFileError("The zip is locked with a password.")
                with archive.open(item) as unpacked:
                    yield unpacked
        else:
            yield stream


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    """Lines as text: UTF-8, or Latin-1 for a line that is not. The directory is Latin-1."""
    total = 0
    first = True
    while line := stream.readline(LONGEST_LINE_BYTES + 1):
        total += len(line)
        if len(line) > LONGEST_LINE_BYTES:
            raise UnreadableFileError(
                "A line is longer than 1 MB: this is not one of the CSV files."
            )
        if total > LARGEST_BYTES:
            raise UnreadableFileError(
                "The file unfolds to more than 600 MB; no official file does."
            )
        if first:
            first = False
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise UnreadableFileError("The file is in UTF-16. Save it as CSV in UTF-8.")
            line = line.removeprefix(b"\xef\xbb\xbf")
        if b"\x00" in line:
            raise UnreadableFileError("The file holds NUL bytes: it is not a CSV file, or damaged.")
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode("latin-1")


@contextmanager
def lines_of(path: Path) -> Iterator[Iterator[str]]:
    """The lines of the file's table, unpacked and decoded, never more than one in memory.

    UnreadableFileError, also while the lines are read: a broken archive, no or several CSV files
    in a zip, a file that unfolds beyond all measure, or no text.
    """
    with damage_told_as(_damaged), _opened(path) as stream:
        yield _decoded(stream)


def _damaged(problem: Exception) -> UnreadableFileError:
    return UnreadableFileError("The archive is damaged or cut short. Download the file again.")
