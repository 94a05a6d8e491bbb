"""The page cache in front of Django: a WSGI application around the site's.

A kept page is answered before Django sees the request. It is never older than what the database
holds at that moment, since each request asks for the generation of the content (generation.py).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from serving.metrics import PAGES
from serving.pagecache.generation import NoAnswerError
from serving.pagecache.pages import may_be_kept
from serving.pagecache.sources import Source, Sources
from serving.pagecache.store import (
    FOR_CDN,
    Answer,
    Entry,
    Headers,
    Key,
    Rendering,
    Store,
    best_encoding,
)

if TYPE_CHECKING:
    from serving.pagecache.store_shared import SharedStore

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Browsers and proxies may keep a page, and ask before they show it again.
CACHE_CONTROL = "public, no-cache"
# A CDN shows a page while one of its requests asks for the next, and for a day if none answers.
CDN_CONTROL = "public, max-age={seconds}, stale-while-revalidate=60, stale-if-error=86400"
# What an answer must not say to be the same for everyone.
PRIVATE = ("private", "no-store", "no-cache", "max-age=0")
# Of each request and not of the page.
OWN_HEADERS = ("content-length", "etag", "cache-control", "x-request-id", "date", "server")
# Seconds that a request waits for another that renders the same page; then it renders it as well.
PATIENCE = 10
MISS = "careerguide; fwd=miss; stored"
# What serving/replicas/middleware.py reads: where to read a page from, and a cookie's name.
SOURCE, WROTE = "devserver.database", "wrote="
# From another worker or node.
SHARED = "careerguide; hit; detail=shared"
HITS, MISSES, STALE = (PAGES.labels(outcome) for outcome in ("hit", "miss", "stale"))
TAKEN = PAGES.labels("shared")
COMPRESSIBLE = ("text/", "application/json", "application/xml")


class PageCache:
    """Answers what it has, and has what may be kept of the rest (see `pages.py`)."""

    def __init__(self, application: Application, most_bytes: int | None = None) -> None:
        """`most_bytes` bounds what this process keeps, else PAGE_CACHE_BYTES does; 0 is nothing."""
        size = settings.PAGE_CACHE_BYTES if most_bytes is None else most_bytes
        self._application = application
        self._is_on = size > 0
        self.store = Store(size)
        self.sources = Sources()
        self.shared = _shared_store() if self._is_on else None
        self._session_cookie = f"{settings.SESSION_COOKIE_NAME}="
        proxy = settings.SECURE_PROXY_SSL_HEADER
        self._scheme_header = proxy[0] if proxy else ""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if (
            not self._is_on
            or environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or "HTTP_AUTHORIZATION" in environ
            or self._is_personal(environ.get("HTTP_COOKIE", ""))
        ):
            return self._application(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        scheme = environ.get(self._scheme_header, "") or environ["wsgi.url_scheme"]
        host = environ.get("HTTP_HOST", "")
        key = (host, environ["PATH_INFO"], query, scheme)
        is_odd = bool(query) or not _is_usual(host, environ.get("SERVER_PORT", ""))
        entry = self.store.get(key, is_odd)
        if entry is None and not may_be_kept(_path(environ), query):
            return self._application(environ, start_response)
        try:
            source = self.sources.read()
        except NoAnswerError:
            if entry is not None:
                STALE.inc()
                return _send(entry.stale(), environ, start_response)
            last = self.sources.last_resort()
            if last is None:
                return self._application(environ, start_response)
            return self._render_once(key, is_odd, last, environ, start_response)
        if entry is None or entry.generation != source.generation:
            return self._render_once(key, is_odd, source, environ, start_response)
        HITS.inc()
        return _send(entry, environ, start_response)

    def _is_personal(self, cookies: str) -> bool:
        """Whether it is of someone signed in, told something by a message, or who wrote lately."""
        return bool(cookies) and (
            self._session_cookie in cookies
            or "messages=" in cookies
            or (self.sources.has_replicas and WROTE in cookies)
        )

    def _render_once(
        self,
        key: Key,
        is_odd: bool,
        source: Source,
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Render the page, or wait for the one who does and take theirs."""
        generation = source.generation
        while True:
            rendering, is_mine = self.store.begin(key)
            if is_mine:
                break
            if not rendering.finished.wait(PATIENCE) or rendering.entry is None:
                return self._application(environ, start_response)
            # It may have been begun before a change that this request must see.
            if rendering.entry.generation >= generation:
                entry = rendering.entry.stale() if source.is_old else rendering.entry
                return _send(entry, environ, start_response)
        try:
            status, headers, body = self._fill(rendering, key, source, environ)
            if rendering.entry is not None:
                self.store.put(key, rendering.entry, is_odd)
        finally:
            self.store.end(key)
        if rendering.entry is not None and source.is_old:
            STALE.inc()
            return _send(rendering.entry.stale(), environ, start_response)
        if rendering.entry is not None:
            return _send(rendering.entry, environ, start_response, status)
        earlier = self.store.get(key, is_odd)
        if status.startswith("5") and earlier is not None:
            return _send(earlier.stale(), environ, start_response)
        if status.startswith("200") and "HTTP_COOKIE" in environ:
            # What was rendered for nobody is no answer to this visitor.
            return self._application(environ, start_response)
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _fill(
        self, rendering: Rendering, key: Key, source: Source, environ: Environ
    ) -> tuple[str, Headers, bytes]:
        """Get the page's entry from another node, or make it; status, headers and body if none.

        The status is that of the cache where there is an entry.
        """
        if self.shared is not None:
            rendering.entry = self.shared.get(key, source.generation)
            if rendering.entry is not None:
                TAKEN.inc()
                return SHARED, [], b""
        MISSES.inc()
        status, headers, body = _whole(
            self._application, self._anybody(environ) | {SOURCE: source.alias}
        )
        if not _is_for_everyone(status, headers):
            return status, headers, body
        rendering.entry = Entry(source.generation, _kept(headers), body)
        if self.shared is not None:
            self.shared.put(key, rendering.entry)
        return MISS, [], b""

    def _anybody(self, environ: Environ) -> Environ:
        """The request as anyone might send it, so that an answer can depend on the key alone."""
        kept = ("HTTP_HOST", self._scheme_header)
        return {
            name: value
            for name, value in environ.items()
            if not name.startswith("HTTP_") or name in kept
        } | {"REQUEST_METHOD": "GET"}


def _shared_store() -> "SharedStore | None":
    """The pages that nodes share; its library is loaded only where they do."""
    if not settings.VALKEY_URL:
        return None
    from serving.pagecache.store_shared import SharedStore

    return SharedStore(settings.VALKEY_URL)


@lru_cache(maxsize=128)
def _is_usual(host: str, port: str) -> bool:
    """Whether a Host header is one of the site's names, without another port than it listens on."""
    name, _, given = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    return (name or host).lower() in settings.ALLOWED_HOSTS and (not name or given in ("", port))


def _path(environ: Environ) -> str:
    """The path as Django's resolver reads it: UTF-8, where WSGI has latin-1."""
    path: str = environ["PATH_INFO"]
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _whole(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """All that an application answers."""
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, *_: Any) -> None:
        started[:] = [(status, headers)]

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    status, headers = started[0]
    return status, headers, body


def _is_for_everyone(status: str, headers: Headers) -> bool:
    if not status.startswith("200"):
        return False
    for name, value in headers:
        match name.lower(), value.lower():
            case "set-cookie" | "content-encoding", _:
                return False
            case "vary", text if "cookie" in text or "*" in text or "authorization" in text:
                return False
            case "cache-control", text if any(word in text for word in PRIVATE):
                return False
            case "content-type", text if not text.startswith(COMPRESSIBLE):
                return False
    return True


def _kept(headers: Headers) -> Headers:
    """The headers of the page itself, with ours for caches."""
    own = [pair for pair in headers if pair[0].lower() not in (*OWN_HEADERS, "vary")]
    varies = [
        word.strip() for name, text in headers if name.lower() == "vary" for word in text.split(",")
    ]
    if "accept-encoding" not in (word.lower() for word in varies):
        varies.append("Accept-Encoding")
    kept = [*own, ("Vary", ", ".join(varies)), ("Cache-Control", CACHE_CONTROL)]
    if settings.CDN_SECONDS:
        kept.append((FOR_CDN, CDN_CONTROL.format(seconds=settings.CDN_SECONDS)))
    return kept


def _send(
    entry: Entry, environ: Environ, start_response: StartResponse, cache_status: str = ""
) -> Iterable[bytes]:
    answer: Answer = entry.answer(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None and _is_known(known, answer.etag):
        start_response("304 Not Modified", answer.headers_304)
        return []
    headers = answer.headers
    if cache_status:
        headers = [(n, cache_status if n == "Cache-Status" else text) for n, text in headers]
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def _is_known(known: str, etag: str) -> bool:
    """Whether an If-None-Match names the tag, strong or (as a proxy may have made it) weak."""
    tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
    return etag in tags or tags == ["*"]
