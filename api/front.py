"""What goes for every address under /api/: other sites may read, within a limit, and only read."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from api.errors import NOWHERE, error
from serving.limits import Limit

PREFIX = "/api/"
LIMIT = Limit("api", max_requests=300, window_seconds=60)
READING = "GET, HEAD, OPTIONS"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": READING,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
View = Callable[[HttpRequest], HttpResponseBase]


class Front:
    """Middleware; elsewhere on the site it does nothing."""

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        response = self._answer(request)
        for name, value in OPEN.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response = error(200, "options", "This address can be read.")
            response["Allow"] = READING
            for name, value in PREFLIGHT.items():
                response[name] = value
            return response
        if request.method not in ("GET", "HEAD"):
            response = error(405, "read_only", "This API can only be read.")
            response["Allow"] = READING
            return response
        try:
            seconds = LIMIT.count_request(request)
        except (OperationalError, InterfaceError):
            return error(503, "unavailable", "The database does not answer. Try again in a minute.")
        if seconds:
            response = error(429, "too_many_requests", f"Try again in {seconds} seconds.")
            response["Retry-After"] = str(seconds)
            return response
        return self._whole(request)

    def _whole(self, request: HttpRequest) -> HttpResponseBase:
        """What the API answers, to HEAD as to GET; the site's own error pages in its shape."""
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        found = self._get_response(request)
        if found.status_code >= 400 and "json" not in found.get("Content-Type", ""):
            if found.status_code == 404:
                return error(404, "not_found", NOWHERE)
            return error(found.status_code, "failed", "This could not be answered.")
        if is_head and isinstance(found, HttpResponse):
            length = str(len(found.content))
            found.content = b""
            found["Content-Length"] = length
        return found
