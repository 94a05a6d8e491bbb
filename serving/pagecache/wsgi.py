"""The page cache: a WSGI application around the site's, which answers before Django does."""

import gzip
import hashlib
import re
import threading
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import brotli
import psycopg
from cachetools import LRUCache
from django.conf import settings
from django.utils.http import parse_etags

from serving.metrics import PAGES
from serving.pagecache.generation import GenerationReader
from serving.pagecache.pages import FROM_PRIMARY, is_cacheable

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[str, str, str, str]

# Browsers may keep a page, and ask before they show it again.
OWN_HEADERS = [("Vary", "Accept-Encoding"), ("Cache-Control", "public, no-cache")]
# For a CDN alone (RFC 9213): it shows a page while it fetches the next, and for a day if it cannot.
CDN_CACHE_CONTROL = "public, max-age={}, stale-while-revalidate=60, stale-if-error=86400"
# Headers of one response and not of its page.
DROPPED_HEADERS = {"content-length", "etag", "cache-control", "vary", "x-request-id"}
PRIVATE = re.compile("private|no-store|no-cache|max-age=0")
HIT = "careerguide; hit"
STORED = "careerguide; fwd=miss; stored"
STALE = "careerguide; hit; ttl=-1; detail=database-down"
HITS, MISSES, STALES = (PAGES.labels(outcome) for outcome in ("hit", "miss", "stale"))
# How Accept-Encoding allows an encoding; the first that fits is used.
ENCODINGS = {
    name: re.compile(rf"\b{name}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
    for name in ("br", "gzip")
}
# A higher quality takes seconds for two percent, of a page that may change soon.
BROTLI_QUALITY = 7
# Of a page in memory, beside its bodies.
OVERHEAD_BYTES = 2048
# Of the memory, for addresses that anyone can invent.
INVENTED_SHARE = 0.25
RENDERING_LOCKS = 64


class Page(NamedTuple):
    """A page of one generation; `digest` is of its uncompressed body."""

    generation: str
    headers: Headers
    digest: str
    bodies: dict[str, bytes]


class PageCache:
    """Answers with the pages that it has, and keeps those that `pages.py` lists."""

    def __init__(self, application: Application, max_bytes: int | None = None) -> None:
        """`max_bytes` bounds the pages of this process, else PAGE_CACHE_BYTES; 0 keeps none."""
        size = settings.PAGE_CACHE_BYTES if max_bytes is None else max_bytes
        self._application = application
        self._is_on = size > 0
        self._generations = GenerationReader()
        self.pages: LRUCache[Key, Page] = LRUCache(size * (1 - INVENTED_SHARE), size_of)
        self.invented: LRUCache[Key, Page] = LRUCache(size * INVENTED_SHARE, size_of)
        self._access = threading.Lock()
        self._renderings = [threading.Lock() for _ in range(RENDERING_LOCKS)]
        proxy_header = settings.SECURE_PROXY_SSL_HEADER
        self._scheme_header = proxy_header[0] if proxy_header else ""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_on or not is_anonymous_read(environ):
            return self._application(environ, start_response)
        host, query = environ.get("HTTP_HOST", "").lower(), environ.get("QUERY_STRING", "")
        scheme = environ.get(self._scheme_header) or environ["wsgi.url_scheme"]
        key = (host, environ["PATH_INFO"], query, scheme)
        # Anyone can invent parameters and ports.
        store = self.invented if query or ":" in host else self.pages
        page = self._get(store, key)
        if page is None and not is_cacheable(environ["PATH_INFO"], query):
            return self._application(environ, start_response)
        try:
            generation = self._generations.read()
        except psycopg.Error:
            if page is None:
                return self._application(environ, start_response)
            STALES.inc()
            return send(page, STALE, environ, start_response)
        if page is not None and page.generation == generation:
            HITS.inc()
            return send(page, HIT, environ, start_response)
        # Of a crowd one request renders the page, and the others wait for it.
        with self._renderings[hash(key) % RENDERING_LOCKS]:
            page, status, counter = self._get(store, key), HIT, HITS
            # One that was rendered meanwhile may lack a change that this request has to show.
            if page is None or page.generation < generation:
                page, status, counter = self._render(environ, generation), STORED, MISSES
                if page is not None and size_of(page) <= store.maxsize:
                    with self._access:
                        store[key] = page
        if page is None:
            return self._application(environ, start_response)
        counter.inc()
        return send(page, status, environ, start_response)

    def _get(self, store: "LRUCache[Key, Page]", key: Key) -> Page | None:
        with self._access:
            return store.get(key)

    def _render(self, environ: Environ, generation: str) -> Page | None:
        """The page as rendered for nobody in particular; None if it is not for everyone."""
        kept = ("HTTP_HOST", self._scheme_header)
        stripped = {
            name: value
            for name, value in environ.items()
            if not name.startswith("HTTP_") or name in kept
        }
        started: list[tuple[str, Headers]] = []
        parts = self._application(
            {**stripped, "REQUEST_METHOD": "GET", FROM_PRIMARY: True},
            lambda status, headers, *_: started.append((status, headers)),
        )
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return build_page(generation, *started[-1], body)


def size_of(page: Page) -> int:
    """Bytes of memory, about."""
    return OVERHEAD_BYTES + sum(map(len, page.bodies.values()))


def is_anonymous_read(environ: Environ) -> bool:
    """Whether a request changes nothing and names nobody."""
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and "HTTP_AUTHORIZATION" not in environ
        and f"{settings.SESSION_COOKIE_NAME}=" not in cookies
        and "messages=" not in cookies
    )


def build_page(generation: str, status: str, headers: Headers, body: bytes) -> Page | None:
    """The page of a response; None if it sets a cookie or is not the same for everyone."""
    given = {name.lower(): value.lower() for name, value in headers}
    if (
        not status.startswith("200")
        or "set-cookie" in given
        or given.get("vary", "accept-encoding") != "accept-encoding"
        or PRIVATE.search(given.get("cache-control", ""))
    ):
        return None
    own = [(name, value) for name, value in headers if name.lower() not in DROPPED_HEADERS]
    bodies = {"br": brotli.compress(body, quality=BROTLI_QUALITY), "gzip": gzip.compress(body)}
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Page(generation, own + OWN_HEADERS, digest, bodies)


def send(
    page: Page, cache_status: str, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer with a page in an encoding that the request allows; 304 if its sender has it."""
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    encoding = next((name for name in ENCODINGS if ENCODINGS[name].search(accepted)), "identity")
    etag = f'"{page.digest}-{encoding}"'
    headers = [*page.headers, ("Cache-Status", cache_status), ("ETag", etag)]
    if settings.CDN_SECONDS and cache_status != STALE:
        headers.append(("CDN-Cache-Control", CDN_CACHE_CONTROL.format(settings.CDN_SECONDS)))
    # A proxy may have made the tag a weak one.
    known = parse_etags(environ.get("HTTP_IF_NONE_MATCH", ""))
    if not {"*", etag, f"W/{etag}"}.isdisjoint(known):
        start_response("304 Not Modified", headers)
        return []
    if encoding in page.bodies:
        headers.append(("Content-Encoding", encoding))
    body = page.bodies.get(encoding) or gzip.decompress(page.bodies["gzip"])
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
