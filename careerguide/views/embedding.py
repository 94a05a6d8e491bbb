"""What other sites can put into their own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerguide.embed import pieces
from careerguide.views.careers import published_career


@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    career = published_career(slug)
    context = {"career": career, "pieces": pieces(request, career)}
    return render(request, "careers/embed.html", context)
