"""Where public pages are read from: a replica in good order, else the primary.

The generation and the page come from the same place, so that what a slow replica still shows is
never kept as a page of the newer generation that the primary has already.
"""

from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from serving.pagecache.generation import GenerationReader, NoAnswerError, of_today


class Source(NamedTuple):
    """A database by its alias, and the generation that its content is in.

    `is_old`: nobody knows how far it is behind, so its pages must say that they may be old.
    """

    alias: str
    generation: bytes
    is_old: bool = False


class Sources:
    """The databases of this process; safe to use from many threads."""

    def __init__(self) -> None:
        self._readers = {alias: GenerationReader(alias) for alias in settings.DATABASES}
        self.has_replicas = bool(settings.DATABASE_ROUTERS)

    def read(self) -> Source:
        """The database to read from now. NoAnswerError if not even the primary tells."""
        if not self.has_replicas:
            return self._of(DEFAULT_DB_ALIAS)
        from serving.replicas.watching import watching

        while (alias := watching.choose()) != DEFAULT_DB_ALIAS:
            try:
                return self._of(alias)
            except NoAnswerError:
                watching.leave_out(alias)
        return self._of(DEFAULT_DB_ALIAS)

    def last_resort(self) -> Source | None:
        """A database to read from where `read` raised NoAnswerError; None if there is none."""
        if not self.has_replicas:
            return None
        from serving.replicas.watching import watching

        while (alias := watching.last_resort()) is not None:
            try:
                return self._of(alias)._replace(is_old=True)
            except NoAnswerError:
                watching.leave_out(alias)
        return None

    def _of(self, alias: str) -> Source:
        return Source(alias, of_today(self._readers[alias].read()))
