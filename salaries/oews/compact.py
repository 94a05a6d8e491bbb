"""A release in a compact file: columns instead of rows, and only what cannot be reckoned.

The official table is wide and repeats itself. Here every column lies together, a percentile is the
step up from the one below it, and an hourly wage is what it differs from a year's wage divided by
2,080 hours. Compressed with xz that is a twelfth of the official zip. Unpacking gives the official
values back, character for character; a test compares them all.

Layout, as UTF-8 text: a line of JSON (see `Contents`), then for each of COLUMNS a line a row.
"""

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

STEPS = ("PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
KEPT = ("TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "MEAN_PRSE")
WAGES = tuple(f"{form}_{step}" for form in "AH" for step in (*STEPS, "MEAN"))
COLUMNS = ("AREA", "OCC_CODE", *KEPT, *WAGES, "ANNUAL", "HOURLY")
# Hours in a work year, by which the source turns hourly wages into annual ones.
HOURS = 2080


@dataclass(frozen=True)
class Contents:
    """What stands before the columns.

    `areas` are (code, title, area type, state), `occupations` (code, title, group), as the source
    writes them; `sha256` is that of the official table as unpacked CSV.
    """

    period: str
    released_on: str | None
    name: str
    sha256: str
    annual_top_code: int
    hourly_top_code: str
    rows: int
    areas: tuple[tuple[str, str, str, str], ...]
    occupations: tuple[tuple[str, str, str], ...]


def _cents(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def _hourly_guess(annual: str) -> int:
    """Cents an hour that dollars a year come to, rounded half up."""
    return (int(annual) * 200 + HOURS) // (2 * HOURS)


def _pack_row(row: dict[str, str]) -> list[str]:
    cells = {name: row[name] for name in COLUMNS}
    for step in (*STEPS, "MEAN"):
        annual, hourly = row[f"A_{step}"], row[f"H_{step}"]
        if annual.isdigit() and hourly[:1].isdigit():
            off = _cents(hourly) - _hourly_guess(annual)
            cells[f"H_{step}"] = str(off) if off else ""
        elif annual == hourly:
            cells[f"H_{step}"] = ""
    below = 0
    for step in STEPS:
        if row[f"A_{step}"].isdigit():
            here = int(row[f"A_{step}"])
            cells[f"A_{step}"] = _tens(here - below)
            below = here
    if row["A_MEAN"].isdigit():
        median = int(row["A_MEDIAN"]) if row["A_MEDIAN"].isdigit() else 0
        cells["A_MEAN"] = _tens(int(row["A_MEAN"]) - median)
    return list(cells.values())


def _tens(amount: int) -> str:
    """Tens of dollars; what is not a whole number of them keeps a trailing d."""
    return str(amount // 10) if amount % 10 == 0 else f"{amount}d"


def _amount(text: str) -> int:
    return int(text[:-1]) if text[-1] == "d" else int(text) * 10


def pack(contents: Contents, rows: Sequence[dict[str, str]]) -> bytes:
    """Pack rows of the official table, sorted by occupation and area; plain numbers, no commas.

    Raises ValueError if a row would not come back as it was.
    """
    ordered = sorted(rows, key=lambda row: (row["OCC_CODE"], row["AREA"]))
    packed = [_pack_row(row) for row in ordered]
    for row, cells in zip(ordered, packed, strict=True):
        back = dict(zip(COLUMNS, _unpack_row(cells), strict=True))
        if any(back[name] != row[name] for name in COLUMNS):
            raise ValueError(f"does not come back as it was: {row} became {back}")
    lines = [json.dumps(asdict(contents), separators=(",", ":"))]
    lines += [cell for column in zip(*packed, strict=True) for cell in column]
    return lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)


_FIRST_WAGE = COLUMNS.index("A_PCT10")
_FIRST_HOURLY = COLUMNS.index("H_PCT10")


def _unpack_row(cells: Sequence[str]) -> list[str]:
    out = list(cells)
    below = median = 0
    for i in range(_FIRST_WAGE, _FIRST_WAGE + 5):
        text = out[i]
        if text[-1:].isdigit() or text[-1:] == "d":
            below += _amount(text)
            out[i] = str(below)
            if i == _FIRST_WAGE + 2:
                median = below
    i = _FIRST_WAGE + 5
    if out[i][-1:].isdigit() or out[i][-1:] == "d":
        out[i] = str(median + _amount(out[i]))
    for i in range(_FIRST_HOURLY, _FIRST_HOURLY + 6):
        annual, text = out[i - 6], out[i]
        if not annual.isdigit():
            out[i] = text or annual
        elif not text or (text[-1].isdigit() and "." not in text):
            cents = _hourly_guess(annual) + int(text or 0)
            out[i] = f"{cents // 100}.{cents % 100:02d}"
    return out


def _contents(head: str) -> Contents:
    raw: dict[str, Any] = json.loads(head)
    raw["areas"] = tuple(tuple(area) for area in raw["areas"])
    raw["occupations"] = tuple(tuple(occupation) for occupation in raw["occupations"])
    return Contents(**raw)


def contents(path: Path) -> Contents:
    """Give only what stands before the columns, without unpacking them."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return _contents(file.readline())


def unpack(data: bytes) -> tuple[Contents, Iterator[list[str]]]:
    """Give what stands before the columns, and the rows as lists in the order of COLUMNS."""
    head, _, body = lzma.decompress(data).decode().partition("\n")
    contents = _contents(head)
    cells = body.split("\n")
    columns = [cells[i * contents.rows : (i + 1) * contents.rows] for i in range(len(COLUMNS))]
    return contents, map(_unpack_row, zip(*columns, strict=True))
