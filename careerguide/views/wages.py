"""Wage pages: find the career of the address, then hand its survey occupation to the wages."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careerguide.views.careers import published_career
from salaries import views


@require_safe
def salaries(request: HttpRequest, slug: str) -> HttpResponse:
    return views.salaries(request, published_career(slug))


@require_safe
def salaries_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return views.salaries_csv(request, published_career(slug))
