"""Shortcuts of views that belong to a career."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, ResolverMatch, resolve
from django.views.decorators.http import require_safe

from careers.models import Career

View = Callable[..., HttpResponse]


def published_career(slug: str) -> Career:
    """The published career of this address; Http404 for an unknown or unpublished one."""
    return get_object_or_404(Career.objects.published(), slug=slug)


def resolve_page(path: str) -> ResolverMatch | None:
    """The page of this site at a path, which may have a query; None where there is none."""
    try:
        return resolve(path.partition("?")[0])
    except Resolver404:
        return None


def resolve_career(view: View, get: Callable[[str], Any] = published_career) -> View:
    """A view that takes the slug of an address for one that takes the career.

    `get` returns by the slug what the view takes as the career.
    """

    @require_safe
    @wraps(view)
    def view_of_slug(request: HttpRequest, slug: str, **options: Any) -> HttpResponse:
        return view(request, get(slug), **options)

    return view_of_slug
