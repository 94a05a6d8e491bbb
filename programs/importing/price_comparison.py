"""Staged prices against those of the file before, as counts and findings for an editor.

Staged prices are the rows that visitors see once their file is published.
"""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from collections.abc import Iterator
from dataclasses import dataclass

from common.formatting import format_academic_year
from imports.kinds import Note
from programs.importing.prices import YEAR_PRICES
from programs.models import Dataset, InstitutionPrice, ProgramImport, ProgramPrice

Kind = Dataset.Kind
# A price that moves further than this in one file deserves a look.
SUSPICIOUS_CHANGE_PERCENT = 25


@dataclass(frozen=True)
class _Shape:
    """Where the prices of a kind of file are: the table, what identifies a row, its columns.

    `main` is the figure by which changes are measured, over the alias `{0}`.
    """

    table: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    main: str
    column: str
    about: str = "''"


_INCOMES = "net_price_by_income"
_YEAR = _Shape(
    "programs_institutionprice",
    ("unitid",),
    (*YEAR_PRICES, _INCOMES),
    "coalesce({0}.tuition_in_state, {0}.tuition_out_of_state)",
    "tuition_in_state",
)
_NET = _Shape(_YEAR.table, _YEAR.keys, ("net_price", _INCOMES), "{0}.net_price", "net_price")
_PROGRAM = _Shape(
    "programs_programprice",
    ("unitid", "field_code"),
    ("tuition", "books", "months"),
    "{0}.tuition",
    "tuition",
    "s.field_code",
)


def _shape_of(run: ProgramImport) -> _Shape:
    return {Kind.PROGRAM_CHARGES: _PROGRAM, Kind.NET_PRICE: _NET}.get(Kind(run.layout), _YEAR)


def _rows_of(shape: _Shape) -> str:
    """Staged prices `s` beside the published ones `p` of the same kind, the newest of each."""
    keys = ", ".join(shape.keys)
    match = " AND ".join(f"p.{key} = s.{key}" for key in shape.keys)
    return f"""
        FROM (SELECT * FROM {shape.table} WHERE run_id = %(run)s) s
        FULL JOIN (
            SELECT DISTINCT ON ({", ".join(f"q.{key}" for key in shape.keys)}) q.*
            FROM {shape.table} q JOIN programs_programimport r ON r.importrun_ptr_id = q.run_id
            JOIN programs_dataset d ON d.id = r.dataset_id AND d.withdrawn_at IS NULL
            WHERE r.layout = (SELECT layout FROM programs_programimport
                WHERE importrun_ptr_id = %(run)s)
            ORDER BY {keys}, q.year DESC, d.published_on DESC, q.run_id DESC
        ) p ON {match}
        LEFT JOIN programs_institution i ON i.unitid = s.unitid
    """


def _change_of(shape: _Shape) -> str:
    old, new = shape.main.format("p"), shape.main.format("s")
    return f"100.0 * ({new} - {old}) / nullif({old}, 0)"


def build_counts_query(run: ProgramImport) -> str:
    """SQL for the staged prices by how they differ from the published ones."""
    shape = _shape_of(run)
    differs = " OR ".join(f"p.{name} IS DISTINCT FROM s.{name}" for name in shape.columns)
    both = "s.id IS NOT NULL AND p.id IS NOT NULL"
    return f"""SELECT count(s.id) AS rows, count(*) FILTER (WHERE p.id IS NULL) AS new,
        count(*) FILTER (WHERE {both} AND ({differs})) AS changed,
        count(*) FILTER (WHERE {both} AND NOT ({differs})) AS unchanged,
        count(*) FILTER (WHERE s.id IS NULL) AS missing, count(p.id) AS listed,
        count(*) FILTER (WHERE abs({_change_of(shape)}) > {SUSPICIOUS_CHANGE_PERCENT})
            AS big_changes,
        count(*) FILTER (WHERE {_change_of(shape)} IS NOT NULL) AS with_figure,
        count(DISTINCT s.unitid) FILTER (WHERE s.id IS NOT NULL AND i.id IS NULL) AS unknown
        {_rows_of(shape)}"""


def count_prices(run: ProgramImport) -> dict[str, int]:
    """How many institutions and programs a file of any kind has prices of, if any."""
    counted = {
        "priced": InstitutionPrice.objects.filter(run=run).count(),
        "priced_programs": ProgramPrice.objects.filter(run=run).count(),
    }
    return {name: number for name, number in counted.items() if number}


def list_price_queries(run: ProgramImport) -> Iterator[tuple[str, str]]:
    """Kinds of findings and the query of each, for `ImportKind.select_findings`."""
    shape = _shape_of(run)
    change = _change_of(shape)
    yield (
        "largest_price",
        f"""SELECT s.row_number, coalesce(i.name, 'UNITID ' || s.unitid), {shape.about},
            '{shape.column}', {shape.main.format("p")}::text, {shape.main.format("s")}::text,
            round({change}, 1)
        {_rows_of(shape)} WHERE {change} <> 0
        ORDER BY abs({change}) DESC, s.row_number LIMIT 200""",
    )


def judge_prices(run: ProgramImport) -> Iterator[Note]:
    """What an editor should know of a file of prices as a whole."""
    files = ProgramImport.objects.filter(dataset__in=Dataset.objects.published())
    later = files.filter(layout=run.layout, year__gt=run.year or 0).order_by("-year").first()
    if later and later.year and run.year:
        yield Note(
            "older",
            message=f"Prices of {format_academic_year(later.year)} are published already, and stay "
            f"what visitors see; this file is of {format_academic_year(run.year)}.",
        )
    if number := run.counts.get("unknown"):
        yield Note(
            "unknown",
            message=f"{number:,} institutions are not known here. Their prices are kept, and show "
            "once a file lists them.",
        )
