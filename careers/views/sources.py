"""Where every figure on the site comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.facts.reading import list_fact_sources
from careers.guides.published import list_cited_sources
from careers.models import ProjectionRelease
from careers.profile.sources import group_releases, list_credits
from programs.models import Dataset
from salaries.models import Release


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    facts = list_fact_sources()
    return render(
        request,
        "careers/sources.html",
        {
            "releases": Release.objects.published(),
            "projections": ProjectionRelease.objects.published(),
            "datasets": Dataset.objects.published(),
            "facts": group_releases(facts),
            "credits": list_credits(facts),
            "sources": list_cited_sources(),
        },
    )
