"""Pieces of a career's pages that another site can put in its own: plain HTML, without scripts.

They carry their source and its date, so that they stay true where they are copied to.
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

# What a page of the site is embedded as: the name of its address, the template.
KINDS = {"career": "pay", "salaries": "states", "quiz": "quiz"}


@dataclass(frozen=True)
class Piece:
    """`kind` is one of KINDS' values; `url` is the absolute address of the page it is from."""

    kind: str
    title: str
    url: str
    html: str


def pieces(request: HttpRequest, career: Career, pages: Container[str] = KINDS) -> list[Piece]:
    """The pieces of these pages of a career, those of KINDS; without figures or a quiz, fewer.

    At most five queries.
    """
    made = []
    wages = None
    if "career" in pages or "salaries" in pages:
        wages = wage_summary(career.occupation, sort="name")
    if "career" in pages and wages and wages.nation:
        nation = {"annual": wages.nation.annual, "hourly": wages.nation.hourly}
        title = f"Pay of a {career.name}"
        made.append(_piece(request, career, "career", title, wages=wages, **nation))
    if "salaries" in pages and wages and wages.rows:
        title = f"Pay of a {career.name} by state"
        made.append(_piece(request, career, "salaries", title, wages=wages))
    if "quiz" in pages and QuizVersion.objects.newest_for_visitors(career.slug) is not None:
        title = f"Quiz: is the work of a {career.name} right for you?"
        made.append(_piece(request, career, "quiz", title))
    return made


def piece_of(request: HttpRequest, url: str) -> Piece | None:
    """The piece of a page of this site, given its whole address; None for any other address."""
    try:
        parts = urlsplit(url)
        found = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        return None
    page = found.url_name or ""
    slug = found.kwargs.get("slug", "")
    career = Career.objects.published().filter(slug=slug).first() if page in KINDS else None
    if career is None:
        return None
    return next(iter(pieces(request, career, [page])), None)


def _piece(request: HttpRequest, career: Career, page: str, title: str, **context: Any) -> Piece:
    url = request.build_absolute_uri(reverse(page, args=[career.slug]))
    values = {"career": career, "title": title, "url": url, **context}
    html = render_to_string(f"api/embed/_{KINDS[page]}.html", values)
    return Piece(KINDS[page], title, url, " ".join(html.split()))
