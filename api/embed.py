"""Embeds: parts of a career's pages as plain HTML without scripts, for other sites.

They name their source and its date, because copies on other sites are not updated.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from careers.guides.career_page import CareerPage
from careers.guides.published import get_career_page
from careers.shortcuts import resolve_page
from common.languages import language_of_path
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
    request: HttpRequest, career: CareerPage, pages: Container[str] = KINDS
) -> list[Embed]:
    """The embeds of these pages of a career; none for pages without wages or a quiz.

    They are in the current language, with links to its pages. At most four queries.
    """
    embeds = []
    wages = None
    if "career" in pages or "salaries" in pages:
        wages = wage_summary(career.occupation, sort="name")
    if "career" in pages and wages and wages.nation:
        nation = {"annual": wages.nation.annual, "hourly": wages.nation.hourly}
        title = _("Pay of %(careers)s") % {"careers": career.plural}
        embeds.append(
            _build_embed(
                request,
                career,
                "career",
                title,
                wages=wages,
                release=wages.nation.release,
                **nation,
            )
        )
    if "salaries" in pages and wages and wages.rows:
        title = _("Pay of %(careers)s by state") % {"careers": career.plural}
        shown = wages.by_the_hour() if wages.is_hourly_only else wages
        embeds.append(
            _build_embed(request, career, "salaries", title, wages=shown, release=wages.release)
        )
    if "quiz" in pages and QuizVersion.objects.newest_for_visitors(career.slug) is not None:
        title = _("Quiz: %(career)s. Is this work right for you?") % {"career": career.name}
        embeds.append(_build_embed(request, career, "quiz", title))
    return embeds


def find_embed(request: HttpRequest, url: str) -> Embed | None:
    """The embed of the page with this absolute address, in its language; None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    match = resolve_page(parts.path)
    if match is None or parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        return None
    page = match.url_name or ""
    slug = match.kwargs.get("slug", "")
    if page not in KINDS:
        return None
    try:
        career = get_career_page(slug)
    except Http404:
        return None
    with translation.override(language_of_path(parts.path)):
        return next(iter(build_embeds(request, career, [page])), None)


def _build_embed(
    request: HttpRequest, career: CareerPage, page: str, title: str, **context: Any
) -> Embed:
    url = request.build_absolute_uri(reverse(page, args=[career.slug]))
    values = {"career": career, "title": title, "url": url, **context}
    html = render_to_string(f"api/embed/_{KINDS[page]}.html", values)
    return Embed(KINDS[page], title, url, " ".join(html.split()))
