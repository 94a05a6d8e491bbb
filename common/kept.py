"""HTML that a process keeps by the answers of the database that it was made of.

Every request still asks the database. Where all answers are those of an earlier page, so is the
HTML: an edit cannot leave an old text behind, nor does one empty more than what it changes.
"""

import zlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common.answers import digest_answers, record_answers


class KeptHtml:
    """The HTML of one part of a page, by answers and language; the least used goes first.

    It may rest on nothing else: neither on the request nor, unless it is in the key, on the day.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str | None, bytes], bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def render(self, answers: bytes | None, make: Callable[[], str]) -> SafeString:
        """The HTML for the digest of `answers` (Answers.digest()); `make` renders it.

        Without a digest, or where `make` asks the database, none is kept.
        """
        key = (get_language(), answers or b"")
        if answers and (found := self._find(key)):
            return mark_safe(zlib.decompress(found).decode())  # noqa: S308 - what `make` rendered
        with record_answers() as later:
            html = make()
        if answers and not later.asked:
            self._keep(key, zlib.compress(html.encode(), 1))
        return mark_safe(html)  # noqa: S308 - of a template

    def _find(self, key: tuple[str | None, bytes]) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: tuple[str | None, bytes], html: bytes) -> None:
        with self._lock:
            self._size += len(html) - len(self._kept.pop(key, b""))
            self._kept[key] = html
            while self._size > settings.KEPT_HTML_BYTES:
                self._size -= len(self._kept.popitem(last=False)[1])


def identify_answers(request: HttpRequest, day: date | None = None) -> bytes | None:
    """What a page of a plain address rests on: what was answered so far, and the day if given.

    None for other addresses, whose parameters are not among the answers, and for previews, which
    were read before.
    """
    if request.GET or hasattr(request, "preview"):
        return None
    digest = digest_answers()
    return digest and digest + str(day or "").encode()
