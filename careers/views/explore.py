"""All careers to explore: filtered, searched, sorted; as a table, cards, a chart, a map; as CSV."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from careers.explore.controls import build_chips, build_controls, suggest_wider
from careers.explore.exploring import Explored, explore_careers
from careers.explore.files import build_file
from careers.explore.jobs_map import build_map
from careers.explore.labels import AXIS_LABELS, COLOR_LABELS, SORT_LABELS, VIEW_LABELS
from careers.explore.lines import build_heads, build_lines
from careers.explore.near import find_near
from careers.explore.pay_chart import build_chart
from careers.explore.request import COLORS, ExploreRequest
from careers.explore.scales import build_scale
from careers.explore.source_lines import list_fact_sources
from careers.places import MAX_LENGTH, find_state
from common.formatting import format_count
from common.spreadsheets import csv_download
from programs.geography import STATES
from salaries.views.states import Choice as Link

PAGE_SIZE = 50
# Parameters that the form has no fields for.
KEPT = ("sort", "view", "axis", "color")


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """The careers that the address asks for; a place in it becomes the parameter `state`."""
    asked = ExploreRequest.from_query(request.GET)
    place, place_error = request.GET.get("place"), ""
    if place is not None:
        try:
            state = find_state(place) if place.strip() else ""
        except ValidationError as error:
            place_error = error.messages[0]
        else:
            return HttpResponseRedirect(request.path + asked.query(state=state, page=asked.page))
    explored = explore_careers(asked)
    page = Paginator(explored.rows, PAGE_SIZE).get_page(asked.page)
    context = {
        "asked": asked,
        "state_name": STATES.get(asked.state, ""),
        "place": (place or "")[:MAX_LENGTH] if place_error else STATES.get(asked.state, ""),
        "place_error": place_error,
        "explored": explored,
        "heading": describe_count(explored),
        "near": find_near(asked, explored.rows),
        "left_out": describe_left_out(explored),
        "controls": build_controls(asked, explored),
        "chips": build_chips(asked, explored),
        "wider": [] if explored.rows else suggest_wider(asked, explored),
        "without_words": asked.query(q="", sort="") or "?",
        "page": page,
        "lines": build_lines(page.object_list),
        "heads": build_heads(asked),
        "sorts": build_links(asked, "sort", SORT_LABELS, asked.order),
        "views": build_links(asked, "view", VIEW_LABELS, asked.view),
        "kept": [pair for pair in asked.list_parameters() if pair[0] in KEPT],
        "previous_url": asked.query(page=page.number - 1),
        "next_url": asked.query(page=page.number + 1),
        "fact_sources": list_fact_sources(explored.everything.facts),
        "csv_url": reverse("careers-csv") + asked.query(view=ExploreRequest.view),
        "canonical": request.build_absolute_uri(request.path)
        + replace(asked, page=page.number).canonical,
        **build_picture(asked, explored),
    }
    return render(request, "careers/explore.html", context)


@require_safe
def explore_csv(request: HttpRequest) -> HttpResponse:
    """All rows of an address of exploring, on whatever page."""
    asked = ExploreRequest.from_query(request.GET)
    explored = explore_careers(asked)
    site = request.build_absolute_uri(reverse("careers"))
    area = STATES.get(asked.state, "United States")
    name = f"careers-{asked.state.lower()}.csv" if asked.state else "careers.csv"
    return csv_download(name, build_file(explored.rows, explored.everything, area, site))


def build_picture(asked: ExploreRequest, explored: Explored) -> dict[str, Any]:
    """The chart or the map, with the links that change it; empty for table and cards."""
    if asked.view == "chart":
        axes = build_links(asked, "axis", AXIS_LABELS, asked.axis)
        return {"chart": build_chart(explored.rows, asked.axis), "axes": axes}
    if asked.view == "map":
        scales = {color: build_scale(color, explored.everything.rows) for color in COLORS}
        labels = {color: label for color, label in COLOR_LABELS.items() if scales[color]}
        color = asked.color if scales[asked.color] else next(iter(labels), "")
        scale = scales.get(color)
        jobs_map = build_map(explored.rows, scale, asked) if scale else None
        return {
            "map": jobs_map if jobs_map and jobs_map.workers else None,
            "colors": build_links(asked, "color", labels, color),
            "color_label": labels.get(color, ""),
        }
    return {}


def build_links(asked: ExploreRequest, name: str, labels: Any, current: str) -> list[Link]:
    """Links to the same careers in each order, view, axis or color."""
    return [
        Link(str(label), asked.query(**{name: value}) or "?", value == current)
        for value, label in labels.items()
        if value != "relevance" or asked.words
    ]


def describe_count(explored: Explored) -> str:
    """The heading over the rows: “202 of 830 careers”."""
    shown, total = len(explored.rows), len(explored.everything.rows)
    numbers = {"number": format_count(shown), "total": format_count(total)}
    if shown == total:
        return ngettext("%(number)s career", "%(number)s careers", total) % numbers
    return (
        ngettext("%(number)s of %(total)s career", "%(number)s of %(total)s careers", total)
        % numbers
    )


def describe_left_out(explored: Explored) -> str:
    """How many careers may fit, but lack a figure to tell; empty for none."""
    unknown = explored.narrowed.unknown
    if not unknown:
        return ""
    text = ngettext(
        "%(number)s more career may fit, but a figure that you filter by is not known for it.",
        "%(number)s more careers may fit, but a figure that you filter by is not known for them.",
        unknown,
    )
    return text % {"number": format_count(unknown)}
