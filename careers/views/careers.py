"""The one way in which views find the career of their address."""

from django.shortcuts import get_object_or_404

from careers.models import Career


def published_career(slug: str) -> Career:
    """The published career of this address; Http404 for an unknown or unpublished one."""
    return get_object_or_404(Career.objects.published(), slug=slug)
