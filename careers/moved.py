"""A career whose address changed: every page of it at the old address leads to the new one."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from careers.models import Career

# Routes of the site and of the API whose `slug` is a career's.
_CAREER_ROUTE = re.compile(r"careers/<(?:slug:)?slug>")


class RedirectMovedCareers:
    """Middleware that looks for the new address where a page of a career is not found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return redirect_moved(request) if isinstance(problem, Http404) else None


def redirect_moved(request: HttpRequest) -> HttpResponse | None:
    """A redirect to the same page at the career's new address; None where it has not moved."""
    match = request.resolver_match
    if match is None or not _CAREER_ROUTE.search(match.route):
        return None
    moved = Career.objects.published().filter(previous_slugs__slug=match.kwargs["slug"])
    slug = moved.values_list("slug", flat=True).first()
    if slug is None:
        return None
    address = reverse(match.view_name, kwargs={**match.kwargs, "slug": slug})
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{query}"
    is_read = request.method in ("GET", "HEAD")
    response = redirect(address, permanent=True, preserve_request=not is_read)
    # A career may get an earlier address back. A browser that remembers for ever would go round.
    response["Cache-Control"] = "no-cache"
    return response
