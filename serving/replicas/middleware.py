"""Decides for each request whether public pages are read from a replica.

A browser that wrote carries the position in the log at which its write was done; it reads from a
replica that has replayed it, or from the primary.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponseBase

from serving.pagecache.pages import PAGES
from serving.replicas.routing import reading_from
from serving.replicas.watching import STANDING, watching

COOKIE = "wrote"
# Where the page cache, which asked for the generation, says what the page must be read from.
SOURCE = "devserver.database"
READING = ("GET", "HEAD")
# Pages of content alone. Whoever takes a quiz or opens a result is on the primary, as is an editor.
PUBLIC = {*PAGES, "occupation-pay"}
API = "api"
# A position is at most a 64-bit number; where none could be had no replica is good enough.
UNKNOWN = (1 << 63) - 1
# Seconds that the cookie outlives the limit on lag, for what is left of a check in between.
MARGIN = 5

View = Callable[[HttpRequest], HttpResponseBase]


def position_of(cookies: Mapping[str, str]) -> int:
    """The position in a browser's cookie, 0 without one; whatever else it holds is UNKNOWN."""
    text = cookies.get(COOKIE, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else UNKNOWN


class ReadFromReplica:
    """Middleware, the innermost: the session and the limits on senders stay on the primary."""

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING:
            response = self._get_response(request)
            _remember(response)
            return response
        token = reading_from.set(DEFAULT_DB_ALIAS)
        try:
            response = self._get_response(request)
            alias = reading_from.get()
            if response.status_code == 503 and alias != DEFAULT_DB_ALIAS:
                # Some views put an error of the database into words of their own.
                watching.leave_out(alias)
                request.META[SOURCE] = DEFAULT_DB_ALIAS
                response = self._get_response(request)
            return response
        finally:
            reading_from.reset(token)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        match = request.resolver_match
        if match is not None and (match.url_name in PUBLIC or match.namespace == API):
            reading_from.set(self._source(request))

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """The page from the primary, where the replica failed in the middle of it."""
        alias, match = reading_from.get(), request.resolver_match
        if alias == DEFAULT_DB_ALIAS or match is None:
            return None
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        watching.leave_out(alias)
        reading_from.set(DEFAULT_DB_ALIAS)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response

    def _source(self, request: HttpRequest) -> str:
        given = request.META.get(SOURCE)
        if given is not None:
            return str(given)
        if (
            request.method not in READING
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or "Authorization" in request.headers
        ):
            return DEFAULT_DB_ALIAS
        return watching.choose(position_of(request.COOKIES))


def _remember(response: HttpResponseBase) -> None:
    """Tell the browser how far the log is after what it may have written. One query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(STANDING)
            position = (cursor.fetchone() or [UNKNOWN])[0]
    except Error:
        position = UNKNOWN
    response.set_cookie(
        COOKIE,
        str(position),
        # Whoever is further behind than the limit is not read from at all.
        max_age=int(settings.REPLICA_LAG_LIMIT) + MARGIN,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
