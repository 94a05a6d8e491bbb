"""Two to five areas side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from salaries.chart import RangeChart, build_range_chart
from salaries.forms import MIN_COMPARED
from salaries.models import Wage
from salaries.rows import AreaWages, build_area_rows, get_medians
from salaries.summary import WageSummary


@dataclass(frozen=True)
class Comparison:
    """Rows in the chosen order, and their ranges with the nation's on one scale."""

    rows: tuple[AreaWages, ...]
    nation: AreaWages | None
    chart: RangeChart | None

    @property
    def shown(self) -> tuple[AreaWages, ...]:
        """The rows, the nation last."""
        return (*self.rows, *([self.nation] if self.nation else []))


def compare_areas(
    wages: WageSummary, names: Sequence[str], basis: str
) -> tuple[Comparison | None, list[str]]:
    """Areas by state abbreviation (`CA`) or slug (`akron-oh`), and notices about unknown ones.

    None with fewer than two known areas. One query for areas other than states, two if there is a
    release before.
    """
    rows: dict[str, AreaWages] = {}
    for name in names:
        row = wages.row(name.upper()) if len(name) == 2 else None
        if row:
            rows[name] = row
    others = [name for name in names if name not in rows]
    if others:
        rows |= _get_by_slug(wages, others, basis)
    notices = [
        f"There are no figures for “{name[:40]}”, so it is not compared."
        for name in names
        if name not in rows
    ]
    chosen = tuple(dict.fromkeys(rows[name] for name in names if name in rows))
    if len(chosen) < MIN_COMPARED:
        return None, notices
    shown = [*chosen, *([wages.nation] if wages.nation else [])]
    return Comparison(chosen, wages.nation, build_range_chart(shown)), notices


def _get_by_slug(wages: WageSummary, slugs: Sequence[str], basis: str) -> dict[str, AreaWages]:
    in_areas = Q(area__slug__in=slugs)
    current = Wage.objects.for_occupation(wages.occupation, wages.release).filter(in_areas)
    before = {}
    if wages.previous:
        earlier = Wage.objects.for_occupation(wages.occupation, wages.previous).filter(in_areas)
        before = get_medians(earlier, basis)
    rows = build_area_rows(current.select_related("area"), wages.release, before, basis=basis)
    return {row.area.slug: row for row in rows}
