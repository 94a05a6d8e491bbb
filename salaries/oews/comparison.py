"""How a staged file differs from what is published, in numbers of rows.

Each row is compared with the newest published figures of its area and occupation at or before the
file's month, whatever release they are in; where there are none, with the next ones after it.
"""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.db import connection

from salaries.models import Coverage, Release
from salaries.oews.layout import FIELDS

# What a reader sees; reasons and errors follow from them.
COMPARED_FIELDS = [name for name in FIELDS if not name.endswith("_missing")]
_STAGED = ", ".join(f"s.{name}" for name in COMPARED_FIELDS)
_THERE = ", ".join(f"b.{name}" for name in COMPARED_FIELDS)
# Staged rows that a release has too, with what it says of them.
_JOINED = f"""
SELECT s.row, s.area_code, s.soc_code, s.annual_median, s.annual_missing,
    b.release_id, b.annual_median AS base_median, b.annual_missing AS base_missing,
    b.edited_at IS NOT NULL AS is_edited, ({_STAGED}) IS DISTINCT FROM ({_THERE}) AS is_changed
FROM salaries_stagedwage s
JOIN salaries_area a ON a.code = s.area_code
JOIN salaries_occupation o ON o.soc_code = s.soc_code
JOIN salaries_wage b ON b.release_id = %s AND b.area_id = a.id AND b.occupation_id = o.id
"""
_NOT_YET = """
WHERE NOT EXISTS (
    SELECT FROM salaries_compared c
    WHERE c.area_code = s.area_code AND c.soc_code = s.soc_code
)
"""


def list_bases(period: date) -> list[Release]:
    """The published releases to compare with, the nearest first: of the same month or before it,
    then those after it."""
    published = list(Release.objects.published())
    before = [release for release in published if release.period <= period]
    return before + [release for release in reversed(published) if release.period > period]


def choose_bases(bases: Sequence[Release], levels: Collection[str]) -> dict[str, Release]:
    """The nearest release that has each level of areas; a level that none has is left out."""
    chosen = {}
    for level in levels:
        for release in bases:
            if Coverage.objects.filter(release=release, level=level).exists():
                chosen[level] = release
                break
    return chosen


@contextlib.contextmanager
def compared_with(bases: Sequence[Release]) -> Iterator[None]:
    """Keep a table of the staged rows beside those that they are compared with, made once."""
    with connection.cursor() as cursor:
        # Without a base the table is empty.
        first, *others = [release.pk for release in bases] or [0]
        cursor.execute(f"CREATE TEMP TABLE salaries_compared AS {_JOINED}", [first])
        for other in others:
            cursor.execute("ANALYZE salaries_compared (area_code, soc_code)")
            cursor.execute(f"INSERT INTO salaries_compared {_JOINED} {_NOT_YET}", [other])
        yield
        cursor.execute("DROP TABLE salaries_compared")


def count_differences(bases: dict[str, Release]) -> dict[str, int]:
    """Staged rows that are new, changed, unchanged, and of those newly suppressed; and rows of the
    newest releases of the levels that the file lacks. Within `compared_with`."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT count(*) FROM salaries_stagedwage) - count(*),
                count(*) FILTER (WHERE is_changed), count(*) FILTER (WHERE NOT is_changed),
                count(*) FILTER (
                    WHERE annual_missing = 'suppressed' AND base_median IS NOT NULL
                )
            FROM salaries_compared
            """
        )
        new, changed, unchanged, suppressed = cursor.fetchone() or (0,) * 4
        cursor.execute(
            """
            SELECT count(*) FROM salaries_wage b
            JOIN salaries_area a ON a.id = b.area_id
            JOIN salaries_occupation o ON o.id = b.occupation_id
            JOIN unnest(%s::text[], %s::bigint[]) base (level, release_id)
                ON base.level = a.level AND base.release_id = b.release_id
            WHERE NOT EXISTS (
                SELECT FROM salaries_stagedwage s
                WHERE s.area_code = a.code AND s.soc_code = o.soc_code
            )
            """,
            [list(bases), [release.pk for release in bases.values()]],
        )
        (missing,) = cursor.fetchone() or (0,)
    return {
        "new": new,
        "changed": changed,
        "unchanged": unchanged,
        "missing": missing,
        "suppressed": suppressed,
    }
