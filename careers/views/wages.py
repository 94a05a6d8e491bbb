"""Wage pages: look up the career, then call the salaries view with its survey occupation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career
from careers.shortcuts import published_career
from salaries import views
from salaries.related import RelatedOccupation


@require_safe
def salaries(request: HttpRequest, slug: str) -> HttpResponse:
    career = published_career(slug)
    related = [
        RelatedOccupation(
            soc_code=row.soc_code,
            difference=row.difference,
            is_next_step=row.relation == row.Relation.NEXT_STEP,
        )
        for row in career.related_occupations.all()
    ]
    return views.salaries(request, career, related)


@require_safe
def salaries_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return views.salaries_csv(request, published_career(slug))


@require_safe
def salaries_json(request: HttpRequest, slug: str) -> HttpResponse:
    return views.salaries_json(request, published_career(slug))


@require_safe
def area(request: HttpRequest, slug: str, area_slug: str) -> HttpResponse:
    return views.area(request, published_career(slug), area_slug)


@require_safe
def occupation_pay(request: HttpRequest, soc_code: str) -> HttpResponse:
    """Redirect to the wage page of the first published career with this survey occupation."""
    career = Career.objects.published().filter(occupation__soc_code=soc_code).order_by("pk").first()
    if career is None:
        raise Http404("No published career has this occupation.")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("salaries", args=[career.slug]) + query)
