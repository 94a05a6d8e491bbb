"""Our own words for occupations: a file for each major group, `content/occupations/en/29.toml`.

A table for each occupation, by its SOC code, with its names (`name`, `plural`, `also`) and what a
`Description` has: `summary`, `duties`, `likes`, `strains`, and `outlook` where a source says why
its jobs grow or decline.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from careers.errors import ContentError

FOLDER = Path(__file__).parent.parent / "content" / "occupations"


@dataclass(frozen=True)
class OccupationText:
    """What a file says of one occupation."""

    soc_code: str
    name: str
    plural: str
    summary: str
    duties: list[str]
    likes: str
    strains: str
    outlook: str = ""
    also: list[str] = field(default_factory=list)


FIELDS = {each.name: each for each in fields(OccupationText) if each.name != "soc_code"}
LISTS = ("duties", "also")


def read_texts(language: str = "en", folder: Path = FOLDER) -> list[OccupationText]:
    """The texts of a language, by SOC code.

    Raises ContentError with a line for each mistake: file, occupation, field.
    """
    texts, mistakes = [], []
    for path in sorted((folder / language).glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except ValueError as error:
            mistakes.append(f"{path.name}: This is not TOML: {error}")
            continue
        for soc_code, table in tables.items():
            found = list(_check_table(path, soc_code, table))
            mistakes += [f"{path.name}: {soc_code}{problem}" for problem in found]
            if not found:
                texts.append(OccupationText(soc_code, **table))
    if mistakes:
        raise ContentError("\n".join(mistakes))
    return texts


def _check_table(path: Path, soc_code: str, table: Any) -> Iterator[str]:
    """What is wrong with the form of a table, each with its field before it."""
    if not re.fullmatch(rf"{re.escape(path.stem)}-\d{{4}}", soc_code, re.ASCII):
        yield f": A table here is named by a SOC code, as in {path.stem}-1011."
        return
    if not isinstance(table, dict):
        yield ": This is not a table."
        return
    for name in table.keys() - FIELDS.keys():
        yield f", {name}: There is no such field."
    for name, each in FIELDS.items():
        if name not in table:
            if each.default is MISSING and each.default_factory is MISSING:
                yield f", {name}: It is missing."
        elif name in LISTS:
            value = table[name]
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield f", {name}: A list of texts belongs here."
        elif not isinstance(table[name], str):
            yield f", {name}: A text belongs here."
