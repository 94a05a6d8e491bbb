"""Two to five areas side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from salaries.chart import RangeChart, build_range_chart
from salaries.forms import MIN_COMPARED
from salaries.metros import build_metros
from salaries.models import Wage
from salaries.rows import AreaWages
from salaries.summary import WageSummary


@dataclass(frozen=True)
class Comparison:
    """Rows in the chosen order; `shown` are these with the nation last, as in the chart."""

    rows: tuple[AreaWages, ...]
    shown: tuple[AreaWages, ...]
    chart: RangeChart | None


def compare_areas(
    wages: WageSummary, names: Sequence[str], basis: str
) -> tuple[Comparison | None, list[str]]:
    """Areas by state abbreviation (`CA`) or slug (`akron-oh`), and notices about unknown ones.

    None with fewer than two known areas. One query for areas other than states.
    """
    states = {name: wages.row(name.upper()) for name in names if len(name) == 2}
    rows = {name: row for name, row in states.items() if row}
    if others := [name for name in names if name not in rows]:
        metros = Wage.objects.for_metros(wages.occupation, wages.metro_release or wages.release)
        in_areas = metros.filter(area__slug__in=others)
        rows |= {row.area.slug: row for row in build_metros(wages, in_areas, basis)}
    unknown = gettext("There are no figures for “%(name)s”, so it is not compared.")
    notices = [unknown % {"name": name[:40]} for name in names if name not in rows]
    chosen = tuple(dict.fromkeys(rows[name] for name in names if name in rows))
    if len(chosen) < MIN_COMPARED:
        return None, notices
    shown = (*chosen, *([wages.nation] if wages.nation else []))
    return Comparison(chosen, shown, build_range_chart(shown)), notices
