"""What messengers and mail programs append to an address is dropped."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from common.privacy import NOTHING, keep_private

# Behind the last letter or digit: as they are, percent-encoded twice, or as HTML writes them. A
# signature ends with neither dash nor underscore, as its last character has four bits.
_MARKS = re.compile(r"(?:%[0-9a-f]{2}|&#?\w+;?|[\W_])+$", re.IGNORECASE)


def drop_marks(text: str) -> str:
    """An address or a code without the marks behind it.

    >>> drop_marks("/g/7kq4m2xp3f/).”"), drop_marks("7KQ4M-2XP3F,"), drop_marks("/g/x%2E&gt;")
    ('/g/7kq4m2xp3f', '7KQ4M-2XP3F', '/g/x')
    """
    return _MARKS.sub("", text)


class DropMarks:
    """Middleware that redirects from an address that leads nowhere to the same without marks.

    It does so for every page for people, of which all addresses end with a letter or a digit, and
    a slash. Inside of CommonMiddleware, which appends slashes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A view may change the path: a preview does.
        path = request.path_info
        response = self._get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        shorter = _find_shorter(path)
        if shorter is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        target = iri_to_uri(f"{request.META.get('SCRIPT_NAME', '')}{shorter}")
        # The address may be a secret.
        return keep_private(HttpResponseRedirect(f"{target}?{query}" if query else target), NOTHING)


def _find_shorter(path: str) -> str | None:
    """The path of a page without marks at its end; None if there are none, or no such page."""
    shorter = drop_marks(path)
    if shorter == path.rstrip("/"):
        return None
    for candidate in (f"{shorter}/", shorter):
        try:
            match = resolve(candidate)
        except Resolver404:
            continue
        # Addresses of the API and of admin are for programs and editors, and have a namespace.
        return None if match.namespaces else candidate
    return None
