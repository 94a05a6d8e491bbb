"""Up to four programs side by side. The choice is in the address, so that it can be shared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.assumptions import Outcome, PaybackAssumptions, resolve_assumptions
from programs.careers import CareerTraining
from programs.chosen import find_chosen_programs
from programs.forms import FinderForm, PaybackForm
from programs.listing import Listing, build_listings
from programs.models import Program
from programs.offer import read_diploma_pay
from programs.search import Search

# What no federal file reports: rows that stand only where an editor entered something.
DETAILS = {
    "delivery": _("how it is taught"),
    "externship": _("externship"),
    "certifications": _("certifications prepared for"),
}


# Figures of which more is better, and of which less is.
HIGHEST, LOWEST = ("earnings", "gain"), ("miles", "debt")


@dataclass(frozen=True)
class Column:
    """One program of the comparison, its payback, and the address without it.

    `best`: the figures that are better here than in any other column.
    """

    listing: Listing
    assumptions: PaybackAssumptions
    outcome: Outcome
    best: frozenset[str]
    questions_url: str
    url_without: str


def find_best(rows: Sequence[Listing]) -> list[frozenset[str]]:
    """For each row the figures that are better than in all others.

    Nothing is best among figures of which one is missing: that one may be better. Nor is anything
    where the programs end in different credentials.
    """
    best: list[set[str]] = [set() for _ in rows]
    if len(rows) < 2 or len({row.program.credential for row in rows}) > 1:
        return [frozenset() for _ in rows]
    for name in (*HIGHEST, *LOWEST):
        figures: list[Any] = [
            getattr(row if hasattr(row, name) else row.program, name) for row in rows
        ]
        if None in figures:
            continue
        top = max(figures) if name in HIGHEST else min(figures)
        if figures.count(top) == 1:
            best[figures.index(top)].add(name)
    return [frozenset(names) for names in best]


def compare(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The programs of the address, in its order; closed and unlisted ones too: lists get old."""
    form = PaybackForm(request.GET, nation=gettext("Its own state"))
    search = FinderForm(request.GET).search()
    offered = Program.objects.for_fields(training.cip_codes).with_institution()
    if search.place:
        offered = offered.with_distance(search.place.point)
    chosen = find_chosen_programs(offered, request.GET.getlist("program"))
    programs = chosen.programs
    search = replace(search, chosen=tuple(program.key for program in programs))
    diploma = read_diploma_pay(training.cip_codes)
    rows = build_listings(programs, training, search, timezone.localdate())
    address = reverse("programs-compare", args=[training.career.slug])
    own = {name: value for name in form.fields if (value := request.GET.get(name))}
    assume_in_state = cache(partial(resolve_assumptions, form, training, diploma))
    questions_address = reverse("programs-questions", args=[training.career.slug])
    columns = []
    for row, best in zip(rows, find_best(rows), strict=True):
        assumptions = assume_in_state(row.institution.state)
        others = tuple(key for key in search.chosen if key != row.program.key)
        columns.append(
            Column(
                listing=row,
                assumptions=assumptions,
                outcome=assumptions.judge_program(row.program, row.price, row.time),
                best=best,
                questions_url=f"{questions_address}?program={row.program.key}",
                url_without=address + (replace(search, chosen=others).query(**own) or "?"),
            )
        )
    reported = {
        "first_year": any(program.first_year_earnings is not None for program in programs),
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
            "chosen": chosen,
            "link": request.build_absolute_uri(address + search.query(**own)),
            "questions_url": questions_address + Search(chosen=search.chosen).query(),
            "finder_url": reverse("programs", args=[training.career.slug]) + search.query(),
        },
    )
