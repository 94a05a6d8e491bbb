"""The home page and a career's guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careerguide.guide import key_figures, measured_sources, sections
from careerguide.markup import discovery
from careerguide.models import Career
from programs.models import Program
from salaries.forms import TableRequest
from salaries.summary import wage_summary
from salaries.views.states import asked_summary


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    careers = (
        Career.objects.published().select_related("outlook").prefetch_related("training_costs")
    )
    tiles = [
        {"career": career, "key_figures": key_figures(career, wage_summary(career.soc_code))}
        for career in careers
    ]
    return render(request, "careers/home.html", {"tiles": tiles})


@require_safe
def career(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide; the table of wages in it takes the same parameters as the page of wages."""
    career = get_object_or_404(Career.objects.published().with_parts(), slug=slug)
    asked = TableRequest.of(request.GET)
    # The guide's own table is of pay a year; the page of wages has the other views.
    asked.pay = "year"
    wages = asked_summary(career.soc_code, asked)
    return render(
        request,
        "careers/career.html",
        {
            "career": career,
            "career_tab": "guide",
            "wages": wages,
            "wage_notices": asked.notices,
            "key_figures": key_figures(career, wages),
            "sections": sections(career, wages),
            "measured_sources": measured_sources(career),
            "programs": Program.objects.for_fields(career.cip_codes).listed().summary(),
            "discovery": discovery(request, career, wages),
        },
    )
