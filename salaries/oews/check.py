"""What is suspicious or impossible in a staged file: each check is one query into findings.

A finding that blocks forbids publishing; one to look at does not. The row is that of the file.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

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
_WITH_BASE = (
    _STAGED
    + "JOIN salaries_wage b "
    + "ON b.release_id = %(base)s AND b.area_id = a.id AND b.occupation_id = o.id\n"
)
_AREA = "coalesce(a.name, s.area_code)"
_OCCUPATION = "s.soc_code || ' ' || coalesce(o.title, '')"
_CHANGE = "round(100.0 * (s.annual_median - b.annual_median) / nullif(b.annual_median, 0), 1)"


@dataclass(frozen=True)
class Check:
    """A kind of finding and the query that finds it: the columns of a finding from `row` on."""

    kind: str
    select: str
    needs_base: bool = False


def _out_of_order(group: str) -> str:
    below = [f"s.{group}_{step}" for step in STEPS]
    falls = " OR ".join(f"{low} > {high}" for i, low in enumerate(below) for high in below[i + 1 :])
    shown = "concat_ws(' ', " + ", ".join(below) + ")"
    return (
        f"SELECT s.row, {_AREA}, {_OCCUPATION}, '{group}', '', {shown}, NULL::numeric "
        f"{_STAGED} WHERE {falls}"
    )


CHECKS = (
    Check(
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
    ),
    Check(Kind.ORDER, _out_of_order("annual")),
    Check(Kind.ORDER, _out_of_order("hourly")),
    Check(
        Kind.MINIMUM,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'hourly_p10', '', s.hourly_p10::text,
        NULL::numeric {_STAGED} WHERE s.hourly_p10 < {MINIMUM_HOURLY}""",
    ),
    Check(
        Kind.BIG_CHANGE,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', b.annual_median::text,
        s.annual_median::text, {_CHANGE} {_WITH_BASE}
        WHERE abs(s.annual_median - b.annual_median) * 100 > {BIG_CHANGE} * b.annual_median""",
        needs_base=True,
    ),
    Check(
        Kind.TOP_CODE,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median',
        coalesce(b.annual_median::text, 'top-coded'), coalesce(s.annual_median::text, 'top-coded'),
        NULL::numeric {_WITH_BASE}
        WHERE (b.annual_missing = 'top_coded' AND b.annual_median IS NULL)
            IS DISTINCT FROM (s.annual_missing = 'top_coded' AND s.annual_median IS NULL)
        AND (b.annual_missing = 'top_coded' OR s.annual_missing = 'top_coded')""",
        needs_base=True,
    ),
    Check(
        Kind.SUPPRESSED,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', b.annual_median::text, '',
        NULL::numeric {_WITH_BASE}
        WHERE s.annual_missing = 'suppressed' AND b.annual_median IS NOT NULL""",
        needs_base=True,
    ),
    Check(
        Kind.EDITED,
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', b.annual_median::text,
        coalesce(s.annual_median::text, ''), NULL::numeric {_WITH_BASE}
        WHERE b.edited_at IS NOT NULL AND %(same_month)s""",
        needs_base=True,
    ),
    Check(
        Kind.LARGEST_UP,
        f"""SELECT * FROM (SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median' AS c,
        b.annual_median::text, s.annual_median::text, {_CHANGE} AS change {_WITH_BASE}
        WHERE s.annual_median > b.annual_median) x ORDER BY change DESC, row LIMIT {LARGEST}""",
        needs_base=True,
    ),
    Check(
        Kind.LARGEST_DOWN,
        f"""SELECT * FROM (SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median' AS c,
        b.annual_median::text, s.annual_median::text, {_CHANGE} AS change {_WITH_BASE}
        WHERE s.annual_median < b.annual_median) x ORDER BY change, row LIMIT {LARGEST}""",
        needs_base=True,
    ),
)


def severity(kind: str) -> str:
    """Whether a kind of finding forbids publishing."""
    if kind in BLOCKING:
        return Severity.BLOCK
    return Severity.NOTE if kind in (Kind.LARGEST_UP, Kind.LARGEST_DOWN) else Severity.LOOK


def check(run: WageImport, reading: Reading, base: Release | None) -> None:
    """Write the findings of a staged file; those of an earlier try are replaced."""
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
    values: dict[str, Any] = {
        "base": base.pk if base else None,
        "same_month": bool(base and base.period == run.period),
    }
    with connection.cursor() as cursor:
        for one in CHECKS:
            if one.needs_base and base is None:
                continue
            cursor.execute(
                f"{_INTO} SELECT %(run)s, %(kind)s, %(severity)s, found.*"
                f" FROM ({one.select}) found",
                {"run": run.pk, "kind": one.kind, "severity": severity(one.kind), **values},
            )
    _check_places(run, reading, base)


def _check_places(run: WageImport, reading: Reading, base: Release | None) -> None:
    """Areas and occupations that are new, gone or renamed; more than one year in the file."""
    found = [*_names(reading), *(_gone(reading, base) if base else [])]
    if len(reading.years - {""}) > 1:
        found.append((Kind.MIXED_YEARS, "", "", ", ".join(sorted(reading.years))))
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


# Kind, area, occupation, and what the file says.
Place = tuple[str, str, str, str]


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
