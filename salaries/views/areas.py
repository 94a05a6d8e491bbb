"""The page of one area: its pay, its rank among the states, its parts and its neighbors."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from common.errors import MissingPartError
from salaries.careers import CareerPage
from salaries.chart import build_range_chart
from salaries.forms import MAX_COMPARED, TableRequest
from salaries.metros import build_metro_rows
from salaries.models import Area, Release, Wage
from salaries.neighbors import NEIGHBORS
from salaries.rows import AreaWages, build_area_rows
from salaries.summary import WageSummary
from salaries.views.states import asked_summary
from salaries.wage_rows import read_rows

LEVEL_OF = {Area.Level.NONMETRO.value: Area.Level.METRO.value}


def area(request: HttpRequest, career: CareerPage, area_slug: str) -> HttpResponse:
    """Figures of an area in the chosen release; 404 for an unknown area or one without figures."""
    place = get_object_or_404(Area, slug=area_slug)
    asked = TableRequest.from_query(request.GET)
    # The reader's own state and filters do not apply here.
    asked.state = ""
    wages = asked_summary(career.occupation, asked, level=LEVEL_OF.get(place.level, place.level))
    row = _get_row(wages, place) if wages else None
    if wages and row is None and not asked.release and (older := _find_older(wages, place)):
        asked.release = older.key
        wages = asked_summary(career.occupation, asked)
        row = _get_row(wages, place) if wages else None
    if wages is None or row is None:
        raise MissingPartError(
            career,
            gettext("No pay is published for this area"),
            gettext("The survey counts too few people in this work there, or none."),
        )
    rows = [one for one in (row, wages.nation) if one]
    context: dict[str, Any] = {
        "career": career,
        "career_tab": "salaries",
        "wages": wages,
        "area": place,
        "row": row,
        "notices": asked.notices,
        "release_query": f"?release={wages.release.key}" if not wages.is_latest else "",
        "chart": build_range_chart(rows),
        "hourly_chart": build_range_chart([replace(one, basis="hourly") for one in rows]),
        "rank": wages.rank(place),
        "ranked": sum(1 for one in wages.rows if one.annual.median.sort_value is not None),
        **_get_surroundings(wages, place),
    }
    return render(request, "salaries/area.html", context)


def _get_row(wages: WageSummary, place: Area) -> AreaWages | None:
    """The area's row: from the summary for states, by a query for other areas."""
    if place.level == Area.Level.NATION:
        return wages.nation
    if place.is_state:
        return wages.row(place.state)
    here = Wage.objects.for_occupation(wages.occupation, wages.release).filter(area=place)
    found = read_rows(here, wages.previous, "annual")
    return next(iter(build_area_rows(found, wages.release)), None)


def _find_older(wages: WageSummary, place: Area) -> Release | None:
    """The newest release with the area, where the newest of its level lacks it."""
    rows = Wage.objects.newest_of_areas().filter(occupation=wages.occupation, area=place)
    wage = rows.select_related("release").first()
    return wage.release if wage else None


def _get_surroundings(wages: WageSummary, place: Area) -> dict[str, Any]:
    """Metropolitan areas in the area's state, the state itself, and its neighbors."""
    if place.level == Area.Level.NATION:
        return {}
    metros = build_metro_rows(wages, state=place.state, sort="-median")
    if not place.is_state:
        others = [row for row in metros if row.area.pk != place.pk]
        home = wages.row(place.state)
        name = home.area.name if home else place.name
        return {"metros": others, "home": home, "state_name": name}
    bordering = NEIGHBORS.get(place.state, [])
    neighbors = [row for state in bordering if (row := wages.row(state))]
    compared = [place.state, *(row.area.state for row in neighbors)][:MAX_COMPARED]
    return {
        "metros": metros,
        "state_name": place.name,
        "neighbors": neighbors,
        "compare_query": ",".join(compared) if neighbors else "",
    }
