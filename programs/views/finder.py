"""The finder: programs for a career, near a place or in a state."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from common.formatting import format_count, format_dollars
from common.kept import identify_answers
from programs.careers import CareerTraining, PayByState
from programs.first_page import FIRST, PAGE_SIZE, read_first_page
from programs.forms import FinderForm
from programs.geography import STATES
from programs.listing import Listing, build_listings, describe_fields
from programs.maps.program_map import build_map
from programs.models import Dataset, Program, ProgramCounts, ProgramQuerySet
from programs.offer import describe_offer
from programs.prices.price import PriceKind
from programs.prices.published import InstitutionPrices
from programs.search import Search
from programs.search_result import search_programs
from programs.views.download import MAX_ROWS

# Each suggestion costs a query, and readers need only a few.
MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class Suggestion:
    """A wider search: its label, the number of its programs, and its address."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Nearest:
    """The nearest program beyond the radius: where it is, how far, and a search that finds it."""

    text: str
    label: str
    url: str


def find_nearest(offered: ProgramQuerySet[Program], search: Search) -> Nearest | None:
    """The nearest program that the search would find if its radius were larger. One query."""
    if search.point is None or search.radius is None:
        return None
    anywhere = replace(search, radius=None).filter_programs(offered)
    nearest = anywhere.nearest_beyond(search.point, search.radius)
    if nearest is None:
        return None
    miles, *place = nearest
    wider = search.widen_to(miles)
    # Never as far as the radius itself.
    number = format_count(round(miles)) if round(miles) > search.radius else f"{miles:.1f}"
    words = {"miles": number, "place": ", ".join(filter(None, place))}
    text = gettext("The next one is %(miles)s miles away in %(place)s.") % words
    label = gettext("Search at any distance")
    if wider.radius:
        label = gettext("Search within %(radius)s miles") % {"radius": wider.radius}
    return Nearest(text, label, wider.query())


def suggest_wider_searches(offered: ProgramQuerySet[Program], search: Search) -> list[Suggestion]:
    """Wider searches that have programs."""
    suggested: list[Suggestion] = []
    for wider in search.list_wider_searches():
        if count := wider.filter_programs(offered).count():
            label = search.describe_difference(wider)
            suggested.append(Suggestion(label, count, wider.query() or "?"))
        if len(suggested) == MAX_SUGGESTIONS:
            break
    return suggested


def finder(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """Programs that match the search in the address, twenty a page."""
    offer = describe_offer(training.cip_codes)
    form = FinderForm(request.GET, offer)
    search = form.search()
    result = search_programs(offer, search)
    form.show_counts(result.fields, result.credentials)
    # They are counted already.
    page = Paginator(range(result.counts.programs), PAGE_SIZE).get_page(request.GET.get("page"))
    first = PAGE_SIZE * (page.number - 1)
    is_first = not search.is_filtered and page.number == 1 and search.order in FIRST
    if is_first:
        listed = read_first_page(offer.fields, search.order)
    else:
        listed = list(result.list_programs(first, first + PAGE_SIZE))
    prices: dict[int, InstitutionPrices] | None = None if "prices" in offer.known else {}
    rows = build_listings(listed, training, search, timezone.localdate(), prices)
    on_page = {name for row in rows for name in (row.program.key, str(row.program.pk))}
    state = search.state or (search.place.state if search.place else "")
    names = {} if search.field or len(offer.names) == 1 else dict(offer.names)
    on_rows = {row.program.field_id for row in rows}
    shown = {code: name for code, name in offer.names.items() if code in on_rows}
    is_short = result.counts.programs <= PAGE_SIZE
    near = search.place if search.point else None
    context = {
        "career": training.career,
        "career_tab": "programs",
        "training": training,
        "offer": offer,
        "earnings_check": offer.check_earnings(search.field),
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
        "online_url": replace(search, online=True, state="").query(),
        "online": offer.count(search.field, search.credential).online,
        "rows": rows,
        "names": names,
        "fields": describe_fields(shown, training.fields).values(),
        "has_floors": any(row.price.kind == PriceKind.DEBT for row in rows),
        "state": state,
        "map": build_map(rows, page.start_index(), near, search.radius, search.state),
        "nearest": find_nearest(offer.programs, search) if is_short else None,
        "suggestions": [] if rows else suggest_wider_searches(offer.programs, search),
        "chosen_elsewhere": [key for key in search.chosen if key not in on_page],
        "heading": describe_result(result.counts, search),
        "pay_here": describe_pay(training.pay, state),
        "csv_url": reverse("programs-csv", args=[training.career.slug])
        + search.without("chosen").query(),
        "csv_rows": MAX_ROWS if result.counts.programs > MAX_ROWS else 0,
        "sources": list_sources(rows),
    }
    # After everything that is asked: a page is kept by all answers.
    context["answers"] = identify_answers(request, timezone.localdate())
    return render(request, "programs/finder.html", context)


def describe_result(counts: ProgramCounts, search: Search) -> str:
    """The heading: “56 programs at 36 institutions within 25 miles of Seattle (98101)”."""
    programs = ngettext("%(number)s program", "%(number)s programs", counts.programs)
    programs %= {"number": format_count(counts.programs)}
    text = programs
    if counts.institutions:
        institutions = ngettext(
            "%(number)s institution", "%(number)s institutions", counts.institutions
        )
        # Translators: as in “56 programs at 36 institutions”.
        text = gettext("%(programs)s at %(institutions)s") % {
            "programs": programs,
            "institutions": institutions % {"number": format_count(counts.institutions)},
        }
    if search.is_online:
        return gettext("%(programs)s, taught online") % {"programs": text}
    if search.place and search.point and search.radius:
        # Translators: as in “56 programs at 36 institutions within 25 miles of Seattle (98101)”.
        near = ngettext(
            "%(programs)s within %(radius)s mile of %(place)s",
            "%(programs)s within %(radius)s miles of %(place)s",
            search.radius,
        )
        return near % {
            "programs": text,
            "radius": search.radius,
            "place": search.place.name,
        }
    if state := search.state:
        # Translators: as in “56 programs at 36 institutions in Washington”.
        return gettext("%(programs)s in %(state)s") % {"programs": text, "state": STATES[state]}
    return text


def describe_pay(pay_by_state: PayByState, state: str) -> str:
    """What the work pays in a state, else in the nation, with the source; empty if not known."""
    pay = pay_by_state.get_or_nation(state)
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
