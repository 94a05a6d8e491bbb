"""An institution's page: what it offers, its figures beside the state's and the nation's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.careers import CareerTraining
from programs.listing import Listing, listings
from programs.markup import institution_markup
from programs.models import Institution, Program, ProgramSummary
from programs.models.programs import ProgramQuerySet
from programs.search import Search


@dataclass(frozen=True)
class Offer:
    """A program here, with the middle of such programs in its state and in the nation."""

    listing: Listing
    state: ProgramSummary | None
    nation: ProgramSummary


@dataclass(frozen=True)
class CareerOffers:
    """What an institution offers for one career."""

    training: CareerTraining
    offers: Sequence[Offer]


def find_institution(slug: str) -> Institution:
    """The institution of an address, closed ones included; Http404 for an unknown one."""
    found = Institution.objects.with_sources().filter(slug=slug).first()
    if found is None:
        raise Http404("No institution has this address.")
    return found


def programs_of(institution: Institution) -> list[Program]:
    """All its programs, listed or not, those of the latest file first."""
    programs = institution.programs.select_related("field", "source").defer("overridden")
    found = list(programs.order_by("-is_current", "field", "credential", "title"))
    for program in found:
        program.institution = institution
    return found


def _middles(
    related: ProgramQuerySet, credential: int, state: str
) -> tuple[ProgramSummary | None, ProgramSummary]:
    """The middle of listed programs with a credential in the state, if it is known, and in all."""
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
        middles = {
            credential: _middles(related, credential, institution.state)
            for credential in {program.credential for program in own}
        }
        offers = [
            Offer(row, *middles[row.program.credential])
            for row in listings(own, training, Search(), today)
        ]
        shown |= {program.pk for program in own}
        groups.append(CareerOffers(training, offers))
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
            "markup": institution_markup(request, institution, programs),
        },
    )
