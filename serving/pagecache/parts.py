"""What pages are put together from, in memory for as long as the content stays as it is.

For a page that is not kept whole, as one with an odd address or for somebody signed in. What is
remembered belongs to one generation of the content: after any change it is all forgotten.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

from serving.pagecache.generation import GenerationReader, NoAnswerError, of_today
from serving.replicas.routing import reading_from

T = TypeVar("T")


class Parts:
    """The parts of one generation by their keys; the oldest go first. Safe from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: dict[tuple[str, ...], Any] = {}
        self._lock = threading.Lock()

    def take(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` gave for the key when it was first asked for. None is made every time.

        It is shared with other requests, which must not change it. Keys must not be of a visitor's
        invention, or they push out what is needed.
        """
        part = self._parts.get(key)
        if part is None:
            part = make()
            if self._most:
                self._keep(key, part)
        return cast("T", part)

    def _keep(self, key: tuple[str, ...], part: Any) -> None:
        with self._lock:
            self._parts[key] = part
            while len(self._parts) > self._most:
                del self._parts[next(iter(self._parts))]


class _Present:
    """The generation that this process saw last, and its parts."""

    def __init__(self, alias: str = DEFAULT_DB_ALIAS) -> None:
        self.generations = GenerationReader(alias)
        self.generation = b""
        self.parts = Parts(0)
        self.lock = threading.Lock()


_present = _Present()
# Of replicas, by their aliases: one that is behind has parts of its own.
_of_replicas: dict[str, _Present] = {}


def forget() -> None:
    """Begin anew: for a process that goes on with another database."""
    global _present
    _present = _Present()
    _of_replicas.clear()


def remembered() -> Parts:
    """The parts of the content as it is now: to be called before the content is read.

    Nothing is remembered within a transaction, which may show what others do not see, and nothing
    while the database does not tell the generation.
    """
    if not settings.PAGE_PARTS or connection.in_atomic_block:
        return Parts(0)
    alias = reading_from.get()
    present = _present
    if alias != DEFAULT_DB_ALIAS:
        present = _of_replicas.setdefault(alias, _Present(alias))
    try:
        generation = of_today(present.generations.read())
    except NoAnswerError:
        return Parts(0)
    with present.lock:
        # A request that was slow may bring an earlier one: then both begin anew.
        if generation != present.generation:
            present.generation, present.parts = generation, Parts(settings.PAGE_PARTS)
        return present.parts
