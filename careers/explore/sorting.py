"""The orders in which careers are listed. Pure."""

from collections.abc import Callable, Iterable
from typing import Any

from careers.explore.rows import CareerRow

RELEVANCE = "relevance"
DEFAULT_SORT = "openings"
# By the name in addresses: the figure, and whether the highest comes first.
SORTS: dict[str, tuple[Callable[[CareerRow], Any], bool]] = {
    "name": (lambda row: row.name.casefold(), False),
    "start": (lambda row: row.local.p10, True),
    "pay": (lambda row: row.local.median_at_least, True),
    "growth": (lambda row: row.growth, True),
    "openings": (lambda row: row.openings, True),
    "workers": (lambda row: row.local.workers, True),
    "education": (lambda row: row.education, False),
}


def sort_rows(rows: Iterable[CareerRow], sort: str) -> list[CareerRow]:
    """Rows by a figure of SORTS: those without it last, equal ones by name.

    Any other name keeps their order, which is that of the search.
    """
    if sort not in SORTS:
        return list(rows)
    figure, is_descending = SORTS[sort]
    by_name = sorted(rows, key=lambda row: row.name.casefold())
    known = [row for row in by_name if figure(row) is not None]
    unknown = [row for row in by_name if figure(row) is None]
    return sorted(known, key=figure, reverse=is_descending) + unknown
