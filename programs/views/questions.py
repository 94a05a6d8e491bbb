"""What to ask a school, for up to four programs: a page to print for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.careers import CareerTraining
from programs.chosen import find_chosen_programs
from programs.listing import build_listings
from programs.models import Program
from programs.questions import list_questions
from programs.search import Search


def questions(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The questions about the programs of the address, closed and unlisted ones too."""
    offered = Program.objects.for_fields(training.cip_codes).with_institution()
    chosen = find_chosen_programs(offered, request.GET.getlist("program"))
    rows = build_listings(chosen.programs, training, Search(), timezone.localdate())
    search = Search(chosen=tuple(row.program.key for row in rows))
    addresses = {
        name: reverse(view, args=[training.career.slug]) + search.query()
        for name, view in {
            "address": "programs-questions",
            "compare_url": "programs-compare",
            "finder_url": "programs",
        }.items()
    }
    return render(
        request,
        "programs/questions.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "chosen": chosen,
            "sheets": [
                (row.program, list_questions(row.program, row.price, row.pay)) for row in rows
            ],
            "link": request.build_absolute_uri(addresses["address"]),
            **addresses,
        },
    )
