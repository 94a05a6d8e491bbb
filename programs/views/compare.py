"""Up to four programs side by side. The choice is in the address, so that it can be shared."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.assumptions import Given, Outcome, OwnEarnings, given_by
from programs.careers import CareerTraining
from programs.forms import FinderForm, PaybackForm, chosen_programs
from programs.listing import Listing, listings
from programs.models import Program
from programs.search import MOST_CHOSEN


@dataclass(frozen=True)
class Column:
    """One program of the comparison, its payback, and the address without it."""

    listing: Listing
    given: Given
    outcome: Outcome | None
    own: OwnEarnings | None
    url_without: str


def compare(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The programs of the address, in its order. Closed and unlisted ones too: lists get old."""
    form = PaybackForm(request.GET, nation="Its own state")
    search = FinderForm(request.GET).search()
    asked = chosen_programs(request.GET)
    offered = Program.objects.for_fields(training.cip_codes).with_institution()
    known = {program.pk: program for program in offered.filter(pk__in=search.chosen)}
    programs = [known[key] for key in search.chosen if key in known]
    rows = listings(programs, training, search, timezone.localdate())
    address = reverse("programs-compare", args=[training.career.slug])
    by_state: dict[str, Given] = {}
    columns = []
    for row in rows:
        state = row.institution.state
        if state not in by_state:
            by_state[state] = given_by(form, training, default_state=state)
        others = tuple(key for key in search.chosen if key != row.program.pk)
        columns.append(
            Column(
                listing=row,
                given=by_state[state],
                outcome=by_state[state].outcome(row.route) if row.route else None,
                own=by_state[state].at_own_earnings(row.program.earnings, row.route),
                url_without=address + (replace(search, chosen=others).query() or "?"),
            )
        )
    return render(
        request,
        "programs/compare.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "training": training,
            "form": form,
            "columns": columns,
            "search": search,
            "missing": len(search.chosen) - len(programs),
            "left_out": max(0, len(asked) - MOST_CHOSEN),
            "finder_url": reverse("programs", args=[training.career.slug]) + search.query(),
        },
    )
