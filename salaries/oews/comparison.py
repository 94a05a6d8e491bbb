"""How a staged file differs from the published release, in numbers of rows."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from salaries.models import Release
from salaries.oews.layout import FIELDS

# What a reader sees; reasons and errors follow from them.
COMPARED_FIELDS = [name for name in FIELDS if not name.endswith("_missing")]


def find_base(period: date) -> Release | None:
    """The published release to compare with: of the same month, else the one before, else any."""
    published = Release.objects.published()
    return published.filter(period__lte=period).first() or published.last()


def count_differences(base: Release | None, levels: Collection[str]) -> dict[str, int]:
    """Staged rows that are new, changed, unchanged, and of those newly suppressed; and rows of the
    base at the same levels of area that the file lacks."""
    if base is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM salaries_stagedwage")
            (rows,) = cursor.fetchone() or (0,)
        return {"new": rows, "changed": 0, "unchanged": 0, "missing": 0, "suppressed": 0}
    staged = ", ".join(f"s.{name}" for name in COMPARED_FIELDS)
    there = ", ".join(f"b.{name}" for name in COMPARED_FIELDS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH b AS (
                SELECT w.*, a.code, o.soc_code AS soc FROM salaries_wage w
                JOIN salaries_area a ON a.id = w.area_id
                JOIN salaries_occupation o ON o.id = w.occupation_id
                WHERE w.release_id = %s AND a.level = ANY(%s)
            )
            SELECT
                count(*) FILTER (WHERE b.id IS NULL),
                count(*) FILTER (
                    WHERE b.id IS NOT NULL AND s.row IS NOT NULL
                    AND ({staged}) IS DISTINCT FROM ({there})
                ),
                count(*) FILTER (
                    WHERE b.id IS NOT NULL AND s.row IS NOT NULL
                    AND ({staged}) IS NOT DISTINCT FROM ({there})
                ),
                count(*) FILTER (WHERE s.row IS NULL),
                count(*) FILTER (
                    WHERE s.annual_missing = 'suppressed' AND b.annual_median IS NOT NULL
                )
            FROM salaries_stagedwage s FULL JOIN b ON b.code = s.area_code AND b.soc = s.soc_code
            """,  # only names of columns stand in the text
            [base.pk, list(levels)],
        )
        counts = cursor.fetchone() or (0,) * 5
    return dict(zip(("new", "changed", "unchanged", "missing", "suppressed"), counts, strict=True))
