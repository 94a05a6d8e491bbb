"""Metropolitan and nonmetropolitan areas: filtered by name and state, sorted, and paged."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.core.paginator import Page, Paginator

from salaries.models import Area, Wage
from salaries.summary import AreaWages, WageSummary, area_rows, medians_before
from salaries.table import sort_rows

ROWS_ON_A_PAGE = 50


def metro_rows(
    wages: WageSummary,
    *,
    form: str = "annual",
    sort: str = "-p90",
    q: str = "",
    state: str = "",
    prices: Mapping[int, Decimal] | None = None,
) -> list[AreaWages]:
    """Rows of areas below the states, in order. One query, two with a release before.

    `q` is part of a name in any case; `state` finds areas that reach into the state too.
    """
    before = {}
    if wages.previous:
        before = medians_before(Wage.objects.for_metros(wages.occupation, wages.previous), form)
    words = q.casefold().split()
    # Before rows are made of them: a state has a few of the five hundred.
    found = (
        wage
        for wage in Wage.objects.for_metros(wages.occupation, wages.release)
        if all(word in wage.area.name.casefold() for word in words)
        and (not state or reaches(wage.area, state))
    )
    rows = area_rows(found, wages.release, before, form=form, prices=prices)
    return sort_rows(rows, sort)


def reaches(area: Area, state: str) -> bool:
    """Whether an area lies in a state at least in part: its name ends in its states.

    >>> reaches(Area(name="Cincinnati, OH-KY-IN", state="OH"), "KY")
    True
    """
    if area.state == state:
        return True
    named = re.search(r", ([A-Z]{2}(?:-[A-Z]{2})*)$", area.name)
    return bool(named) and state in named[1].split("-")  # type: ignore[index]


def page_of(rows: list[AreaWages], number: int) -> Page[AreaWages]:
    """A page of rows; the last one for a number beyond it."""
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(number)
