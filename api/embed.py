"""Embeds: parts of a career's pages as plain HTML without scripts, for other sites.

They name their source and its date, because copies on other sites are not updated.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from careers.models import Career
from quiz.models import QuizVersion
from salaries.summary import wage_summary

# URL name of a page → kind of its embed.
KINDS = {"career": "pay", "salaries": "states", "quiz": "quiz"}


@dataclass(frozen=True)
class Embed:
    """`kind` is one of KINDS' values; `url` is the absolute address of its page."""

    kind: str
    title: str
    url: str
    html: str


def build_embeds(
    request: HttpRequest, career: Career, pages: Container[str] = KINDS
) -> list[Embed]:
    """The embeds of these pages of a career; none for pages without wages or a quiz.

    At most four queries.
    """
    embeds = []
    wages = None
    if "career" in pages or "salaries" in pages:
        wages = wage_summary(career.occupation, sort="name")
    if "career" in pages and wages and wages.nation:
        nation = {"annual": wages.nation.annual, "hourly": wages.nation.hourly}
        title = f"Pay of a {career.name}"
        embeds.append(_build_embed(request, career, "career", title, wages=wages, **nation))
    if "salaries" in pages and wages and wages.rows:
        title = f"Pay of a {career.name} by state"
        embeds.append(_build_embed(request, career, "salaries", title, wages=wages))
    if "quiz" in pages and QuizVersion.objects.newest_for_visitors(career.slug) is not None:
        title = f"Quiz: is the work of a {career.name} right for you?"
        embeds.append(_build_embed(request, career, "quiz", title))
    return embeds


def find_embed(request: HttpRequest, url: str) -> Embed | None:
    """The embed of the page with this absolute address; None for any other address."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        return None
    page = match.url_name or ""
    slug = match.kwargs.get("slug", "")
    career = Career.objects.published().filter(slug=slug).first() if page in KINDS else None
    if career is None:
        return None
    return next(iter(build_embeds(request, career, [page])), None)


def _build_embed(
    request: HttpRequest, career: Career, page: str, title: str, **context: Any
) -> Embed:
    url = request.build_absolute_uri(reverse(page, args=[career.slug]))
    values = {"career": career, "title": title, "url": url, **context}
    html = render_to_string(f"api/embed/_{KINDS[page]}.html", values)
    return Embed(KINDS[page], title, url, " ".join(html.split()))
