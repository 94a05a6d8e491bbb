"""The finder: programs for a career, near a place or in a state."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.careers import CareerTraining
from programs.forms import FinderForm
from programs.listing import Listing, build_listings
from programs.models import Dataset, Program, ProgramQuerySet, ProgramSummary
from programs.search import SORT_LABELS, Search

PAGE_SIZE = 20
# Each suggestion costs a query, and readers need only a few.
MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class SearchResult:
    """The programs that match a search, and how they were searched."""

    search: Search
    programs: ProgramQuerySet[Program]
    summary: ProgramSummary
    by_distance: bool
    # Programs in the state of the place whose institution's coordinates are not known.
    without_coordinates: int
    # Programs whose institution's state is not known: no search by place finds them.
    without_state: int


@dataclass(frozen=True)
class Sort:
    """A way to sort the list, its address, and whether it is the current one."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Suggestion:
    """A wider search: its label, the number of its programs, and its address."""

    label: str
    count: int
    url: str


def search_programs(
    offered: ProgramQuerySet[Program],
    training: CareerTraining,
    search: Search,
    has_coordinates: bool | None = None,
) -> SearchResult:
    """Run a search over a career's programs. Four queries at most, however many there are.

    `has_coordinates`: whether any institution's are known, if the caller has queried it already.
    """
    by_distance, without_coordinates = False, 0
    if search.place:
        if has_coordinates is None:
            has_coordinates = offered.with_coordinates().exists()
        by_distance = has_coordinates
        if by_distance:
            in_state = offered.in_state(search.place.state)
            without_coordinates = in_state.without_coordinates().count()
    matching = search.filter_programs(offered, training.typical_cost_floor, by_distance)
    return SearchResult(
        search=search,
        programs=matching.with_institution(),
        summary=matching.summary(),
        by_distance=by_distance,
        without_coordinates=without_coordinates,
        without_state=offered.in_state("").count() if search.place or search.state else 0,
    )


def suggest_wider_searches(
    offered: ProgramQuerySet[Program], training: CareerTraining, result: SearchResult
) -> list[Suggestion]:
    """Wider searches that have programs."""
    search = result.search
    suggested: list[Suggestion] = []
    for wider in search.list_wider_searches():
        matching = wider.filter_programs(offered, training.typical_cost_floor, result.by_distance)
        if count := matching.count():
            label = search.describe_difference(wider)
            suggested.append(Suggestion(label, count, wider.query() or "?"))
        if len(suggested) == MAX_SUGGESTIONS:
            break
    return suggested


def finder(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """Programs that match the search in the address, twenty a page."""
    in_fields = Program.objects.for_fields(training.cip_codes)
    offered = in_fields.listed()
    has_coordinates = offered.with_coordinates().exists()
    # Credentials of unlisted programs too: leaving those out would join every institution.
    form = FinderForm(request.GET, in_fields.credentials(), has_coordinates)
    search = form.search()
    result = search_programs(offered, training, search, has_coordinates)
    paginator = Paginator(result.programs, PAGE_SIZE)
    # The summary has counted them already.
    paginator.count = result.summary.programs
    page: Page[Program] = paginator.get_page(request.GET.get("page"))
    rows = build_listings(page.object_list, training, search, timezone.localdate())
    on_page = {row.program.pk for row in rows}
    form.show_defaults()
    order = search.order(result.by_distance)
    sorts = [
        Sort(label, replace(search, sort=key).query(), key == order)
        for key, label in SORT_LABELS.items()
        if key != "distance" or (search.place and result.by_distance)
    ]
    state = search.state or (search.place.state if search.place else "")
    return render(
        request,
        "programs/finder.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "training": training,
            "form": form,
            "search": search,
            "result": result,
            "sorts": sorts,
            "chips": search.build_chips(result.by_distance),
            "page": page,
            "previous_url": search.query(page=str(page.number - 1)),
            "next_url": search.query(page=str(page.number + 1)),
            "search_parameters": search.without("chosen").parameters(),
            "more_open": bool(
                search.control
                or search.delivery
                or search.online
                or search.max_cost is not None
                or form.errors.keys() & {"control", "delivery", "max_cost"}
            ),
            "rows": rows,
            "suggestions": [] if rows else suggest_wider_searches(offered, training, result),
            "chosen_elsewhere": [key for key in search.chosen if key not in on_page],
            "pay_here": training.pay.get(state) if state else None,
            "csv_url": reverse("programs-csv", args=[training.career.slug])
            + search.without("chosen").query(),
            "sources": list_sources(rows),
        },
    )


def list_sources(rows: Iterable[Listing]) -> list[Dataset]:
    """The files that the figures of these rows are from, each once."""
    return sorted({row.program.source for row in rows if row.program.source}, key=str)
