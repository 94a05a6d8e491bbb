"""The compact files of facts that come with the project: a line of JSON for each occupation."""

import json
import lzma
from collections.abc import Collection
from pathlib import Path

from careers.facts.collecting import Collected
from careers.facts.layouts import FactTable, make_tables, read_into
from careers.models import FactKind
from imports.errors import FileError

FOLDER = Path(__file__).parent.parent / "data" / "facts"


def compile_folder(
    source: Path, target: Path = FOLDER, codes: Collection[str] | None = None
) -> list[FactTable]:
    """Write the facts that the tables of a folder hold as compact files; return them."""
    collected = Collected()
    paths = sorted(path for path in source.iterdir() if path.is_file() and path.suffix != ".md")
    # First what tells how to read others, such as the codes of an older classification.
    for references in (True, False):
        for path in paths:
            read_into(collected, path, path.name, references=references)
    tables = make_tables(collected, codes)
    if not tables:
        raise FileError(f"{source} holds no tables of facts.")
    target.mkdir(parents=True, exist_ok=True)
    for table in tables:
        write_table(table, target / name_file(table.kind))
    return tables


def name_file(kind: str) -> str:
    return f"{kind}.jsonl.xz"


def write_table(table: FactTable, path: Path) -> None:
    """Write code, values and components of each occupation."""
    with lzma.open(path, "wt", encoding="utf-8", preset=9 | lzma.PRESET_EXTREME) as file:
        for code, values in table.rows.items():
            line = [code, values, *filter(None, [table.components.get(code)])]
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def read_compact_file(path: Path, kind: FactKind, edition: str) -> FactTable:
    """The facts that `write_table` wrote."""
    table = FactTable(kind, edition, {})
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            code, values, *components = json.loads(line)
            table.rows[code] = values
            if components:
                table.components[code] = tuple(components[0])
    return table
