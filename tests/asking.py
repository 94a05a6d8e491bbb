"""Requests to a WSGI application, as a server makes them."""

import gzip
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import brotli
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse

from serving.pagecache.generation import GenerationReader
from serving.pagecache.wsgi import PageCache

CAREER = "/careers/medical-office-administrator/"
# What the page cache says of a page from memory, and of one that it has now.
HIT = "careerguide; hit"
STORED = "careerguide; fwd=miss; stored"
PAGES = ["/", CAREER, f"{CAREER}salaries/", f"{CAREER}programs/", "/sources/"]


@dataclass
class Reply:
    """A response, with its body as sent and decoded."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        match self.headers.get("Content-Encoding"):
            case "br":
                return str(brotli.decompress(self.body).decode())
            case "gzip":
                return gzip.decompress(self.body).decode()
        return self.body.decode()

    @property
    def cache(self) -> str:
        return self.headers.get("Cache-Status", "")


def ask(application: Any, address: str, method: str = "GET", **headers: str) -> Reply:
    """Send a request; `headers` in WSGI's names without HTTP_, as in COOKIE="a=b"."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }
    environ |= {f"HTTP_{name}": value for name, value in headers.items()}
    reply = Reply()

    def start_response(status: str, given: list[tuple[str, str]], *_: Any) -> None:
        reply.status = int(status.split()[0])
        reply.headers = {name: value for name, value in given if name != "Set-Cookie"}
        assert len({name for name, _ in given}) == len(given), given

    parts = application(environ, start_response)
    reply.body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return reply


class ClosingReader(GenerationReader):
    """A reader whose connection ends with it; in a worker process it lives as long as that."""

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.close()


def new_cache(max_bytes: int = 32_000_000, handler: Any = None) -> PageCache:
    """A page cache as each worker process has it, before the whole site or another handler."""
    cache = PageCache(handler or get_wsgi_application(), max_bytes)
    cache._generations = ClosingReader()
    return cache


def show_page(environ: dict[str, Any], start_response: Any) -> HttpResponse:
    """A handler for a cache that needs no content."""
    return HttpResponse("page")
