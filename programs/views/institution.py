"""An institution's page: its programs, with figures beside the state's and the nation's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from programs.careers import CareerTraining
from programs.listing import Listing, build_listings
from programs.markup import render_institution_markup
from programs.models import FieldOfStudy, Institution, Program, ProgramSummary
from programs.models.fields import build_code_pattern
from programs.search import Search

# Where no listed program has the credential: this one is of an earlier file.
NO_SUMMARIES = (None, ProgramSummary(None, 0, None, 0, None, 0))


class CareerLink(NamedTuple):
    """The name of a career, and the address of its programs."""

    name: str
    address: str


@dataclass(frozen=True)
class Offer:
    """A program here, with the medians of such programs in its state and in the nation."""

    listing: Listing
    state: ProgramSummary | None
    nation: ProgramSummary


def find_institution(slug: str) -> Institution:
    """The institution with this slug, closed ones included; Http404 for an unknown one."""
    return get_object_or_404(Institution.objects.with_sources(), slug=slug)


def list_programs(institution: Institution) -> list[Program]:
    """All its programs, listed or not, those of the latest file first; none of a file that was
    withdrawn."""
    programs = institution.programs.select_related("field", "source").defer("overridden")
    programs = programs.filter(source__withdrawn_at=None)
    return list(programs.order_by("-is_current", "field", "credential", "title"))


def institution(
    request: HttpRequest,
    institution: Institution,
    programs: Sequence[Program],
    trainings: Iterable[CareerTraining],
    other_careers: Sequence[CareerLink] = (),
) -> HttpResponse:
    """The page of an institution.

    `trainings` are the careers that its fields lead to, or the first of them where they are many;
    `other_careers` the rest.
    """
    today = timezone.localdate()
    groups = []
    shown: set[int] = set()
    codes = list(FieldOfStudy.objects.values_list("code", flat=True))
    for training in trainings:
        is_related = re.compile(build_code_pattern(training.cip_codes)).match
        related = Program.objects.filter(field__in=[code for code in codes if is_related(code)])
        own = [program for program in programs if is_related(program.field_id)]
        summaries = related.listed().summaries(institution.state)
        offers = [
            Offer(row, *summaries.get(row.program.credential, NO_SUMMARIES))
            for row in build_listings(own, training, Search(), today)
        ]
        shown |= {program.pk for program in own}
        groups.append((training, offers))
    sharing = list(institution.shares_figures_with()[:10])
    return render(
        request,
        "programs/institution.html",
        {
            "institution": institution,
            "groups": groups,
            "other_careers": other_careers,
            "others": [program for program in programs if program.pk not in shown],
            "sharing": sharing,
            "sources": sorted({p.source for p in programs if p.source}, key=str),
            "old_directory": institution.directory and institution.directory.is_old(today),
            "markup": render_institution_markup(request, institution, programs),
        },
    )
