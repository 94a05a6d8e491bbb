"""Shortcuts of views that belong to a career."""

from django.shortcuts import get_object_or_404
from django.urls import Resolver404, ResolverMatch, resolve

from careers.models import Career


def published_career(slug: str) -> Career:
    """The published career of this address; Http404 for an unknown or unpublished one."""
    return get_object_or_404(Career.objects.published(), slug=slug)


def resolve_page(path: str) -> ResolverMatch | None:
    """The page of this site at a path, which may have a query; None where there is none."""
    try:
        return resolve(path.partition("?")[0])
    except Resolver404:
        return None
