"""The home page and a career's guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.guide_page import build_guide, list_key_figures
from careers.guides.published import list_career_pages
from careers.markup import build_discovery
from careers.shortcuts import get_page
from salaries.forms import TableRequest
from salaries.summary import get_national_pay


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    careers = list_career_pages()
    pay = get_national_pay(career.occupation.soc_code for career in careers)
    tiles = [
        {
            "career": career,
            "key_figures": list_key_figures(career, pay.get(career.occupation.soc_code)),
        }
        for career in careers
    ]
    return render(request, "careers/home.html", {"tiles": tiles})


@require_safe
def career(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide; the table of wages in it takes the same parameters as the page of wages."""
    asked = TableRequest.from_query(request.GET)
    # The guide's own table is of pay a year; the page of wages has the other views.
    asked.pay = "year"
    page = get_page(request, slug, with_html=True)
    guide = build_guide(page, asked)
    discovery = build_discovery(request, page, guide["wages"])
    context = {**guide, "career_tab": "guide", "discovery": discovery}
    return render(request, "careers/career.html", context)
