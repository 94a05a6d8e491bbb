"""What is suspicious or impossible in a staged file: each check is one query into findings.

A finding that blocks forbids publishing; one to look at does not. The row is that of the file.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from imports.kinds import FindingKind, Note
from imports.models import ImportFinding
from salaries.models import Area, Occupation, Release, Wage
from salaries.oews.reader import LEVELS, WageReading

Severity = ImportFinding.Severity
BLOCK, ASK, NOTE = Severity.BLOCK, Severity.ASK, Severity.NOTE
FINDINGS = {
    "unreadable": FindingKind("Not a number", BLOCK),
    "bad_key": FindingKind("Area or occupation code not of the right form", BLOCK),
    "duplicate": FindingKind("Twice in the file", BLOCK),
    "order": FindingKind("Percentiles out of order", BLOCK),
    "mixed_years": FindingKind("More than one year", BLOCK),
    "hidden_sheet": FindingKind("Hidden sheet with a table"),
    "partial": FindingKind("Far fewer rows than before", ASK),
    "many_changes": FindingKind("Much of the pay changed by more than 25%", ASK),
    "big_change": FindingKind("Median changed by more than 25%"),
    "top_code": FindingKind("Top code crossed"),
    "old_top_code": FindingKind("Top code of another month"),
    "minimum": FindingKind("Below the federal minimum wage"),
    "suppressed": FindingKind("Newly suppressed"),
    "new_area": FindingKind("New area"),
    "gone_area": FindingKind("Area no longer there"),
    "new_occupation": FindingKind("New occupation"),
    "gone_occupation": FindingKind("Occupation no longer there"),
    "renamed": FindingKind("Another name than before"),
    "mixed_marks": FindingKind("Withheld and top-coded in one row"),
    "edited": FindingKind("An editor's figure would be replaced"),
    "merged": FindingKind("Broad and detailed occupation in one", NOTE),
    "largest_up": FindingKind("Among the largest rises", NOTE),
    "largest_down": FindingKind("Among the largest falls", NOTE),
}

# Change of a median, in percent, from which on somebody should look.
BIG_CHANGE_PERCENT = 25
# Where more of the rows of the same levels would go, the file is likely a part of one.
PARTIAL_PERCENT = 20
# Where more medians change that much, the figures are likely of another kind or unit.
MANY_CHANGES_PERCENT = 20
# Dollars an hour; the federal minimum since 2009.
MINIMUM_HOURLY = "7.25"
LARGEST_SHOWN = 25
PERCENTILES = ("p10", "p25", "median", "p75", "p90")

# Staged rows with their names, and the row of the base for the same area and occupation.
_STAGED = """
FROM salaries_stagedwage s
LEFT JOIN salaries_area a ON a.code = s.area_code
LEFT JOIN salaries_occupation o ON o.soc_code = s.soc_code
"""
# Rows beside those that they are compared with (see salaries/oews/comparison.py).
_WITH_BASE = _STAGED.replace("salaries_stagedwage", "salaries_compared")
_AREA = "coalesce(a.name, s.area_code)"
_OCCUPATION = "s.soc_code || ' ' || coalesce(o.title, '')"
_CHANGE = "round(100.0 * (s.annual_median - s.base_median) / nullif(s.base_median, 0), 1)"


class Check(NamedTuple):
    """A kind of finding, and the query for it: the columns of a finding from `row` on."""

    kind: str
    select: str


def _out_of_order(group: str) -> str:
    below = [f"s.{group}_{step}" for step in PERCENTILES]
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
            WHERE s.annual_median {than} s.base_median
            ORDER BY change {order}, row LIMIT {LARGEST_SHOWN}
        ) s LEFT JOIN salaries_area a ON a.code = s.area_code
        LEFT JOIN salaries_occupation o ON o.soc_code = s.soc_code
        ORDER BY s.change {order}, s.row"""


DUPLICATE = Check(
    "duplicate",
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
    Check("order", _out_of_order("annual")),
    Check("order", _out_of_order("hourly")),
    Check(
        "minimum",
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'hourly_p10', '', s.hourly_p10::text,
        NULL::numeric {_STAGED} WHERE s.hourly_p10 < {MINIMUM_HOURLY}""",
    ),
)
BASE_CHECKS = (
    Check(
        "big_change",
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text,
        s.annual_median::text, {_CHANGE} {_WITH_BASE}
        WHERE abs(s.annual_median - s.base_median) * 100 > {BIG_CHANGE_PERCENT} * s.base_median""",
    ),
    Check(
        "top_code",
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median',
        coalesce(s.base_median::text, 'top-coded'), coalesce(s.annual_median::text, 'top-coded'),
        NULL::numeric {_WITH_BASE}
        WHERE (s.base_missing = 'top_coded' AND s.base_median IS NULL)
            IS DISTINCT FROM (s.annual_missing = 'top_coded' AND s.annual_median IS NULL)
        AND (s.base_missing = 'top_coded' OR s.annual_missing = 'top_coded')""",
    ),
    Check(
        "suppressed",
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text, '',
        NULL::numeric {_WITH_BASE}
        WHERE s.annual_missing = 'suppressed' AND s.base_median IS NOT NULL""",
    ),
    Check(
        "edited",
        f"""SELECT s.row, {_AREA}, {_OCCUPATION}, 'annual_median', s.base_median::text,
        coalesce(s.annual_median::text, ''), NULL::numeric {_WITH_BASE}
        WHERE s.is_edited AND s.release_id = %(same_month)s""",
    ),
    Check("largest_up", _largest(">", "DESC")),
    Check("largest_down", _largest("<", "ASC")),
)


def list_own_findings(reading: WageReading) -> Iterator[Note]:
    """Findings about names and years that a file shows by itself."""
    areas = dict(Area.objects.values_list("code", "name"))
    for code, title, area_type, _ in reading.areas.values():
        if code not in areas:
            yield Note("new_area", place=title, after=code)
        elif areas[code] != title and LEVELS[area_type] != Area.Level.NATION:
            yield Note("renamed", place=areas[code], after=title)
    occupations = dict(Occupation.objects.values_list("soc_code", "title"))
    for code, title, _ in reading.occupations.values():
        if code not in occupations:
            yield Note("new_occupation", subject=f"{code} {title}")
        elif occupations[code] != title:
            yield Note("renamed", subject=f"{code} {occupations[code]}", after=title)
    if len(reading.years - {""}) > 1:
        yield Note("mixed_years", after=", ".join(sorted(reading.years)))


def list_doubts(counts: Mapping[str, int]) -> Iterator[Note]:
    """What asks for a second yes, by how many rows differ from what is published."""
    before = counts["changed"] + counts["unchanged"] + counts["missing"]
    if counts["missing"] * 100 > before * PARTIAL_PERCENT:
        yield Note(
            "partial",
            message=f"{counts['missing']:,} of the {before:,} rows that are published for these "
            "areas are not in the file. It may be only a part.",
        )


def list_doubtful_changes(counts: Mapping[str, int], big_changes: int) -> Iterator[Note]:
    """What asks for a second yes, by how many medians changed much."""
    compared = counts["changed"] + counts["unchanged"]
    if big_changes * 100 > compared * MANY_CHANGES_PERCENT:
        yield Note(
            "many_changes",
            message=f"The median of {big_changes:,} of {compared:,} rows changes by more than "
            f"{BIG_CHANGE_PERCENT}%. The figures may be wrong, or of other years.",
        )


def list_gone(reading: WageReading, bases: dict[str, Release]) -> Iterator[Note]:
    """Areas and occupations that the newest releases of the file's levels have, and it lacks."""
    here = Q(pk__in=[])
    for level, release in bases.items():
        here |= Q(release=release, area__level=level)
    wages = Wage.objects.filter(here)
    areas = Area.objects.filter(pk__in=wages.values("area")).exclude(code__in=reading.areas)
    for area in areas:
        yield Note("gone_area", place=area.name, after=area.code)
    occupations = Occupation.objects.filter(pk__in=wages.values("occupation"))
    for occupation in occupations.exclude(soc_code__in=reading.occupations):
        yield Note("gone_occupation", subject=str(occupation))


def list_beyond_top_code(base: Release) -> Iterator[Note]:
    """That figures are top-coded or above the top code of a base of another month.

    A file without the source's notes does not say whether the top code is a new one.
    """
    highest = f"greatest({', '.join(f's.annual_{step}' for step in (*PERCENTILES, 'mean'))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*) FILTER (WHERE {highest} > %(top)s), max({highest}),
                count(*) FILTER (WHERE 'top_coded' IN (s.annual_missing, s.hourly_missing))
            FROM salaries_stagedwage s
            """,
            {"top": base.annual_top_code},
        )
        above, amount, marked = cursor.fetchone() or (0, None, 0)
    if not above and not marked:
        return
    beyond = f", and {above:,} rows have more, up to ${amount:,} a year" if above else ""
    yield Note(
        "old_top_code",
        before=f"{base.annual_top_code:,}",
        message=f"The file does not say its top code. That of {base.label} is used for {marked:,} "
        f"top-coded rows: ${base.annual_top_code:,} a year{beyond}. If the source has a new one, "
        "enter it on the page of the draft before you publish it.",
    )
