"""Finished answers in memory, bounded in bytes; the least recently used ones go first."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from functools import lru_cache

import brotli

Headers = list[tuple[str, str]]
# Two seconds of a processor for the last two percent are too much for a page that may change.
BROTLI_QUALITY = 7
GZIP_LEVEL = 6
# Of the bytes, what odd addresses may take, as those with parameters: anyone can invent them.
SHARE_OF_ODD = 0.25
# What an entry weighs beside its bodies.
OVERHEAD = 2048

STALE_LINE = (
    b'<p class="wrap callout callout-caution">Our database does not answer at the moment. This is '
    b"the page as it last was; figures may have changed since.</p>"
)
# Of RFC 9213: for a CDN alone, which does as it says in place of Cache-Control.
FOR_CDN = "CDN-Cache-Control"
MAIN = b'<main id="main" tabindex="-1">'


class Answer:
    """One finished answer in one encoding."""

    __slots__ = ("body", "etag", "headers", "headers_304")

    def __init__(self, headers: Headers, body: bytes, etag: str, encoding: str) -> None:
        self.body = body
        self.etag = etag
        coded = [("Content-Encoding", encoding)] if encoding != "identity" else []
        length = ("Content-Length", str(len(body)))
        self.headers = [*headers, *coded, ("ETag", etag), length]
        kept = ("cache-control", FOR_CDN.lower(), "vary", "cache-status")
        self.headers_304 = [*(pair for pair in headers if pair[0].lower() in kept), ("ETag", etag)]


class Entry:
    """A page of one generation, ready in brotli and gzip; plain for the few who take neither."""

    def __init__(
        self,
        generation: bytes,
        headers: Headers,
        body: bytes,
        packed: tuple[bytes, bytes] | None = None,
    ) -> None:
        """`packed` is the body in brotli and in gzip, where somebody has done that already."""
        self.generation = generation
        self.given = headers
        self.packed = packed or (
            brotli.compress(body, quality=BROTLI_QUALITY),
            gzip.compress(body, GZIP_LEVEL, mtime=0),
        )
        digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        headers = [*headers, ("Cache-Status", "careerguide; hit")]
        self._answers = {
            "br": Answer(headers, self.packed[0], f'"{digest}-br"', "br"),
            "gzip": Answer(headers, self.packed[1], f'"{digest}-gz"', "gzip"),
        }
        self._plain = (headers, f'"{digest}"')
        self._stale: Entry | None = None

    @property
    def size(self) -> int:
        return OVERHEAD + sum(len(answer.body) for answer in self._answers.values())

    def answer(self, encoding: str) -> Answer:
        """The page in an encoding: br, gzip or identity."""
        ready = self._answers.get(encoding)
        if ready is not None:
            return ready
        headers, etag = self._plain
        return Answer(headers, gzip.decompress(self.packed[1]), etag, "identity")

    def stale(self) -> "Entry":
        """The same page, marked: a header for machines, and a line where it is a page to read."""
        if self._stale is None:
            body = gzip.decompress(self.packed[1]).replace(MAIN, MAIN + STALE_LINE, 1)
            given = [pair for pair in self.given if pair[0] != FOR_CDN]
            marked = Entry(self.generation, given, body)
            status = ("Cache-Status", "careerguide; hit; ttl=-1; detail=database-down")
            for answer in marked._answers.values():
                answer.headers = [*(p for p in answer.headers if p[0] != "Cache-Status"), status]
            headers, etag = marked._plain
            marked._plain = ([*headers[:-1], status], etag)
            self._stale = marked
        return self._stale


Key = tuple[str, ...]


class Store:
    """Entries by key. Safe to use from many threads."""

    def __init__(self, most_bytes: int) -> None:
        self._limits = {
            True: int(most_bytes * SHARE_OF_ODD),
            False: int(most_bytes * (1 - SHARE_OF_ODD)),
        }
        self._parts: dict[bool, OrderedDict[Key, Entry]] = {
            True: OrderedDict(),
            False: OrderedDict(),
        }
        self._sizes = {True: 0, False: 0}
        self._lock = threading.Lock()
        self._renderings: dict[Key, Rendering] = {}

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(self._sizes.values())

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts.values())

    def get(self, key: Key, is_odd: bool) -> Entry | None:
        part = self._parts[is_odd]
        with self._lock:
            entry = part.get(key)
            if entry is not None:
                part.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry, is_odd: bool) -> None:
        """Keep an entry in the place of an earlier one; others leave until all fits."""
        part, limit = self._parts[is_odd], self._limits[is_odd]
        if entry.size > limit:
            return
        with self._lock:
            earlier = part.pop(key, None)
            size = self._sizes[is_odd] - (earlier.size if earlier else 0) + entry.size
            part[key] = entry
            while size > limit:
                _, gone = part.popitem(last=False)
                size -= gone.size
            self._sizes[is_odd] = size

    def clear(self) -> None:
        with self._lock:
            for part in self._parts.values():
                part.clear()
            self._sizes = {True: 0, False: 0}

    def begin(self, key: Key) -> tuple["Rendering", bool]:
        """The rendering of a page that is under way, or a new one; whether it is the caller's.

        Whose it is renders the page and calls `end`; others wait for it.
        """
        with self._lock:
            running = self._renderings.get(key)
            if running is not None:
                return running, False
            mine = self._renderings[key] = Rendering()
            return mine, True

    def end(self, key: Key) -> None:
        with self._lock:
            self._renderings.pop(key).finished.set()


class Rendering:
    """A page on its way into the store; `entry` is None where it may not be kept."""

    def __init__(self) -> None:
        self.finished = threading.Event()
        self.entry: Entry | None = None


@lru_cache(maxsize=512)
def best_encoding(accepted: str) -> str:
    """The encoding of ours that an Accept-Encoding header likes best; brotli where it is equal.

    >>> best_encoding("gzip, deflate, br"), best_encoding("br;q=0, gzip"), best_encoding("")
    ('br', 'gzip', 'identity')
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        quality = rest.strip().removeprefix("q=") if rest else "1"
        try:
            weights[name.strip()] = float(quality)
        except ValueError:
            weights[name.strip()] = 0.0
    others = weights.get("*", 0.0)
    liked = {name: weights.get(name, others) for name in ("br", "gzip")}
    best = max(liked, key=lambda name: liked[name])
    return best if liked[best] > 0 else "identity"
