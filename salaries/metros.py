"""Metropolitan and nonmetropolitan areas, filtered by name and state, and sorted."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Q

from salaries.models import Wage
from salaries.rows import AreaWages, build_area_rows
from salaries.summary import WageSummary
from salaries.table import sort_rows
from salaries.wage_rows import read_rows


def build_metro_rows(
    wages: WageSummary,
    *,
    basis: str = "annual",
    sort: str = "-p90",
    q: str = "",
    state: str = "",
    prices: Mapping[int, Decimal] | None = None,
) -> list[AreaWages]:
    """Rows of areas below the states, in order. One query.

    Each word of `q` is part of the name in any case. `state` matches areas that are partly in that
    state too: names end in the states, as in “Cincinnati, OH-KY-IN”.
    """
    metros = Wage.objects.for_metros(wages.occupation, wages.release)
    for word in q.split():
        metros = metros.filter(area__name__icontains=word)
    if state:
        metros = metros.filter(
            Q(area__state=state) | Q(area__name__regex=rf", ([A-Z]{{2}}-)*{state}(-[A-Z]{{2}})*$")
        )
    found = read_rows(metros, wages.previous, basis)
    rows = build_area_rows(found, wages.release, basis=basis, prices=prices)
    return sort_rows(rows, sort)
