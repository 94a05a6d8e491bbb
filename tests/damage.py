"""Damaged files for tests of parsers: bytes flipped, cut out, doubled, inserted."""

import io
import os
import reprlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import hypothesis.strategies as st

# CAREERGUIDE_FUZZ=20000 is the long form of every test with random input.
LONG = os.environ.get("CAREERGUIDE_FUZZ")
ODD = (
    *(b"\0", b'"', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b" ", b"'", b"\\N", b"\\.", b"\\"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xe9", b"\xe2\x80\xa8"),
    *(b"=1+1", b"-1", b"1e999", b"NaN", b"inf", b"9" * 30, b"9" * 5000, b"0.1", b"\xd9\xa3"),
    *(b"x" * 300, b"x" * 70_000, b"\n" * 3000, b"[" * 3000, b"PK\x03\x04", b"\x1f\x8b\x08"),
    *(b"<f>", b"</c>", b"<c>", b"</row>", b"&#0;", b"&#x110000;", b"&x;", b"]]>", b"<?xml"),
    *(b'r="', b't="s"', b"\\u0000", b"\\ud800", b"{", b"}", b"null", b"true", b"[]"),
)


def examples(short: int) -> int:
    """How many examples a test tries: `short`, or the number that CAREERGUIDE_FUZZ sets."""
    return int(LONG or short)


@dataclass(frozen=True, repr=False)
class Blow:
    """One change of a file: its place, as a share of the length, and its size in bytes."""

    kind: Literal["flip", "cut", "double", "put", "end", "move"]
    at: float
    size: int
    put: bytes
    to: float

    def __repr__(self) -> str:
        return f"Blow({self.kind!r}, {self.at}, {self.size}, {reprlib.repr(self.put)}, {self.to})"

    def strike(self, data: bytes) -> bytes:
        """Return the data after this change."""
        start = int(self.at * len(data))
        before, struck, after = data[:start], data[start : start + self.size], data[start:]
        rest = data[start + self.size :]
        match self.kind:
            case "flip":
                return (
                    before + bytes(byte ^ (self.size % 255 + 1) for byte in after[:1]) + after[1:]
                )
            case "cut":
                return before + rest
            case "double":
                return before + struck + after
            case "put":
                return before + self.put + after
            case "end":
                return before
            case "move":
                place = int(self.to * (len(before) + len(rest)))
                whole = before + rest
                return whole[:place] + struck + whole[place:]


SHARE = st.floats(0, 1, exclude_max=True)
BLOWS = st.lists(
    st.builds(
        Blow,
        kind=st.sampled_from(("flip", "flip", "cut", "double", "put", "put", "put", "end", "move")),
        at=SHARE,
        size=st.integers(1, 200),
        put=st.sampled_from(ODD) | st.binary(max_size=8),
        to=SHARE,
    ),
    min_size=1,
    max_size=4,
)


def damaged(data: bytes, blows: list[Blow]) -> bytes:
    """Return the data after all of these changes."""
    for blow in blows:
        data = blow.strike(data)
    return data


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def damaged_within(data: bytes, at: float, blows: list[Blow]) -> bytes:
    """Return a sound zip archive in which one part is damaged."""
    parts = unpacked(data)
    name = list(parts)[int(at * len(parts))]
    return packed({**parts, name: damaged(parts[name], blows)})
