"""Shortcuts of views that belong to a career."""

from django.shortcuts import get_object_or_404

from careers.models import Career


def published_career(slug: str) -> Career:
    """The published career of this address; Http404 for an unknown or unpublished one."""
    return get_object_or_404(Career.objects.published(), slug=slug)
