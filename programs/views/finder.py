"""The finder: programs for a career, near a place or in a state."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from programs.careers import CareerTraining
from programs.forms import FinderForm
from programs.listing import Listing, listings
from programs.models import Dataset, Program, ProgramSummary
from programs.models.programs import ProgramQuerySet
from programs.search import SORT_LABELS, Search

PAGE_SIZE = 20
# Each suggestion to search wider is counted; past these few, a reader does not read on.
MOST_SUGGESTIONS = 3


class CountedPaginator(Paginator[Program]):
    """A paginator that is told the count, which the summary has found already."""

    def __init__(self, programs: ProgramQuerySet, per_page: int, total: int) -> None:
        super().__init__(programs, per_page)
        self._total = total

    @cached_property
    def count(self) -> int:
        return self._total


@dataclass(frozen=True)
class Found:
    """What a search found, and by which means."""

    search: Search
    programs: ProgramQuerySet
    summary: ProgramSummary
    by_distance: bool
    # Programs in the state of the place whose institution's coordinates are not known.
    unplaced: int
    # Programs whose institution's state the source does not name: no search by place finds them.
    stateless: int


@dataclass(frozen=True)
class Sort:
    """A way to sort the list, its address, and whether it is in force."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Suggestion:
    """A wider search: in words, how many it finds, and its address."""

    label: str
    count: int
    url: str


def search_programs(
    offered: ProgramQuerySet, training: CareerTraining, search: Search, placed: bool | None = None
) -> Found:
    """Run a search over a career's programs. Four queries at most, however many there are.

    `placed`: whether any institution's coordinates are known, where the caller has asked already.
    """
    by_distance, unplaced = False, 0
    if search.place:
        by_distance = offered.placed().exists() if placed is None else placed
        if by_distance:
            unplaced = offered.in_state(search.place.state).unplaced().count()
    found = search.find(offered, training.typical_cost_floor, by_distance)
    return Found(
        search=search,
        programs=found.with_institution(),
        summary=found.summary(),
        by_distance=by_distance,
        unplaced=unplaced,
        stateless=offered.in_state("").count() if search.place or search.state else 0,
    )


def suggestions(
    offered: ProgramQuerySet, training: CareerTraining, found: Found
) -> list[Suggestion]:
    """Wider searches that do find something."""
    search = found.search
    suggested: list[Suggestion] = []
    for wider in search.wider():
        count = wider.find(offered, training.typical_cost_floor, found.by_distance).count()
        if count:
            suggested.append(Suggestion(search.difference(wider), count, wider.query() or "?"))
        if len(suggested) == MOST_SUGGESTIONS:
            break
    return suggested


def finder(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """Programs that fit the search in the address, twenty a page."""
    in_fields = Program.objects.for_fields(training.cip_codes)
    offered = in_fields.listed()
    # Of unlisted programs too: to leave those out, every institution would have to be looked at.
    placed = offered.placed().exists()
    form = FinderForm(request.GET, in_fields.credentials(), placed)
    search = form.search()
    found = search_programs(offered, training, search, placed)
    paginator = CountedPaginator(found.programs, PAGE_SIZE, found.summary.programs)
    page: Page[Program] = paginator.get_page(request.GET.get("page"))
    rows = listings(page.object_list, training, search, timezone.localdate())
    on_page = {row.program.pk for row in rows}
    form.show_defaults()
    order = search.order(found.by_distance)
    sorts = [
        Sort(label, replace(search, sort=key).query(), key == order)
        for key, label in SORT_LABELS.items()
        if key != "distance" or (search.place and found.by_distance)
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
            "found": found,
            "sorts": sorts,
            "chips": search.chips(found.by_distance),
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
            "suggestions": [] if rows else suggestions(offered, training, found),
            "chosen_elsewhere": [key for key in search.chosen if key not in on_page],
            "pay_here": training.pay.get(state) if state else None,
            "csv_url": reverse("programs-csv", args=[training.career.slug])
            + search.without("chosen").query(),
            "sources": sources_of(rows),
        },
    )


def sources_of(rows: Iterable[Listing]) -> list[Dataset]:
    """The files that the figures of these rows are from, each once."""
    return sorted({row.program.source for row in rows if row.program.source}, key=str)
