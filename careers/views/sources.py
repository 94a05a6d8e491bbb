"""Where every figure on the site comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.guides.published import list_cited_sources
from careers.models import ProjectionRelease
from programs.models import Dataset
from salaries.models import Release


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "careers/sources.html",
        {
            "releases": Release.objects.published(),
            "projections": ProjectionRelease.objects.published(),
            "datasets": Dataset.objects.published(),
            "sources": list_cited_sources(),
        },
    )
