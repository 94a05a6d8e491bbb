"""The compact files of programs and places that come with the project.

The importer reads an official file once, when it is compiled; what it would stage is written column
by column, as COPY takes it. So a first start parses no cell, and there is no second reader to keep
right. The first line is about the file. After it come pieces of tables: a line with the table's
name, and a line for each column with its name and its cells, separated by tabs.
"""

import hashlib
import json
import lzma
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import compress
from pathlib import Path
from typing import IO

from django.utils import timezone

from imports.errors import FileError
from imports.intake import open_tables
from imports.kinds import Note
from imports.models import ImportRun
from imports.staging import analyze, copy_lines
from programs.importing.kind import ProgramKind
from programs.importing.layouts import PROGRAM_KINDS, recognize_layout
from programs.importing.reader import (
    INSTITUTION_COLUMNS,
    PROGRAM_COLUMNS,
    ProgramReading,
    read_program_lines,
)
from programs.models import ProgramImport, StagedInstitution, StagedProgram
from programs.models.imports import StagedRow
from programs.models.institutions import slug_for

SUFFIX = ".columns.xz"
# Assigned when a file is loaded: the run, and the number of the row. A slug follows from a name.
GIVEN = ("run_id", "row_number")
DERIVED = (*GIVEN, "slug")
TABLES: dict[type[StagedRow], Sequence[str]] = {
    StagedProgram: PROGRAM_COLUMNS,
    StagedInstitution: (*GIVEN, "unitid", *INSTITUTION_COLUMNS),
}
PIECE_ROWS = 40_000
# The settings that make columns of figures smallest.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "pb": 0}]
_CELL = re.compile(r"(?:^|,)((?:[^,\\]|\\.)*)")


@dataclass(frozen=True)
class About:
    """What an import of the official file knows of it. The hash is that of its table."""

    layout: str
    columns: list[str]
    sha256: str
    rows: int
    left_out: int


def compile_file(source: Path, target: Path) -> tuple[About, list[Note]]:
    """Write the compact form of an official file; return about it, and cells that were left out.

    Raises FileError for a file of another layout, or with a row that cannot be read.
    """
    kind, digest = ProgramKind(), hashlib.sha256()
    with open_tables(
        source,
        source.name,
        kind.is_header,
        on_bytes=digest.update,
        fallback_encoding=kind.fallback_encoding,
    ) as tables:
        _, header = tables[0].find_header(kind.is_header, kind.header_hint)
        layout, columns = recognize_layout(header)
        reading = ProgramReading(layout=layout, columns=columns, run_pk=0)
        programs = list(filter(None, read_program_lines(tables[0], reading)))
    if reading.unreadable or not reading.rows:
        raise FileError(f"{source.name}: {reading.unreadable:,} rows could not be read.")
    about = About(layout.kind, sorted(columns), digest.hexdigest(), reading.rows, reading.left_out)
    with lzma.open(target, "wt", encoding="utf-8", filters=FILTERS) as file:
        file.write(f"{json.dumps(asdict(about))}\n")
        _write_rows(file, StagedProgram, programs)
        _write_rows(file, StagedInstitution, list(reading.institutions.values()))
    return about, reading.notes


def _write_rows(file: IO[str], model: type[StagedRow], lines: Sequence[str]) -> None:
    named: set[str] = set()
    for start in range(0, len(lines), PIECE_ROWS):
        piece = lines[start : start + PIECE_ROWS]
        columns = zip(*(_CELL.findall(line.removesuffix("\n")) for line in piece), strict=True)
        cells = dict(zip(TABLES[model], columns, strict=True))
        if model is StagedProgram:
            cells["field_name"] = _name_once(cells["field_code"], cells["field_name"], named)
        file.write(f"{model.__name__}\n")
        for name in TABLES[model]:
            if name not in DERIVED:
                file.write("\t".join([name, *cells[name]]) + "\n")


def _name_once(codes: Sequence[str], names: Sequence[str], named: set[str]) -> tuple[str, ...]:
    """Names in the first row of each code, where the importer reads them; empty elsewhere."""
    first = {}
    for place, code in enumerate(codes):
        if code not in named:
            named.add(code)
            first[place] = names[place]
    return tuple(first.get(place, "") for place in range(len(codes)))


def stage_compact_file(run: ProgramImport, path: Path, fields: Collection[str] = ()) -> None:
    """Take a new run to where an import of the official file ends: ready to be published.

    There are no findings: who compiled the file has judged it. With `fields`, only
    their programs, and the institutions of these.
    """
    counts = dict.fromkeys(TABLES, 0)
    unitids: set[str] = set()
    with lzma.open(path, "rt", encoding="utf-8") as file:
        about = About(**json.loads(file.readline()))
        for model, columns in _read_pieces(file):
            rows: Iterable[tuple[str, ...]] = zip(*columns.values(), strict=True)
            if fields and model is StagedProgram:
                rows = compress(rows, [code in fields for code in columns["field_code"]])
            elif fields and about.layout in PROGRAM_KINDS:
                rows = compress(rows, [unitid in unitids for unitid in columns["unitid"]])
            # The header is row 1.
            lines = [
                f"{run.pk},{number},{','.join(row)}\n"
                for number, row in enumerate(rows, counts[model] + 2)
            ]
            if fields and model is StagedProgram:
                unitids.update(line.split(",")[2] for line in lines)
            copy_lines(model, (*GIVEN, *columns), iter(lines), _report_nothing)
            counts[model] += len(lines)
    analyze(*TABLES)
    run.layout, run.columns, run.sha256 = about.layout, about.columns, about.sha256
    run.rows_read, run.rows_left_out = about.rows, about.left_out
    run.rows_staged = counts[StagedProgram] or counts[StagedInstitution]
    run.state, run.percent, run.finished_at = ImportRun.State.READY, 100, timezone.now()
    run.save()


def _read_pieces(file: IO[str]) -> Iterator[tuple[type[StagedRow], dict[str, list[str]]]]:
    """The tables in pieces: each column's cells by its name."""
    models = {model.__name__: model for model in TABLES}
    for line in file:
        model = models[line.rstrip("\n")]
        columns = {}
        for _ in set(TABLES[model]).difference(DERIVED):
            name, *cells = next(file).rstrip("\n").split("\t")
            columns[name] = cells
        if "slug" in TABLES[model]:
            named = zip(columns["name"], map(int, columns["unitid"]), strict=True)
            columns["slug"] = [slug_for(name, unitid) for name, unitid in named]
        yield model, columns


def _report_nothing() -> None:
    """Nobody watches the progress of a first start."""
