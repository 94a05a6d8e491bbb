"""A staged file against what is published: the counts and findings that an editor decides by."""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from collections.abc import Collection, Iterator

from django.db import connection
from django.db.models import Exists, OuterRef

from imports.kinds import FindingKind, Note
from imports.models import ImportFinding
from programs.importing.layouts import PRICE_KINDS, PROGRAM_KINDS
from programs.importing.price_comparison import (
    SUSPICIOUS_CHANGE_PERCENT,
    build_counts_query,
    count_prices,
    judge_prices,
    list_price_queries,
)
from programs.importing.reader import INSTITUTION_COLUMNS, ProgramReading
from programs.models import Dataset, Institution, Program, ProgramImport, StagedInstitution

# Figures that give a reason where there is none.
EXPLAINED = ("completers", "earnings", "debt")
FIGURES = (*EXPLAINED, "high_school_earnings", "first_year_earnings")
# Where more of what was listed would vanish, the file is likely a part of one.
SUSPICIOUS_MISSING_PERCENT = 20
# Where more of the figures change that much, they are likely of another kind or unit.
MANY_CHANGES_PERCENT = 20
# Past this share of unreadable rows the file is damaged, and nothing of it is published.
MAX_UNREADABLE_PERCENT = 5
MAX_LISTED = 200

Severity = ImportFinding.Severity
BLOCK, ASK, NOTE = Severity.BLOCK, Severity.ASK, Severity.NOTE
FINDINGS = {
    "damaged": FindingKind("Too many rows could not be read", BLOCK),
    "unreadable": FindingKind("Row that could not be read"),
    "left_out": FindingKind("Cell that could not be read and is left out"),
    "older": FindingKind("Older than what is published"),
    "hidden_sheet": FindingKind("Hidden sheet with a table"),
    "partial": FindingKind("Likely a part of a file", ASK),
    "many_changes": FindingKind("Many large changes", ASK),
    "big_change": FindingKind("Large changes"),
    "suppressed": FindingKind("Earnings no longer published"),
    "unknown": FindingKind("Prices of institutions that are not known here"),
    "closed": FindingKind("Newly closed, with programs here"),
    "largest": FindingKind("Among the largest changes of earnings", NOTE),
    "largest_price": FindingKind("Among the largest changes of prices", NOTE),
    "kept": FindingKind("An editor's value that stays", NOTE),
}
COUNT_LABELS = (
    ("new", "New", "not here yet"),
    ("changed", "Changed", "with at least one other value"),
    ("unchanged", "Unchanged", "with the same values"),
    ("missing", "Missing", "listed here, and not in the file"),
    ("newly_suppressed", "Newly suppressed", "earnings published before and not now"),
    ("new_institutions", "New institutions", "not here yet"),
    ("newly_placed", "Newly placed", "coordinates that were not known"),
    ("newly_closed", "Newly closed", "open here until now"),
    ("without_coordinates", "Without coordinates", "found by state only"),
    ("priced", "With prices", "institutions that say what a year costs"),
    ("priced_programs", "Prices of programs", "that say what a whole program costs"),
    ("unknown", "Not known here", "institutions, whose prices nobody sees until a file lists them"),
)

# The imported program that a staged row is about.
_PROGRAMS = """
    FROM programs_stagedprogram s
    LEFT JOIN programs_institution i ON i.unitid = s.unitid
    LEFT JOIN programs_program p ON p.institution_id = i.id AND p.field_id = s.field_code
        AND p.credential = s.credential AND p.source_id IS NOT NULL
"""
_INSTITUTIONS = """
    FROM programs_stagedinstitution s LEFT JOIN programs_institution i ON i.unitid = s.unitid
"""
_OF_RUN = " WHERE s.run_id = %(run)s "
_ABOUT_PROGRAM = "s.field_code || ', credential ' || s.credential"
_CHANGE = "100.0 * (s.earnings - p.earnings) / p.earnings"

# Rows of ours that are not in the file, among the fields and credentials that the file covers.
MISSING_PROGRAMS = """
    FROM programs_program p JOIN programs_institution i ON i.id = p.institution_id
    WHERE p.source_id IS NOT NULL AND p.is_current AND NOT p.overridden ? 'is_current'
        AND (p.field_id, p.credential) IN (
            SELECT field_code, credential FROM programs_stagedprogram WHERE run_id = %(run)s)
        AND NOT EXISTS (
            SELECT FROM programs_stagedprogram s WHERE s.run_id = %(run)s
                AND s.unitid = i.unitid AND s.field_code = p.field_id
                AND s.credential = p.credential)
"""


def provided(columns: Collection[str], names: tuple[str, ...]) -> list[str]:
    """Those of our columns that a file with these columns has something for."""
    known = set(columns)
    if known & {"activity", "activity_in_year", "closed_on", "operating"}:
        known.add("is_closed")
    if "earnings_horizon" in known:
        known.add("first_year_earnings")
    return [name for name in names if name in known]


def count_differences(run: ProgramImport) -> dict[str, int]:
    """Staged rows by how they differ from what is published."""
    if run.layout in PROGRAM_KINDS:
        return _count_programs(run)
    if run.layout in PRICE_KINDS:
        return _fetch_counts(build_counts_query(run), run) | count_prices(run)
    return _count_institutions(run) | count_prices(run)


def _fetch_counts(sql: str, run: ProgramImport) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"run": run.pk})
        names = [column.name for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchone() or (), strict=True))


def _count_programs(run: ProgramImport) -> dict[str, int]:
    columns = provided(run.columns, FIGURES)
    differs = " OR ".join(f"p.{name} IS DISTINCT FROM s.{name}" for name in columns) or "false"
    counts = _fetch_counts(
        f"""SELECT count(*) AS rows, count(*) FILTER (WHERE p.id IS NULL) AS new,
            count(*) FILTER (WHERE p.id IS NOT NULL AND ({differs})) AS changed,
            count(*) FILTER (WHERE p.id IS NOT NULL AND NOT ({differs})) AS unchanged,
            count(*) FILTER (WHERE p.earnings IS NOT NULL AND s.earnings IS NULL)
                AS newly_suppressed,
            count(*) FILTER (WHERE p.earnings > 0
                AND abs({_CHANGE}) > {SUSPICIOUS_CHANGE_PERCENT}) AS big_changes,
            count(*) FILTER (WHERE p.earnings > 0 AND s.earnings IS NOT NULL) AS with_figure,
            count(DISTINCT s.unitid) FILTER (WHERE i.id IS NULL) AS new_institutions
        {_PROGRAMS} {_OF_RUN}""",
        run,
    )
    counts |= _fetch_counts(f"SELECT count(*) AS missing {MISSING_PROGRAMS}", run)
    # Only of the fields and credentials that the file covers: a part of a file covers few.
    counts["listed"] = counts["missing"] + counts["changed"] + counts["unchanged"]
    return counts


def _count_institutions(run: ProgramImport) -> dict[str, int]:
    differs = " OR ".join(
        f"(s.{name} IS NOT NULL AND i.{name} IS DISTINCT FROM s.{name})"
        for name in provided(run.columns, INSTITUTION_COLUMNS)
    )
    counts = _fetch_counts(
        f"""SELECT count(*) AS rows, count(*) FILTER (WHERE i.id IS NULL) AS new,
            count(*) FILTER (WHERE i.id IS NOT NULL AND ({differs})) AS changed,
            count(*) FILTER (WHERE i.id IS NOT NULL AND NOT ({differs})) AS unchanged,
            count(*) FILTER (WHERE i.id IS NOT NULL AND i.latitude IS NULL
                AND s.latitude IS NOT NULL) AS newly_placed,
            count(*) FILTER (WHERE s.is_closed AND NOT i.is_closed) AS newly_closed,
            count(*) FILTER (WHERE s.latitude IS NULL) AS without_coordinates
        {_INSTITUTIONS} {_OF_RUN}""",
        run,
    )
    listed = Institution.objects.filter(
        Exists(Program.objects.filter(institution=OuterRef("pk"), source__isnull=False)),
        is_closed=False,
    )
    in_file = StagedInstitution.objects.filter(run=run, unitid=OuterRef("unitid"))
    counts["listed"] = listed.count()
    counts["missing"] = listed.exclude(Exists(in_file)).count()
    return counts


def _select_kept(tables: str, row: str, columns: list[str]) -> str:
    """Corrections in force for columns that the file has: ours before, the file's after."""
    names = ", ".join(f"'{name}'" for name in columns) or "NULL"
    return f"""SELECT s.row_number, i.name, '', k.key,
            coalesce(to_jsonb({row}) ->> k.key, ''), coalesce(to_jsonb(s) ->> k.key, ''),
            NULL::numeric
        {tables} CROSS JOIN jsonb_object_keys({row}.overridden) AS k(key) {_OF_RUN}
            AND k.key IN ({names}) ORDER BY s.row_number LIMIT {MAX_LISTED}"""


def list_queries(run: ProgramImport) -> Iterator[tuple[str, str]]:
    """Kinds of findings and the query of each, for `ImportKind.select_findings`."""
    if run.layout in PROGRAM_KINDS:
        yield (
            "largest",
            f"""SELECT s.row_number, concat_ws(', ', i.name, nullif(i.state, '')), {_ABOUT_PROGRAM},
                'earnings', p.earnings::text, s.earnings::text, round({_CHANGE}, 1)
            {_PROGRAMS} {_OF_RUN} AND p.earnings > 0 AND s.earnings <> p.earnings
            ORDER BY abs({_CHANGE}) DESC, s.row_number LIMIT {MAX_LISTED}""",
        )
        yield "kept", _select_kept(_PROGRAMS, "p", provided(run.columns, FIGURES))
        return
    if run.counts.get("priced") or run.counts.get("priced_programs"):
        yield from list_price_queries(run)
    if run.layout in PRICE_KINDS:
        return
    yield "kept", _select_kept(_INSTITUTIONS, "i", provided(run.columns, INSTITUTION_COLUMNS))
    yield (
        "closed",
        f"""SELECT s.row_number, concat_ws(', ', i.name, nullif(i.state, '')), '', 'is_closed',
            '', '', NULL::numeric {_INSTITUTIONS} {_OF_RUN} AND s.is_closed AND NOT i.is_closed
            AND EXISTS (SELECT FROM programs_program p WHERE p.institution_id = i.id)
            ORDER BY i.name LIMIT {MAX_LISTED}""",
    )


def _count_last_rows(run: ProgramImport) -> int:
    """Rows of the newest published file that is alike; 0 if there is none."""
    published = ProgramImport.objects.filter(dataset__in=Dataset.objects.published())
    # Either file of programs lists them all; those of institutions and prices differ.
    alike = PROGRAM_KINDS if run.layout in PROGRAM_KINDS else {run.layout}
    last = published.filter(layout__in=alike).order_by("-finished_at").first()
    return last.rows_staged if last else 0


def _describe_figures(run: ProgramImport, number: int) -> str:
    if run.layout in PROGRAM_KINDS:
        return f"Earnings of {number:,} programs"
    if run.layout == Dataset.Kind.PROGRAM_CHARGES:
        return f"Prices of {number:,} programs"
    return f"Prices at {number:,} institutions"


def judge(run: ProgramImport, reading: ProgramReading) -> Iterator[Note]:
    """What forbids publishing, and what asks for a look, of the file as a whole."""
    counts = run.counts
    if not reading.staged or reading.unreadable * 100 > reading.rows * MAX_UNREADABLE_PERCENT:
        found = f"{reading.unreadable:,} of {reading.rows:,} rows could not be read. "
        if not reading.unreadable:
            found = f"None of {reading.rows:,} rows has what this kind of file is read for. "
        yield Note("damaged", message=f"{found}The file is damaged or of another kind.")
    if run.layout in PRICE_KINDS:
        yield from judge_prices(run)
    published = Dataset.objects.published().filter(kind=run.layout)
    if newer := published.filter(published_on__gt=run.published_on).first():
        yield Note("older", message=f"A newer file is published already: {newer}.")
    if counts["listed"] and counts["missing"] * 100 > counts["listed"] * SUSPICIOUS_MISSING_PERCENT:
        listed = "programs in its fields" if run.layout in PROGRAM_KINDS else "entries"
        yield Note(
            "partial",
            message=f"{counts['missing']:,} of {counts['listed']:,} listed {listed} are not in the "
            "file. It may be only a part.",
        )
    elif (last := _count_last_rows(run)) and last * (100 - SUSPICIOUS_MISSING_PERCENT) > (
        reading.staged * 100
    ):
        yield Note(
            "partial",
            message=f"The file has {reading.staged:,} rows, and the one published before it "
            f"{last:,}. It may be only a part.",
        )
    if number := counts.get("big_changes"):
        are_many = number * 100 > counts["with_figure"] * MANY_CHANGES_PERCENT
        yield Note(
            "many_changes" if are_many else "big_change",
            message=f"{_describe_figures(run, number)} change by more than "
            f"{SUSPICIOUS_CHANGE_PERCENT}%.",
        )
    if number := counts.get("newly_suppressed"):
        yield Note(
            "suppressed", message=f"Earnings of {number:,} programs are no longer published."
        )
