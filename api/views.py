"""The page with HTML for other sites to copy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from api.embed import build_embeds
from careers.guides.published import get_career_page


@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    career = get_career_page(slug)
    context = {"career": career, "embeds": build_embeds(request, career)}
    return render(request, "api/embed.html", context)
