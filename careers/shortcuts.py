"""Shortcuts of views that belong to a career."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.views.decorators.http import require_safe

from careers.guides.career_page import CareerPage
from careers.guides.published import get_career_page
from careers.previews import Preview
from common.answers import record_answers
from common.languages import language_of_path

View = Callable[..., HttpResponse]
# Pages of a career, by the names of their addresses, whose `slug` is the career's.
CAREER_PAGES = ("career", "salaries", "programs", "quiz", "fit")


def get_page(request: HttpRequest, slug: str, *, with_html: bool = False) -> CareerPage:
    """The career that a request is for: the one being previewed, or the published one.

    Http404 for an unknown or unpublished one.
    """
    preview: Preview | None = getattr(request, "preview", None)
    if preview is not None and preview.page.slug == slug:
        return preview.page
    return get_career_page(slug, with_html=with_html)


def resolve_page(path: str) -> ResolverMatch | None:
    """The page of this site at a path, which may have a query; None where there is none."""
    path = path.partition("?")[0]
    try:
        with translation.override(language_of_path(path)):
            return resolve(path)
    except Resolver404:
        return None


def find_career_of_path(path: str) -> CareerPage | None:
    """The published career that a page of this site belongs to, in the language of that page."""
    match = resolve_page(path)
    if match is None or match.url_name not in CAREER_PAGES:
        return None
    with translation.override(language_of_path(path)):
        try:
            return get_career_page(match.kwargs["slug"])
        except Http404:
            return None


def resolve_career(view: View, prepare: Callable[[CareerPage], Any] | None = None) -> View:
    """A view that takes the slug of an address for one that takes the career.

    `prepare` makes of the career what the view takes instead.
    """

    @require_safe
    @wraps(view)
    def view_of_slug(request: HttpRequest, slug: str, **options: Any) -> HttpResponse:
        # Views may keep what they make of the answers: see common/kept.py.
        with record_answers():
            page = get_page(request, slug)
            return view(request, prepare(page) if prepare else page, **options)

    return view_of_slug
