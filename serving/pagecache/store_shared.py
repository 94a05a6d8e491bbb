"""A second level of the page cache: a Valkey through which nodes hand each other finished pages.

Nothing is required of it. A page is kept under its generation and under the release of the site's
code, so an old one is never asked for; it is signed, so what anybody else put there is not shown;
and a Valkey that is slow or gone is left alone for a while.
"""

import gzip
import hashlib
import hmac
import json
import logging
import struct
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from valkey import Valkey
from valkey.backoff import NoBackoff
from valkey.exceptions import ValkeyError
from valkey.retry import Retry

from serving.pagecache.store import Entry, Key

PREFIX = "careerguide:page:"
# Seconds. Rendering a page takes about as long as the first; the second is how long nobody asks a
# Valkey that failed; after the third what nobody replaced is forgotten.
PATIENCE = 0.1
PAUSE = 5.0
KEPT = 86_400
# Bytes; a page is some tens of thousands.
MOST = 4_000_000
# Lengths of the headers and of the page in brotli; what is left is the page in gzip.
LENGTHS = struct.Struct(">II")
DIGEST = 32
# Of the site's folder, what pages are made by.
MADE_BY = (
    *("accounts", "careerguide", "counselors", "common"),
    *("programs", "quiz", "salaries", "templates"),
)
KINDS = {".py", ".html", ".css", ".js", ".svg", ".json"}
log = logging.getLogger("serving.pagecache")


class SharedStore:
    """Pages in a Valkey. Safe to use from many threads; what is wrong there raises nothing here."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet; ImproperlyConfigured for a URL that is none."""
        try:
            self._valkey = Valkey.from_url(
                url,
                socket_timeout=PATIENCE,
                socket_connect_timeout=PATIENCE,
                retry=Retry(NoBackoff(), 0),
            )
        except ValueError as error:
            raise ImproperlyConfigured(f"VALKEY_URL: {error}") from error
        self._secret = hashlib.blake2b(
            settings.SECRET_KEY.encode(), person=b"pages in valkey", digest_size=DIGEST
        ).digest()
        self._rests_until = 0.0

    def get(self, key: Key, generation: bytes) -> Entry | None:
        """The page of this very generation, if another node or worker left it there unharmed."""
        if time.monotonic() < self._rests_until:
            return None
        name = _name(key, generation)
        try:
            found = self._valkey.getrange(name, 0, MOST)
        except (ValkeyError, OSError) as error:
            self._rest(error)
            return None
        if not isinstance(found, bytes) or not found:
            return None
        digest, packed = found[:DIGEST], found[DIGEST:]
        if not hmac.compare_digest(digest, self._digest(name, packed)):
            log.warning("A page in Valkey is not one of this site's, and was not shown")
            return None
        return _unpacked(generation, packed)

    def put(self, key: Key, entry: Entry) -> None:
        """Leave a page for others; where that fails they render their own."""
        if time.monotonic() < self._rests_until:
            return
        name = _name(key, entry.generation)
        packed = _packed(entry)
        if len(packed) > MOST - DIGEST:
            return
        try:
            self._valkey.set(name, self._digest(name, packed) + packed, ex=KEPT)
        except (ValkeyError, OSError) as error:
            self._rest(error)

    def _digest(self, name: str, packed: bytes) -> bytes:
        """Keyed, and over the name too: a page of another address or generation does not fit."""
        digest = hashlib.blake2b(name.encode(), key=self._secret, digest_size=DIGEST)
        digest.update(packed)
        return digest.digest()

    def _rest(self, error: Exception) -> None:
        log.warning("Valkey is left alone for %.0f s: %s", PAUSE, error)
        self._rests_until = time.monotonic() + PAUSE


def _name(key: Key, generation: bytes) -> str:
    parts = [_release(), generation, *(part.encode("latin-1", "replace") for part in key)]
    told = hashlib.blake2b(digest_size=24)
    for part in parts:
        told.update(struct.pack(">I", len(part)) + part)
    return PREFIX + told.hexdigest()


def _packed(entry: Entry) -> bytes:
    headers = json.dumps(entry.given).encode()
    brotli, gzipped = entry.packed
    return LENGTHS.pack(len(headers), len(brotli)) + headers + brotli + gzipped


def _unpacked(generation: bytes, packed: bytes) -> Entry:
    first, second = LENGTHS.unpack_from(packed)
    start = LENGTHS.size
    headers = json.loads(packed[start : start + first])
    brotli = packed[start + first : start + first + second]
    gzipped = packed[start + first + second :]
    body = gzip.decompress(gzipped)
    return Entry(generation, [(name, text) for name, text in headers], body, (brotli, gzipped))


@cache
def _release() -> bytes:
    """A digest of what pages are made by: two releases side by side do not share any.

    Some hundred small files, read once by a process that has a Valkey.
    """
    seen = hashlib.blake2b(digest_size=16)
    base: Path = settings.BASE_DIR
    places = [base / "requirements.txt", Path(settings.STATIC_ROOT) / "staticfiles.json"]
    for folder in MADE_BY:
        places += sorted(p for p in (base / folder).rglob("*") if p.suffix in KINDS)
    for place in places:
        if place.is_file() and "node_modules" not in place.parts:
            seen.update(str(place.relative_to(base) if base in place.parents else place).encode())
            seen.update(place.read_bytes())
    seen.update(f"{settings.HTTPS} {settings.STATIC_URL}".encode())
    return seen.digest()
