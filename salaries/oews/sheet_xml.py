"""Rows of a large sheet out of its XML, in bounded memory.

A full official workbook has 13 million cells. openpyxl builds an element for each, which takes
minutes; here a row's cells are found by one pattern. A row that the pattern does not fully
understand is given to the XML parser, so that nothing is left out in silence.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO
from xml.etree import ElementTree as ET

from salaries.oews.trouble import FileError

BLOCK = 1024 * 1024
# A row of 32 cells has about 1.2 KB.
LONGEST_ROW = 1024 * 1024

_CELL = re.compile(
    rb'<c r="([A-Z]{1,2})\d+"(?: s="\d+")?(?: t="([a-zA-Z]+)")?>'
    rb"(?:<v>([^<]*)</v>|<is><t(?: [^>]*)?>([^<]*)</t></is>)</c>"
)
_NUMBER = re.compile(rb'<row [^>]*?r="(\d+)"')
_FIRST, _SECOND = ("", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COLUMN = {
    f"{first}{second}".encode(): i
    for i, (first, second) in enumerate((a, b) for a in _FIRST for b in _SECOND)
}
_LONG_DECIMAL = 12


def sheet_rows(
    archive: zipfile.ZipFile, part: str, strings: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    """Numbers and cells of a sheet's rows that have any, cells as the source's CSV writes them.

    `strings` are the workbook's shared strings. Raises FileError for a row out of all bounds.
    """
    with archive.open(part) as stream:
        for chunk in _chunks(stream):
            number = _NUMBER.search(chunk)
            if number is None or b"</c>" not in chunk:
                continue
            cells = _CELL.findall(chunk)
            if len(cells) != chunk.count(b"</c>"):
                cells = _parsed(chunk[number.start() :])
            yield int(number[1]), _texts(cells, strings)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(BLOCK):
        *rows, rest = (rest + block).split(b"</row>")
        yield from rows
        if len(rest) > LONGEST_ROW and b"<c " in rest:
            raise FileError("A row of the sheet is longer than any table has.")
        # Empty rows have no end of their own.
        rest = rest[rest.rfind(b"<row ") :] if b"<c " not in rest else rest


Found = tuple[bytes, bytes, bytes, bytes]


def _texts(cells: Sequence[Found], strings: Sequence[str]) -> list[str]:
    out: list[str] = []
    for letters, kind, value, inline in cells:
        at = _COLUMN[letters]
        if at > len(out):
            out += [""] * (at - len(out))
        out.append(_text(kind, value, inline, strings))
    return out


def _text(kind: bytes, value: bytes, inline: bytes, strings: Sequence[str]) -> str:
    if kind == b"s":
        return strings[int(value)].strip()
    text = value.decode()
    if not kind or kind == b"n":
        # A spreadsheet keeps 21.46 as 21.460000000000001.
        if len(text) > _LONG_DECIMAL or "E" in text:
            return f"{float(text):.10g}"
        return text.removesuffix(".0")
    if kind == b"b":
        return "TRUE" if text == "1" else "FALSE"
    return html.unescape(inline.decode() or text).strip()


def _parsed(row: bytes) -> list[Found]:
    """Cells of a row by the XML parser; prefixes of foreign attributes are dropped before."""
    plain = re.sub(rb" [a-zA-Z0-9]+:[a-zA-Z]+=\"[^\"]*\"", b"", row) + b"</row>"
    found = []
    for cell in ET.fromstring(plain).iter("c"):  # noqa: S314 (a row has no room for entities)
        letters = re.match("[A-Z]{1,2}", cell.get("r", ""))
        words = "".join(node.text or "" for node in cell.iter("t"))
        value = cell.findtext("v", "")
        if letters and (value or words):
            kind = cell.get("t", "")
            found.append((letters[0].encode(), kind.encode(), value.encode(), words.encode()))
    return found
