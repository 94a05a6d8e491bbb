"""Metropolitan and nonmetropolitan areas, filtered by name and state, and sorted."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Q, QuerySet

from common.search import fold
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

    Each word of `q` is part of the name, and it may end with a state, as in “Miami, FL”. `state`
    matches areas that are partly in that state too: names end in the states, as in “Cincinnati,
    OH-KY-IN”.
    """
    if wages.metro_release is None:
        return []
    metros = Wage.objects.for_metros(wages.occupation, wages.metro_release)
    city, state_of_city = _split_state(q, wages)
    for word in fold(city).split():
        metros = metros.filter(area__name__folded=word)
    for each in filter(None, (state, state_of_city)):
        metros = metros.filter(
            Q(area__state=each) | Q(area__name__regex=rf", ([A-Z]{{2}}-)*{each}(-[A-Z]{{2}})*$")
        )
    return sort_rows(build_metros(wages, metros, basis, prices), sort)


def build_metros(
    wages: WageSummary,
    metros: QuerySet[Wage],
    basis: str,
    prices: Mapping[int, Decimal] | None = None,
) -> list[AreaWages]:
    """Rows of areas below the states in the release that has them, dated if it is another one."""
    release = wages.metro_release
    if release is None:
        return []
    is_other = release != wages.release
    found = read_rows(metros, None if is_other else wages.previous, basis)
    return build_area_rows(found, release, basis=basis, prices=prices, is_dated=is_other)


def _split_state(text: str, wages: WageSummary) -> tuple[str, str]:
    """The parts of “Miami, FL”, “miami fl” or “Miami, Florida”; else the text without a state."""
    areas = [row.area for row in (*wages.rows, *wages.territories)]
    codes = {fold(area.state): area.state for area in areas}
    for separator, states in (
        (",", codes | {fold(area.name): area.state for area in areas}),
        (" ", codes),
    ):
        city, _, last = text.strip(" ,").rpartition(separator)
        if city and (state := states.get(fold(last))):
            return city, state
    return text, ""
