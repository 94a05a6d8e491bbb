"""A staged file against what is published: the counts and lists that an editor decides by."""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from programs.importing.layouts import PROGRAM_KINDS
from programs.importing.reader import Reading
from programs.importing.stage import INSTITUTION_COLUMNS
from programs.models import Dataset, Institution, Program, StagedInstitution

FIGURES = ("completers", "earnings", "debt", "high_school_earnings")
# A median that moves further than this in one release deserves a look.
SUSPICIOUS_CHANGE_PERCENT = 25
# Where more of what was listed would vanish, the file is likely a part of one.
SUSPICIOUS_MISSING_PERCENT = 20
# Past this share of unreadable rows the file is damaged, and nothing of it is published.
MOST_UNREADABLE_PERCENT = 5
LONGEST_LIST = 200

# The imported program that a staged row is about.
_JOINED = """
    FROM programs_stagedprogram s
    LEFT JOIN programs_institution i ON i.unitid = s.unitid
    LEFT JOIN programs_program p ON p.institution_id = i.id AND p.field_id = s.field_code
        AND p.credential = s.credential AND p.source_id IS NOT NULL
    WHERE s.dataset_id = %(dataset)s
"""

# Rows of ours that are not in the file, among the fields and credentials that the file covers.
MISSING_PROGRAMS = """
    FROM programs_program p JOIN programs_institution i ON i.id = p.institution_id
    WHERE p.source_id IS NOT NULL AND p.is_current AND NOT p.overridden ? 'is_current'
        AND (p.field_id, p.credential) IN (
            SELECT field_code, credential FROM programs_stagedprogram
            WHERE dataset_id = %(dataset)s)
        AND NOT EXISTS (
            SELECT FROM programs_stagedprogram s WHERE s.dataset_id = %(dataset)s
                AND s.unitid = i.unitid AND s.field_code = p.field_id
                AND s.credential = p.credential)
"""


def provided(reading: Reading, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of our columns that the file has something for."""
    known = set(reading.columns)
    if "activity" in known or "operating" in known:
        known.add("is_closed")
    return tuple(name for name in names if name in known)


def _rows(sql: str, dataset: Dataset, **params: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"dataset": dataset.pk, **params})
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def compare(dataset: Dataset, reading: Reading) -> dict[str, Any]:
    """The report of a draft, as plain values for a JSON column. Changes nothing."""
    report: dict[str, Any] = {
        "rows": reading.rows,
        "institutions": len(reading.institutions),
        "without_number": reading.without_number,
        "duplicates": reading.duplicates,
        "problem_count": reading.problem_count,
        "problems": [[problem.row, problem.text] for problem in reading.problems],
        "columns": sorted(reading.columns),
        "stops": [],
        "looks": [],
    }
    if dataset.kind in PROGRAM_KINDS:
        report |= _program_changes(dataset, provided(reading, FIGURES))
    else:
        report |= _institution_changes(dataset, provided(reading, INSTITUTION_COLUMNS))
    _judge(dataset, reading, report)
    return report


def _program_changes(dataset: Dataset, columns: tuple[str, ...]) -> dict[str, Any]:
    differs = " OR ".join(f"p.{name} IS DISTINCT FROM s.{name}" for name in columns) or "false"
    counts = _rows(
        f"""SELECT count(*) AS rows, count(*) FILTER (WHERE p.id IS NULL) AS new,
            count(*) FILTER (WHERE p.id IS NOT NULL AND ({differs})) AS changed,
            count(*) FILTER (WHERE p.id IS NOT NULL AND NOT ({differs})) AS unchanged,
            count(*) FILTER (WHERE p.earnings IS NOT NULL AND s.earnings IS NULL)
                AS newly_suppressed,
            count(DISTINCT s.unitid) FILTER (WHERE i.id IS NULL) AS new_institutions
        {_JOINED}""",
        dataset,
    )[0]
    counts["missing"] = _rows(f"SELECT count(*) AS n {MISSING_PROGRAMS}", dataset)[0]["n"]
    counts["listed"] = Program.objects.filter(source__isnull=False, is_current=True).count()
    largest = _rows(
        f"""SELECT s.row_number AS row, i.name AS institution, i.state, s.field_code AS field,
            s.credential, p.earnings AS was, s.earnings AS now,
            round(100.0 * (s.earnings - p.earnings) / p.earnings, 1)::float AS percent
        {_JOINED} AND p.earnings > 0 AND s.earnings <> p.earnings
        ORDER BY abs(s.earnings - p.earnings)::numeric / p.earnings DESC, s.row_number
        LIMIT {LONGEST_LIST}""",
        dataset,
    )
    kept = _rows(
        f"""SELECT s.row_number AS row, i.name AS name, k.key AS column,
            to_jsonb(p) ->> k.key AS ours, to_jsonb(s) ->> k.key AS theirs
        {_JOINED.replace("WHERE", "CROSS JOIN jsonb_object_keys(p.overridden) AS k(key) WHERE", 1)}
            AND k.key = ANY(%(columns)s) ORDER BY s.row_number LIMIT {LONGEST_LIST}""",
        dataset,
        columns=list(columns),
    )
    return {"counts": counts, "largest": largest, "kept": kept}


def _institution_changes(dataset: Dataset, columns: tuple[str, ...]) -> dict[str, Any]:
    joined = """
        FROM programs_stagedinstitution s LEFT JOIN programs_institution i ON i.unitid = s.unitid
        WHERE s.dataset_id = %(dataset)s
    """
    differs = " OR ".join(
        f"(s.{name} IS NOT NULL AND i.{name} IS DISTINCT FROM s.{name})" for name in columns
    )
    counts = _rows(
        f"""SELECT count(*) AS rows, count(*) FILTER (WHERE i.id IS NULL) AS new,
            count(*) FILTER (WHERE i.id IS NOT NULL AND ({differs})) AS changed,
            count(*) FILTER (WHERE i.id IS NOT NULL AND NOT ({differs})) AS unchanged,
            count(*) FILTER (WHERE i.id IS NOT NULL AND i.latitude IS NULL
                AND s.latitude IS NOT NULL) AS newly_placed,
            count(*) FILTER (WHERE s.is_closed AND NOT i.is_closed) AS newly_closed,
            count(*) FILTER (WHERE s.latitude IS NULL) AS without_coordinates
        {joined}""",
        dataset,
    )[0]
    listed = Institution.objects.filter(
        Exists(Program.objects.filter(institution=OuterRef("pk"), source__isnull=False)),
        is_closed=False,
    )
    told = StagedInstitution.objects.filter(dataset=dataset, unitid=OuterRef("unitid"))
    counts["listed"] = listed.count()
    counts["missing"] = listed.exclude(Exists(told)).count()
    kept = _rows(
        f"""SELECT s.row_number AS row, i.name AS name, k.key AS column,
            to_jsonb(i) ->> k.key AS ours, to_jsonb(s) ->> k.key AS theirs
        {joined.replace("WHERE", "CROSS JOIN jsonb_object_keys(i.overridden) AS k(key) WHERE", 1)}
            AND k.key = ANY(%(columns)s) ORDER BY s.row_number LIMIT {LONGEST_LIST}""",
        dataset,
        columns=list(columns),
    )
    closed = _rows(
        f"""SELECT s.row_number AS row, i.name AS name, i.state {joined}
            AND s.is_closed AND NOT i.is_closed
            AND EXISTS (SELECT FROM programs_program p WHERE p.institution_id = i.id)
            ORDER BY i.name LIMIT {LONGEST_LIST}""",
        dataset,
    )
    return {"counts": counts, "largest": [], "kept": kept, "closed": closed}


def _judge(dataset: Dataset, reading: Reading, report: dict[str, Any]) -> None:
    """What forbids publishing (`stops`) and what asks for a look first (`looks`)."""
    counts = report["counts"]
    if not counts["rows"]:
        report["stops"].append("No row of the file could be read.")
    elif reading.problem_count * 100 > reading.rows * MOST_UNREADABLE_PERCENT:
        report["stops"].append(
            f"{reading.problem_count:,} of {reading.rows:,} rows could not be read. "
            "The file is damaged or of another kind."
        )
    if Dataset.objects.published().filter(sha256=dataset.sha256).exists():
        report["stops"].append("This very file was published before.")
    newer = (
        Dataset.objects.published()
        .filter(kind=dataset.kind, published_on__gt=dataset.published_on)
        .first()
    )
    if newer:
        report["looks"].append(f"A newer file is published already: {newer}.")
    if counts["listed"] and counts["missing"] * 100 > counts["listed"] * SUSPICIOUS_MISSING_PERCENT:
        report["looks"].append(
            f"{counts['missing']:,} of {counts['listed']:,} listed entries are not in the file. "
            "It may be only a part."
        )
    jumps = sum(
        1 for change in report["largest"] if abs(change["percent"]) > SUSPICIOUS_CHANGE_PERCENT
    )
    if jumps:
        more = "at least " if jumps == LONGEST_LIST else ""
        report["looks"].append(
            f"Earnings of {more}{jumps:,} programs change by more than "
            f"{SUSPICIOUS_CHANGE_PERCENT}%."
        )
    if counts.get("newly_suppressed"):
        report["looks"].append(
            f"Earnings of {counts['newly_suppressed']:,} programs are no longer published."
        )
