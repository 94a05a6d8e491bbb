"""Gives each request a number, and tells logs and metrics what became of it."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from serving.logs import request_id
from serving.metrics import REQUESTS, SECONDS

HEADER = "X-Request-ID"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Probes come every few seconds and say nothing new.
QUIET = ("healthz", "readyz", "metrics")
log = logging.getLogger("careerguide.requests")


# What no page here asks of a browser, so that nothing slipped in can ask either.
UNUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class Watch:
    """Middleware, the outermost. The visitor can name the number; the log tells nothing of them.

    A route stands in the place of the address: addresses of results open them, and a search says
    where somebody lives.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Our own: one that came with the request could be anything.
        number = secrets.token_hex(8)
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self._get_response(request)
            took = time.perf_counter() - began
            match = request.resolver_match
            route = (match.route or "/") if match else "(none)"
            method = request.method if request.method in METHODS else "(other)"
            REQUESTS.labels(method, route, response.status_code).inc()
            SECONDS.labels(route).observe(took)
            if route not in QUIET:
                told = {
                    "method": method,
                    "route": route,
                    "status": response.status_code,
                    "milliseconds": round(took * 1000, 1),
                }
                log.info("%s %s %s", method, route, response.status_code, extra=told)
            response[HEADER] = number
            response["Permissions-Policy"] = UNUSED
            return response
        finally:
            request_id.reset(token)
