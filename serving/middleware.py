"""Gives each request an id, logs it and counts it."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from serving.logs import request_id
from serving.metrics import REQUESTS, SECONDS

HEADER = "X-Request-ID"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Probes come every few seconds and are not worth a line.
UNLOGGED_ROUTES = ("healthz", "readyz", "metrics")
# What no page here asks of a browser, and so no injected script may ask either.
PERMISSIONS_POLICY = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
)
log = logging.getLogger("careerguide.requests")


class LogRequests:
    """Middleware, the outermost.

    It logs the route in place of the address: an address of a result opens it, and a search says
    where somebody lives.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # An id that came with the request could be anything.
        number = secrets.token_hex(8)
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self._get_response(request)
            seconds = time.perf_counter() - began
            match = request.resolver_match
            route = (match.route or "/") if match else "(none)"
            method = request.method if request.method in METHODS else "(other)"
            REQUESTS.labels(method, route, response.status_code).inc()
            SECONDS.labels(route).observe(seconds)
            if route not in UNLOGGED_ROUTES:
                fields = {
                    "method": method,
                    "route": route,
                    "status": response.status_code,
                    "milliseconds": round(seconds * 1000, 1),
                }
                log.info("%s %s %s", method, route, response.status_code, extra=fields)
            response[HEADER] = number
            response["Permissions-Policy"] = PERMISSIONS_POLICY
            return response
        finally:
            request_id.reset(token)
