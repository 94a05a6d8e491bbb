"""For every address under /api/: CORS headers, its methods, a rate limit, JSON errors."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware

from api.errors import NOT_FOUND_MESSAGE, database_unavailable, error_response
from common.entity_tags import normalize_entity_tags
from serving.limits import Limit

PREFIX = "/api/"
LIMIT = Limit("api", max_requests=300, window_seconds=60)
# Suggestions while people type: a whole class may be behind one address.
SEARCH = f"{PREFIX}v1/search"
SEARCH_LIMIT = Limit("api_search", max_requests=3000, window_seconds=60, batch_size=10)
# A question that is too long for an address; its answer stores nothing.
MATCH = f"{PREFIX}v1/match"
MATCH_LIMIT = Limit("api_match", max_requests=300, window_seconds=60)
READ_METHODS, ASK_METHODS = "GET, HEAD, OPTIONS", "POST, OPTIONS"
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT_HEADERS = {
    # The star stands for every header but this one.
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Max-Age": "86400",
}
View = Callable[[HttpRequest], HttpResponseBase]


class ApiMiddleware:
    """Does nothing outside /api/."""

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response
        self._add_entity_tag = ConditionalGetMiddleware(get_response).process_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        response = self._respond(request)
        for name, value in CORS_HEADERS.items():
            response[name] = value
        return response

    def _respond(self, request: HttpRequest) -> HttpResponseBase:
        is_question = request.path_info == MATCH
        methods = ASK_METHODS if is_question else READ_METHODS
        if request.method == "OPTIONS":
            message = f"The methods of this address are {methods}."
            allowed = {"Allow": methods, "Access-Control-Allow-Methods": methods}
            return error_response(200, "options", message, headers=PREFLIGHT_HEADERS | allowed)
        if request.method not in methods.split(", "):
            code = "wrong_method" if is_question else "read_only"
            message = "Send a question by POST." if is_question else "This can only be read."
            return error_response(405, code, message, headers={"Allow": methods})
        try:
            limits = {SEARCH: SEARCH_LIMIT, MATCH: MATCH_LIMIT}
            seconds = limits.get(request.path_info, LIMIT).count_request(request)
        except (OperationalError, InterfaceError):
            return database_unavailable()
        if seconds:
            message = f"Try again in {seconds} seconds."
            headers = {"Retry-After": str(seconds)}
            return error_response(429, "too_many_requests", message, headers=headers)
        return self._get_api_response(request)

    def _get_api_response(self, request: HttpRequest) -> HttpResponseBase:
        """Handle HEAD like GET, turn HTML error pages into JSON, and add an entity tag."""
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self._get_response(request)
        if response.status_code >= 400 and "json" not in response.get("Content-Type", ""):
            if response.status_code == 404:
                return error_response(404, "not_found", NOT_FOUND_MESSAGE)
            return error_response(response.status_code, "failed", "This could not be answered.")
        response.setdefault("Cache-Control", "public, no-cache")
        if "HTTP_IF_NONE_MATCH" in request.META:
            known = normalize_entity_tags(request.META["HTTP_IF_NONE_MATCH"])
            request.META["HTTP_IF_NONE_MATCH"] = known
        response = self._add_entity_tag(request, response)
        if is_head and isinstance(response, HttpResponse):
            length = str(len(response.content))
            response.content = b""
            response["Content-Length"] = length
        return response
