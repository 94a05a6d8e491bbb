"""Two to five areas side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from salaries.chart import RangeChart, range_chart
from salaries.forms import FEWEST_COMPARED
from salaries.models import Wage
from salaries.summary import AreaWages, WageSummary, area_rows, medians_before


@dataclass(frozen=True)
class Comparison:
    """Rows in the order asked for, and their ranges with the nation's on one scale."""

    rows: tuple[AreaWages, ...]
    nation: AreaWages | None
    chart: RangeChart | None

    @property
    def shown(self) -> tuple[AreaWages, ...]:
        """The rows, the nation last."""
        return (*self.rows, *([self.nation] if self.nation else []))


def compare(
    wages: WageSummary, names: Sequence[str], form: str
) -> tuple[Comparison | None, list[str]]:
    """Areas by state abbreviation (`CA`) or slug (`akron-oh`), and words on those not found.

    None where fewer than two were found. One query for areas beyond the states, two with a release
    before.
    """
    rows: dict[str, AreaWages] = {}
    for name in names:
        row = wages.row(name.upper()) if len(name) == 2 else None
        if row:
            rows[name] = row
    others = [name for name in names if name not in rows]
    if others:
        rows |= _by_slug(wages, others, form)
    notices = [
        f"There are no figures for “{name[:40]}”, so it is not compared."
        for name in names
        if name not in rows
    ]
    chosen = tuple(dict.fromkeys(rows[name] for name in names if name in rows))
    if len(chosen) < FEWEST_COMPARED:
        return None, notices
    shown = [*chosen, *([wages.nation] if wages.nation else [])]
    return Comparison(chosen, wages.nation, range_chart(shown)), notices


def _by_slug(wages: WageSummary, slugs: Sequence[str], form: str) -> dict[str, AreaWages]:
    here = Q(area__slug__in=slugs)
    found = Wage.objects.of(wages.occupation, wages.release).filter(here).select_related("area")
    before = {}
    if wages.previous:
        earlier = Wage.objects.of(wages.occupation, wages.previous).filter(here)
        before = medians_before(earlier, form)
    return {row.area.slug: row for row in area_rows(found, wages.release, before, form=form)}
