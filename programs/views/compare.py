"""Up to four programs side by side. The choice is in the address, so that it can be shared."""

from dataclasses import dataclass, replace
from functools import cache, partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.assumptions import (
    Outcome,
    OwnEarnings,
    PaybackAssumptions,
    resolve_assumptions,
)
from programs.careers import CareerTraining
from programs.forms import FinderForm, PaybackForm, parse_chosen_programs
from programs.listing import Listing, build_listings
from programs.models import Program
from programs.offer import read_public_figures
from programs.search import MAX_CHOSEN

# What no federal file reports: rows that stand only where an editor entered something.
DETAILS = {
    "delivery": _("how it is taught"),
    "externship": _("externship"),
    "certifications": _("certifications prepared for"),
}


@dataclass(frozen=True)
class Column:
    """One program of the comparison, its payback, and the address without it."""

    listing: Listing
    assumptions: PaybackAssumptions
    outcome: Outcome | None
    own_earnings: OwnEarnings | None
    url_without: str


def compare(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The programs of the address, in its order; closed and unlisted ones too: lists get old."""
    form = PaybackForm(request.GET, nation=gettext("Its own state"))
    search = FinderForm(request.GET).search()
    chosen = parse_chosen_programs(request.GET)
    offered = Program.objects.for_fields(training.cip_codes).with_institution()
    if search.place:
        offered = offered.with_distance(search.place.point)
    known = {program.pk: program for program in offered.filter(pk__in=search.chosen)}
    programs = [known[key] for key in search.chosen if key in known]
    figures = read_public_figures(training.cip_codes)
    rows = build_listings(programs, training, search, timezone.localdate(), figures.debts)
    address = reverse("programs-compare", args=[training.career.slug])
    assume_in_state = cache(partial(resolve_assumptions, form, training, figures))
    columns = []
    for row in rows:
        assumptions = assume_in_state(row.institution.state)
        others = tuple(key for key in search.chosen if key != row.program.pk)
        cost = row.counted_cost
        route = cost.route if cost else None
        columns.append(
            Column(
                listing=row,
                assumptions=assumptions,
                outcome=assumptions.calculate_outcome(route) if route else None,
                own_earnings=assumptions.calculate_at_own_earnings(row.program.earnings, route),
                url_without=address + (replace(search, chosen=others).query() or "?"),
            )
        )
    reported = {
        "delivery": any(program.delivery for program in programs),
        "externship": any(program.has_externship is not None for program in programs),
        "certifications": any(program.certifications for program in programs),
    }
    return render(
        request,
        "programs/compare.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "training": training,
            "form": form,
            "columns": columns,
            "study": columns[0].assumptions.study if columns else "",
            "reported": reported,
            "unreported": [text for name, text in DETAILS.items() if not reported[name]],
            "search": search,
            "missing": len(search.chosen) - len(programs),
            "left_out": max(0, len(chosen) - MAX_CHOSEN),
            "finder_url": reverse("programs", args=[training.career.slug]) + search.query(),
        },
    )
