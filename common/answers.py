"""What the database answered while a page was put together."""

import pickle
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from typing import Any

from django.db import connections

_recorded: ContextVar["Answers | None"] = ContextVar("recorded_answers", default=None)


class Answers:
    """The answers of prepared queries, and the number of all queries that were asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._rows: list[Any] = []

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows.append(rows)

    def digest(self) -> bytes | None:
        """The same for the same answers only; None if anything but prepared queries was asked."""
        if self.asked != len(self._rows):
            return None
        return blake2b(pickle.dumps(self._rows), digest_size=32).digest()

    def _count(self, execute: Any, *arguments: Any) -> Any:
        self.asked += 1
        return execute(*arguments)


@contextmanager
def record_answers() -> Iterator[Answers]:
    """Record what is asked in the block, by this thread, of any database."""
    answers = Answers()
    token = _recorded.set(answers)
    try:
        with ExitStack() as wrappers:
            for connection in connections.all():
                wrappers.enter_context(connection.execute_wrapper(answers._count))
            yield answers
    finally:
        _recorded.reset(token)


def note_answer(rows: list[tuple[Any, ...]]) -> None:
    """Add the rows of a prepared query to what is recorded, if anything is."""
    if (answers := _recorded.get()) is not None:
        answers.add(rows)


def digest_answers() -> bytes | None:
    """Answers.digest() of what is being recorded; None where nothing is."""
    answers = _recorded.get()
    return None if answers is None else answers.digest()
