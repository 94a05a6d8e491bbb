"""Decides for each request whether its content is read from a replica."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from serving.pagecache.pages import FROM_PRIMARY, PAGES, is_anonymous_read, shows_profile
from serving.replicas.routing import reads_replica

# A browser that sent a form reads from the primary for so long, so that it sees what it did.
WROTE_COOKIE = "wrote"
WROTE_SECONDS = 15
# After a failure the replica is not used for so long.
RETRY_SECONDS = 5.0
READ_METHODS = ("GET", "HEAD")
# Pages of content alone. A quiz, a result and an editor's page are read from the primary.
PUBLIC_PAGES = {*PAGES, "occupation-pay"}
API = "api"


class ReadFromReplica:
    """Middleware, the innermost: sessions and limits stay on the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._retry_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = reads_replica.set(False)
        try:
            response = self._get_response(request)
            if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE and reads_replica.get():
                # The replica failed; from now on the primary answers.
                self._retry_at = time.monotonic() + RETRY_SECONDS
                reads_replica.set(False)
                response = self._get_response(request)
        finally:
            reads_replica.reset(token)
        if request.method not in READ_METHODS:
            response.set_cookie(
                WROTE_COOKIE,
                "1",
                max_age=WROTE_SECONDS,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        match = request.resolver_match
        if match is not None and (match.url_name in PUBLIC_PAGES or match.namespace == API):
            reads_replica.set(self._may_read_replica(request))

    def _may_read_replica(self, request: HttpRequest) -> bool:
        return (
            is_anonymous_read(request.META)
            and not shows_profile(request.META)
            and FROM_PRIMARY not in request.META
            and WROTE_COOKIE not in request.COOKIES
            and time.monotonic() >= self._retry_at
        )
