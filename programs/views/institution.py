"""An institution's page: its programs, with figures beside the state's and the nation's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from programs.careers import CareerTraining
from programs.listing import Listing, build_listings
from programs.markup import render_institution_markup
from programs.models import Institution, Program, ProgramQuerySet, ProgramSummary
from programs.search import Search


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


def _summarize(
    related: ProgramQuerySet[Program], credential: int, state: str
) -> tuple[ProgramSummary | None, ProgramSummary]:
    """Figures of listed programs with a credential in the state, if it is known, and overall."""
    same = related.listed().filter(credential=credential)
    return same.in_state(state).summary() if state else None, same.summary()


def institution(
    request: HttpRequest,
    institution: Institution,
    programs: Sequence[Program],
    trainings: Iterable[CareerTraining],
) -> HttpResponse:
    """The page of an institution; `trainings` are the careers that its fields lead to."""
    today = timezone.localdate()
    groups = []
    shown: set[int] = set()
    for training in trainings:
        related = Program.objects.for_fields(training.cip_codes)
        fields = set(related.field_codes())
        own = [program for program in programs if program.field_id in fields]
        summaries = {
            credential: _summarize(related, credential, institution.state)
            for credential in {program.credential for program in own}
        }
        offers = [
            Offer(row, *summaries[row.program.credential])
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
            "others": [program for program in programs if program.pk not in shown],
            "sharing": sharing,
            "sources": sorted({p.source for p in programs if p.source}, key=str),
            "old_directory": institution.directory and institution.directory.is_old(today),
            "markup": render_institution_markup(request, institution, programs),
        },
    )
