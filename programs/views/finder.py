"""The finder: programs for a career, near a place or in a state."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.careers import CareerTraining
from programs.forms import FinderForm
from programs.listing import Listing, build_listings
from programs.models import Dataset, Program, ProgramQuerySet, ProgramSummary
from programs.search import Search

PAGE_SIZE = 20
# Each suggestion costs a query, and readers need only a few.
MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class SearchResult:
    """The programs that match a search, and how many a search by place cannot find."""

    programs: ProgramQuerySet[Program]
    summary: ProgramSummary
    # Programs in the state of the place whose institution's coordinates are not known.
    without_coordinates: int
    # Programs whose institution's state is not known: no search by place finds them.
    without_state: int


@dataclass(frozen=True)
class Suggestion:
    """A wider search: its label, the number of its programs, and its address."""

    label: str
    count: int
    url: str


def search_programs(
    offered: ProgramQuerySet[Program], training: CareerTraining, search: Search
) -> SearchResult:
    """Run a search over a career's programs. At most three queries, and one for the rows."""
    without_coordinates = 0
    if search.place and search.by_distance:
        in_state = offered.in_state(search.place.state)
        without_coordinates = in_state.without_coordinates().count()
    matching = search.filter_programs(offered, training.typical)
    return SearchResult(
        programs=matching.with_institution(),
        summary=matching.summary(),
        without_coordinates=without_coordinates,
        without_state=offered.in_state("").count() if search.place or search.state else 0,
    )


def suggest_wider_searches(
    offered: ProgramQuerySet[Program], training: CareerTraining, search: Search
) -> list[Suggestion]:
    """Wider searches that have programs."""
    suggested: list[Suggestion] = []
    for wider in search.list_wider_searches():
        if count := wider.filter_programs(offered, training.typical).count():
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
    result = search_programs(offered, training, search)
    paginator = Paginator(result.programs, PAGE_SIZE)
    # The summary has counted them already.
    paginator.count = result.summary.programs
    page: Page[Program] = paginator.get_page(request.GET.get("page"))
    rows = build_listings(page.object_list, training, search, timezone.localdate())
    on_page = {row.program.pk for row in rows}
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
            "sorts": search.build_sorts(),
            "chips": search.build_chips(),
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
            "suggestions": [] if rows else suggest_wider_searches(offered, training, search),
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
