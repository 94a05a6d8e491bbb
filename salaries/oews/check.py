"""What is suspicious or impossible in a staged file: each check is one query into findings.

A finding that blocks forbids publishing; one to look at does not. The row is that of the file.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from salaries.models import Area, ImportFinding, Occupation, Release, WageImport
from salaries.oews.places import LEVELS
from salaries.oews.reader import Reading

Kind = ImportFinding.Kind
Severity = ImportFinding.Severity

# Change of a median, in percent, from which on somebody should look.
BIG_CHANGE = 25
# Dollars an hour; the federal minimum since 2009.
MINIMUM_HOURLY = "7.25"
LARGEST = 25
STEPS = ("p10", "p25", "median", "p75", "p90")
# Kind, area, occupation, and what the file says.
Place = tuple[str, str, str, str]
BLOCKING = {Kind.UNREADABLE, Kind.BAD_KEY, Kind.DUPLICATE, Kind.ORDER, Kind.MIXED_YEARS}

_INTO = """
INSERT INTO salaries_importfinding
    (run_id, kind, severity, row, area, occupation, "column", before, after, change)
"""
# Staged rows with their names, and the row of the base for the same area and occupation.
_STAGED = """
FROM salaries_stagedwage s
LEFT JOIN salaries_area a ON a.code = s.area_code
LEFT JOIN salaries_occupation o ON o.soc_code = s.soc_code
"""
# Staged rows that the base has too, with what it says of them. Made once, read by several checks.
_COMPARED = """
CREATE TEMP TABLE salaries_compared AS
SELECT s.row, s.area_code, s.soc_code, s.annual_median, s.annual_missing,
    b.annual_median AS base_median, b.annual_missing AS base_missing,
    b.edited_at IS NOT NULL AS is_edited
FROM salaries_stagedwage s
JOIN salaries_area a ON a.code = s.area_code
JOIN salaries_occupation o ON o.soc_code = s.soc_code
JOIN salaries_wage b ON b.release_id = %s AND b.area_id = a.id AND b.occupation_id = o.id
"""
_WITH_BASE = _STAGED.replace("salaries_stagedwage", "salaries_compared")
_AREA = "coalesce(a.name, s.area_code)"
_OCCUPATION = "s.soc_code || ' ' || coalesce(o.title, '')"
_CHANGE = "round(100.0 * (s.annual_median - s.base_median) / nullif(s.base_median, 0), 1)"


@dataclass(frozen=True)
class Check:
    """A kind of finding and the query that finds it: the columns of a finding from `row` on."""

    kind: str
    select: str


def _out_of_order(group: str) -> str:
    below = [f"s.{group}_{step}" for step in STEPS]
    falls = " OR ".join(f"{low} > {high}" for i, low in enumerate(below) for high in below[i + 1 :])
    shown = "concat_ws(' ', " + ", ".join(below) + ")"
    return (
        f"SELECT s.row, {_AREA}, {_OCCUPATION}, '{group}', '', {shown}, NULL::numeric "
        f"{_STAGED} WHERE {falls}"
    )


def _largest(than: str, order: str) -> str:
    return f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text,
        s.annual_median::text, s.change FROM (
            SELECT *, {_CHANGE} AS change FROM salaries_compared s
            WHERE s.annual_median {than} s.base_median ORDER BY change {order}, row LIMIT {LARGEST}
        ) s LEFT JOIN salaries_area a ON a.code = s.area_code
        LEFT JOIN salaries_occupation o ON o.soc_code = s.soc_code
        ORDER BY s.change {order}, s.row"""


DUPLICATE = Check(
    Kind.DUPLICATE,
    f"""SELECT s.row, {_AREA}, {_OCCUPATION}, '', 'row ' || s.first_row, '', NULL::numeric
    FROM (
        SELECT *, min(row) OVER same AS first_row, row_number() OVER same AS place
        FROM salaries_stagedwage WHERE (area_code, soc_code) IN (
            SELECT area_code, soc_code FROM salaries_stagedwage
            GROUP BY area_code, soc_code HAVING count(*) > 1
        ) WINDOW same AS (PARTITION BY area_code, soc_code ORDER BY row)
    ) s LEFT JOIN salaries_area a ON a.code = s.area_code
    LEFT JOIN salaries_occupation o ON o.soc_code = s.soc_code WHERE s.place > 1""",
)
OWN_CHECKS = (
    Check(Kind.ORDER, _out_of_order("annual")),
    Check(Kind.ORDER, _out_of_order("hourly")),
    Check(
        Kind.MINIMUM,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'hourly_p10', '', s.hourly_p10::text,
        NULL::numeric {_STAGED} WHERE s.hourly_p10 < {MINIMUM_HOURLY}""",
    ),
)
BASE_CHECKS = (
    Check(
        Kind.BIG_CHANGE,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text,
        s.annual_median::text, {_CHANGE} {_WITH_BASE}
        WHERE abs(s.annual_median - s.base_median) * 100 > {BIG_CHANGE} * s.base_median""",
    ),
    Check(
        Kind.TOP_CODE,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median',
        coalesce(s.base_median::text, 'top-coded'), coalesce(s.annual_median::text, 'top-coded'),
        NULL::numeric {_WITH_BASE}
        WHERE (s.base_missing = 'top_coded' AND s.base_median IS NULL)
            IS DISTINCT FROM (s.annual_missing = 'top_coded' AND s.annual_median IS NULL)
        AND (s.base_missing = 'top_coded' OR s.annual_missing = 'top_coded')""",
    ),
    Check(
        Kind.SUPPRESSED,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text, '',
        NULL::numeric {_WITH_BASE}
        WHERE s.annual_missing = 'suppressed' AND s.base_median IS NOT NULL""",
    ),
    Check(
        Kind.EDITED,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text,
        coalesce(s.annual_median::text, ''), NULL::numeric {_WITH_BASE}
        WHERE s.is_edited AND %(same_month)s""",
    ),
    Check(Kind.LARGEST_UP, _largest(">", "DESC")),
    Check(Kind.LARGEST_DOWN, _largest("<", "ASC")),
)


def severity(kind: str) -> str:
    """Whether a kind of finding forbids publishing."""
    if kind in BLOCKING:
        return Severity.BLOCK
    return Severity.NOTE if kind in (Kind.LARGEST_UP, Kind.LARGEST_DOWN) else Severity.LOOK


def check(run: WageImport, reading: Reading) -> None:
    """Write what a staged file shows by itself; the findings of an earlier try are replaced."""
    with transaction.atomic():
        run.findings.all().delete()
        ImportFinding.objects.bulk_create(
            [
                ImportFinding(
                    run=run,
                    kind=trouble.kind,
                    severity=severity(trouble.kind),
                    row=trouble.row,
                    area=trouble.area[:120],
                    occupation=trouble.occupation[:130],
                    column=trouble.column[:20],
                    after=trouble.text,
                )
                for trouble in reading.troubles
            ]
        )
        with connection.cursor() as cursor:
            # To look for rows that come twice costs as much as the other checks together.
            if reading.has_duplicates:
                _find(cursor, run, DUPLICATE)
            for one in OWN_CHECKS:
                _find(cursor, run, one)
        found = _names(reading)
        if len(reading.years - {""}) > 1:
            found.append((Kind.MIXED_YEARS, "", "", ", ".join(sorted(reading.years))))
        _write_places(run, found)


def check_against(run: WageImport, reading: Reading, base: Release) -> None:
    """Write how a staged file that `check` has seen differs from a release suspiciously."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COMPARED, [base.pk])
        for one in BASE_CHECKS:
            _find(cursor, run, one, same_month=base.period == run.period)
        cursor.execute("DROP TABLE salaries_compared")
        _write_places(run, _gone(reading, base))


def _find(cursor: CursorWrapper, run: WageImport, one: Check, **values: Any) -> None:
    cursor.execute(
        f"{_INTO} SELECT %(run)s, %(kind)s, %(severity)s, found.* FROM ({one.select}) found",
        {"run": run.pk, "kind": one.kind, "severity": severity(one.kind), **values},
    )


def _write_places(run: WageImport, found: list[Place]) -> None:
    """Areas and occupations that are new, gone or renamed; more than one year in the file."""
    ImportFinding.objects.bulk_create(
        [
            ImportFinding(
                run=run,
                kind=kind,
                severity=severity(kind),
                area=area[:120],
                occupation=occupation[:130],
                after=after[:60],
            )
            for kind, area, occupation, after in found
        ]
    )


def _names(reading: Reading) -> list[Place]:
    found: list[Place] = []
    areas = dict(Area.objects.values_list("code", "name"))
    for code, title, area_type, _ in reading.areas.values():
        if code not in areas:
            found.append((Kind.NEW_AREA, title, "", code))
        elif areas[code] != title and LEVELS[area_type] != Area.Level.NATION:
            found.append((Kind.RENAMED, areas[code], "", title))
    occupations = dict(Occupation.objects.values_list("soc_code", "title"))
    for code, title, _ in reading.occupations.values():
        if code not in occupations:
            found.append((Kind.NEW_OCCUPATION, "", f"{code} {title}", ""))
        elif occupations[code] != title:
            found.append((Kind.RENAMED, "", f"{code} {occupations[code]}", title))
    return found


def _gone(reading: Reading, base: Release) -> list[Place]:
    levels = {LEVELS[area[2]] for area in reading.areas.values()}
    here = base.wages.filter(area__level__in=levels)
    areas = Area.objects.filter(pk__in=here.values("area")).exclude(code__in=reading.areas)
    occupations = Occupation.objects.filter(pk__in=here.values("occupation")).exclude(
        soc_code__in=reading.occupations
    )
    return [
        *((Kind.GONE_AREA, area.name, "", area.code) for area in areas),
        *((Kind.GONE_OCCUPATION, "", str(occupation), "") for occupation in occupations),
    ]
