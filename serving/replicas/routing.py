"""Which database a query goes to: content to the request's replica, all else to the primary."""

from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from serving.pagecache.triggers import content_models

# Of the request that this thread is answering; outside of one, and for whoever writes, the primary.
reading_from: ContextVar[str] = ContextVar("reading_from", default=DEFAULT_DB_ALIAS)


class Router:
    """Django's router. Tables that visitors write to are read where they are written."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        alias = reading_from.get()
        if alias == DEFAULT_DB_ALIAS or model not in _content():
            return DEFAULT_DB_ALIAS
        # What hangs on a row of the primary, as a result's quiz, may be newer than the replica.
        instance = hints.get("instance")
        if instance is not None and instance._state.db == DEFAULT_DB_ALIAS:
            return DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else alias

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """All databases hold the same rows."""
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == DEFAULT_DB_ALIAS


@cache
def _content() -> frozenset[type[models.Model]]:
    return frozenset(content_models())
