"""The page of one area: its pay, its place among the states, its parts and its neighbors."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from salaries.careers import CareerPage
from salaries.chart import range_chart
from salaries.forms import TableRequest
from salaries.metros import metro_rows
from salaries.models import Area, Wage
from salaries.neighbors import neighbors
from salaries.summary import AreaWages, WageSummary, area_rows, medians_before
from salaries.views.states import asked_summary

STATE_LEVELS = (Area.Level.STATE, Area.Level.TERRITORY)


def area(request: HttpRequest, career: CareerPage, area_slug: str) -> HttpResponse:
    """Figures of an area in the release asked for; 404 for an unknown area or one without any."""
    place = get_object_or_404(Area, slug=area_slug)
    asked = TableRequest.of(request.GET)
    # A state of the reader's own, or a filter, has no meaning here.
    asked.state = ""
    wages = asked_summary(career.occupation, asked)
    row = _row(wages, place) if wages else None
    if wages is None or row is None:
        raise Http404("No figures of this occupation for this area.")
    hourly = range_chart([_by_the_hour(one) for one in (row, wages.nation) if one])
    context: dict[str, Any] = {
        "career": career,
        "career_tab": "salaries",
        "wages": wages,
        "area": place,
        "row": row,
        "notices": asked.notices,
        "release_query": f"?release={wages.release.key}" if not wages.is_latest else "",
        "chart": range_chart([one for one in (row, wages.nation) if one]),
        "hourly_chart": hourly,
        "is_nation": place.level == Area.Level.NATION,
        "rank": wages.rank(place),
        "ranked": sum(1 for one in wages.rows if one.annual.median.rank_by is not None),
        **_around(wages, place),
    }
    return render(request, "salaries/area.html", context)


def _row(wages: WageSummary, place: Area) -> AreaWages | None:
    """The area's row: the summary has it for states, other areas are looked up."""
    if place.level == Area.Level.NATION:
        return wages.nation
    if place.level in STATE_LEVELS:
        return wages.row(place.state)
    found = Wage.objects.of(wages.occupation, wages.release).filter(area=place)
    before = {}
    if wages.previous:
        earlier = Wage.objects.of(wages.occupation, wages.previous).filter(area=place)
        before = medians_before(earlier)
    rows = area_rows(found.select_related("area"), wages.release, before)
    return rows[0] if rows else None


def _around(wages: WageSummary, place: Area) -> dict[str, Any]:
    """Metropolitan areas in the area's state, the state itself, and the states beside it."""
    if place.level == Area.Level.NATION:
        return {}
    metros = metro_rows(wages, state=place.state, sort="-median")
    beside = [row for state in neighbors(place.state) if (row := wages.row(state))]
    home = wages.row(place.state)
    is_state = place.level in STATE_LEVELS
    return {
        "metros": [row for row in metros if row.area != place],
        "home": None if is_state else home,
        "neighbors": beside if is_state else [],
        "compare_query": ",".join([place.state, *(row.area.state for row in beside)][:5])
        if is_state and beside
        else "",
    }


def _by_the_hour(row: AreaWages) -> AreaWages:
    return replace(row, form="hourly")
