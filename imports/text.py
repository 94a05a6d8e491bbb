"""Text of a table: lines out of bytes, and names of columns."""

import io
import re
from collections.abc import Iterator

from imports.errors import FileError

# A line of the widest official file (all institutions) has about 40 KB.
MAX_LINE_BYTES = 1024 * 1024
BLOCK_BYTES = 256 * 1024
HEADER_ROWS = 20
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def normalize_header(cell: str) -> str:
    """Write the name of a column as the sources do today: capitals, underscores for blanks.

    >>> normalize_header(" loc quotient")
    'LOC_QUOTIENT'
    """
    return re.sub(r"[\s_]+", "_", cell.strip()).upper()


def read_lines(stream: io.BufferedReader, place: str, fallback_encoding: str) -> Iterator[str]:
    """Read lines of UTF-8 text, without their ends, in blocks. CR alone ends a line where no LF is.

    Raises FileError with the line that is not text, unless a fallback encoding can read it.
    """
    rest = b""
    number = 0
    start = stream.peek(BLOCK_BYTES)
    line_end = b"\r" if b"\r" in start and b"\n" not in start else b"\n"
    while block := stream.read(BLOCK_BYTES):
        if (number == 0 and not rest and block.startswith(UTF16)) or b"\0" in block:
            raise FileError(
                f"{place} is not UTF-8 text (it looks like UTF-16 or a binary file, or is "
                "damaged). Save it as “CSV UTF-8”."
            )
        block = rest + block
        end = block.rfind(line_end) + 1
        rest = block[end:]
        if end:
            text = block[: end - 1].replace(line_end, b"\n")
            lines = _decode(text, number, place, fallback_encoding)
            number += len(lines)
            yield from lines
        if len(rest) > MAX_LINE_BYTES:
            raise FileError(
                f"{place}, line {number + 1}: longer than {MAX_LINE_BYTES // 1024:,} KB. "
                "That is no table."
            )
    if rest:
        yield from _decode(rest, number, place, fallback_encoding)


def _decode(block: bytes, before: int, place: str, fallback_encoding: str) -> list[str]:
    """Decode the lines of a block that has `before` lines before it."""
    encoding = "utf-8-sig" if before == 0 else "utf-8"
    try:
        return block.decode(encoding).split("\n")
    except UnicodeDecodeError:
        return [
            _decode_line(line, number, place, fallback_encoding)
            for number, line in enumerate(block.split(b"\n"), before + 1)
        ]


def _decode_line(line: bytes, number: int, place: str, fallback_encoding: str) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        if fallback_encoding:
            return line.decode(fallback_encoding)
        raise FileError(
            f"{place}, line {number}: not UTF-8 text (byte {error.start + 1} of the line). "
            "Save it as “CSV UTF-8”."
        ) from error
