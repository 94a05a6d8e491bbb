"""The finder: programs for a career, near a place or in a state."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from common.formatting import format_count, format_dollars
from programs.careers import CareerTraining, PayByState
from programs.first_page import PAGE_SIZE, read_first_page
from programs.forms import FinderForm
from programs.listing import Listing, build_listings
from programs.models import Dataset, Program, ProgramCounts, ProgramQuerySet
from programs.offer import Offer, describe_offer
from programs.search import Search

# Each suggestion costs a query, and readers need only a few.
MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class SearchResult:
    """The programs that match a search, and how many a search by place cannot find."""

    programs: ProgramQuerySet[Program]
    counts: ProgramCounts
    # Programs in the state of the place whose institution's coordinates are not known.
    without_coordinates: int
    # Programs whose institution's state is not known.
    without_state: int


@dataclass(frozen=True)
class Suggestion:
    """A wider search: its label, the number of its programs, and its address."""

    label: str
    count: int
    url: str


def search_programs(offer: Offer, training: CareerTraining, search: Search) -> SearchResult:
    """Run a search over a career's programs. At most two queries, and one for the rows."""
    without_coordinates = without_state = 0
    if state := search.place.state if search.place else search.state:
        without_state, without_coordinates = offer.programs.count_unlocated(state)
    counts = offer.counts
    if search.is_filtered or counts is None:
        matching = replace(search, inactive=True).filter_programs(offer.programs, training.typical)
        counts = matching.counts(everything=search.inactive)
    return SearchResult(
        programs=search.filter_programs(offer.programs, training.typical),
        counts=counts,
        without_coordinates=without_coordinates if search.place and search.by_distance else 0,
        without_state=without_state,
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
    offer = describe_offer(training.cip_codes, with_counts=not request.GET)
    form = FinderForm(request.GET, offer)
    search = form.search()
    result = search_programs(offer, training, search)
    is_first = not search.is_filtered and "page" not in request.GET
    paginator = Paginator(result.programs if is_first else result.programs.for_a_list(), PAGE_SIZE)
    # They are counted already.
    paginator.count = result.counts.programs
    page: Page[Program] = paginator.get_page(request.GET.get("page"))
    listed = read_first_page(offer.fields, search.order) if is_first else page.object_list
    rows = build_listings(listed, training, search, timezone.localdate())
    on_page = {row.program.pk for row in rows}
    state = search.state or (search.place.state if search.place else "")
    return render(
        request,
        "programs/finder.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "training": training,
            "offer": offer,
            "form": form,
            "search": search,
            "result": result,
            "sorts": search.build_sorts(),
            "chips": search.build_chips(),
            "page": page,
            "previous_url": search.query(page=str(page.number - 1)),
            "next_url": search.query(page=str(page.number + 1)),
            "search_parameters": search.without("chosen").parameters(),
            "everything_url": replace(search, inactive=True).query(),
            "rows": rows,
            "with_cost": "cost" in offer.known,
            "suggestions": [] if rows else suggest_wider_searches(offer.programs, training, search),
            "chosen_elsewhere": [key for key in search.chosen if key not in on_page],
            "heading": describe_result(result.counts),
            "pay_here": describe_pay(training.pay, state),
            "csv_url": reverse("programs-csv", args=[training.career.slug])
            + search.without("chosen").query(),
            "sources": list_sources(rows),
        },
    )


def describe_result(counts: ProgramCounts) -> str:
    """The heading: “56 programs at 36 institutions”."""
    programs = ngettext("%(number)s program", "%(number)s programs", counts.programs)
    institutions = ngettext(
        "%(number)s institution", "%(number)s institutions", counts.institutions
    )
    # Translators: as in “56 programs at 36 institutions”.
    return gettext("%(programs)s at %(institutions)s") % {
        "programs": programs % {"number": format_count(counts.programs)},
        "institutions": institutions % {"number": format_count(counts.institutions)},
    }


def describe_pay(pay_by_state: PayByState, state: str) -> str:
    """What the work pays in a state, with the source; empty if nothing is known of it."""
    pay = pay_by_state.get(state)
    if pay is None or (pay.median is None and pay.p25 is None):
        return ""
    if pay.p25 is None:
        text = gettext("In %(area)s this work pays %(median)s a year in the middle (%(source)s).")
    elif pay.median is None:
        text = gettext(
            "In %(area)s a quarter of workers in this work earn less than %(p25)s a year "
            "(%(source)s)."
        )
    else:
        text = gettext(
            "In %(area)s this work pays %(median)s a year in the middle; a quarter of workers earn "
            "less than %(p25)s (%(source)s)."
        )
    return text % {
        "area": pay.area,
        "median": format_dollars(pay.median),
        "p25": format_dollars(pay.p25),
        "source": f"{pay_by_state.source_short}, {pay_by_state.period}",
    }


def list_sources(rows: Iterable[Listing]) -> list[Dataset]:
    """The files that the figures of these rows are from, each once."""
    return sorted({row.program.source for row in rows if row.program.source}, key=str)
