"""The page cache: a WSGI application around Django's, which answers before Django does."""

import gzip
import hashlib
import re
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from http import HTTPStatus
from typing import Any, NamedTuple

import brotli
from cachetools import LFUCache
from django.conf import settings
from django.http import HttpResponseBase
from django.utils.http import parse_etags

from common.entity_tags import normalize_entity_tags
from serving.metrics import PAGES
from serving.pagecache.generation import GenerationReader
from serving.pagecache.pages import FROM_PRIMARY, is_anonymous_read, is_cacheable, shows_profile
from serving.pagecache.tracking import drop_tracking

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]

# All that a page depends on. Django trusts the second header only if the operator says so.
KEPT_HEADERS = ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO")
KEY_PARTS = ("PATH_INFO", "QUERY_STRING", "wsgi.url_scheme", *KEPT_HEADERS)
# By the outcomes that the metrics count.
CACHE_STATUS = {
    "hit": "careerguide; hit",
    "miss": "careerguide; fwd=miss; stored",
    "stale": "careerguide; hit; ttl=-1; detail=database-down",
}
# For a CDN alone (RFC 9213): it shows a page while it fetches the next, and for a day if it cannot.
CDN_CACHE_CONTROL = "public, max-age={}, stale-while-revalidate=60, stale-if-error=86400"
# How Accept-Encoding allows an encoding; the first that fits is used.
ENCODINGS = {
    name: re.compile(rf"(?i)\b{name}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") for name in ("br", "gzip")
}
# A higher quality takes seconds for two percent, of a page that may change soon.
BROTLI_QUALITY = 7
# Of a page in memory, beside its bodies.
OVERHEAD_BYTES = 2048
RENDERING_LOCKS = 64


class Page(NamedTuple):
    """A page as rendered under a generation; `bodies` by encoding."""

    generation: str
    headers: dict[str, str]
    bodies: dict[str, bytes]


class PageCache:
    """Answers with the pages that it has, and stores those that `pages.py` lists."""

    def __init__(self, handler: Callable[..., HttpResponseBase], max_bytes: int) -> None:
        self._handler = handler
        self._generations = GenerationReader()
        # The least used goes first, so that addresses that anyone can invent displace no page.
        self.pages: LFUCache[tuple[str, ...], Page] = LFUCache(max_bytes, size_of)
        self._access = threading.Lock()
        self._renderings = [threading.Lock() for _ in range(RENDERING_LOCKS)]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if query := environ.get("QUERY_STRING"):
            environ["QUERY_STRING"] = drop_tracking(query)
        page, outcome = self._get(environ) if self._may_answer(environ) else (None, "")
        if page is None:
            return self._handler(environ, start_response)
        PAGES.labels(outcome).inc()
        status, headers, body = build_answer(page, outcome, environ)
        start_response(status, headers)
        return body

    def _may_answer(self, environ: Environ) -> bool:
        """Whether a page is for everybody; without a database all get the one at hand."""
        if not is_anonymous_read(environ):
            return False
        return not shows_profile(environ) or self._generations.read() is None

    def _get(self, environ: Environ) -> tuple[Page | None, str]:
        """The page that a request asks for, if it is for everyone; and one of CACHE_STATUS."""
        key = tuple(environ.get(part, "") for part in KEY_PARTS)
        page = self._get_stored(key)
        if page is None and not is_cacheable(environ):
            return None, ""
        generation = self._generations.read()
        if generation is None:
            return page, "stale"
        if page is not None and page.generation == generation:
            return page, "hit"
        # Of a crowd one request renders the page, and the others wait for it.
        with self._renderings[hash(key) % RENDERING_LOCKS]:
            page = self._get_stored(key)
            # One that was rendered meanwhile may lack a change that this request has to show.
            if page is not None and page.generation >= generation:
                return page, "hit"
            page = self._render(environ, generation)
            if page is not None and size_of(page) <= self.pages.maxsize:
                with self._access:
                    self.pages[key] = page
            return page, "miss"

    def _get_stored(self, key: tuple[str, ...]) -> Page | None:
        with self._access:
            return self.pages.get(key)

    def _render(self, environ: Environ, generation: str) -> Page | None:
        """The page as rendered for nobody in particular; None if it is not for everyone."""
        anonymous = {
            name: value
            for name, value in environ.items()
            if not name.startswith("HTTP_") or name in KEPT_HEADERS
        }
        anonymous |= {"REQUEST_METHOD": "GET", FROM_PRIMARY: True}
        # Django's handler returns the response itself.
        with closing(self._handler(anonymous, lambda *_: None)) as response:
            if (
                response.status_code != HTTPStatus.OK
                or response.cookies
                or response.get("Vary", "Accept-Encoding") != "Accept-Encoding"
                or response.has_header("Cache-Control")
            ):
                return None
            body = response.getvalue()
        # A weak tag is good for every encoding.
        response["ETag"] = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        response["Vary"] = "Accept-Encoding"
        # Browsers may keep a page, and ask before they show it again.
        response["Cache-Control"] = "public, no-cache"
        # These are of one response and not of its page.
        del response["Content-Length"], response["X-Request-ID"]
        bodies = {"br": brotli.compress(body, quality=BROTLI_QUALITY), "gzip": gzip.compress(body)}
        return Page(generation, dict(response.items()), bodies)


def size_of(page: Page) -> int:
    """Bytes of memory, about."""
    return OVERHEAD_BYTES + sum(map(len, page.bodies.values()))


def build_answer(page: Page, outcome: str, environ: Environ) -> tuple[str, Headers, list[bytes]]:
    """Status, headers and body in an encoding that the request allows; 304 if its sender has it."""
    headers = [*page.headers.items(), ("Cache-Status", CACHE_STATUS[outcome])]
    if settings.CDN_SECONDS and outcome != "stale":
        headers.append(("CDN-Cache-Control", CDN_CACHE_CONTROL.format(settings.CDN_SECONDS)))
    known = parse_etags(normalize_entity_tags(environ.get("HTTP_IF_NONE_MATCH", "")))
    if "*" in known or page.headers["ETag"].removeprefix("W/") in known:
        return "304 Not Modified", headers, []
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    encoding = next((name for name in ENCODINGS if ENCODINGS[name].search(accepted)), "")
    if encoding:
        headers.append(("Content-Encoding", encoding))
    body = page.bodies[encoding] if encoding else gzip.decompress(page.bodies["gzip"])
    headers.append(("Content-Length", str(len(body))))
    return "200 OK", headers, [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
