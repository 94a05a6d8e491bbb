"""Which database a query goes to: content to the replica where a request reads it from there."""

from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from serving.content import content_models

REPLICA = "replica"
# True while a request is answered whose content may come from the replica.
reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class Router:
    """Django's database router. Tables that visitors write to are read from the primary."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        if not reads_replica.get() or model not in _content_models():
            return DEFAULT_DB_ALIAS
        # A row of the primary may refer to rows that the replica does not have yet.
        instance = hints.get("instance")
        if instance is not None and instance._state.db == DEFAULT_DB_ALIAS:
            return DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else REPLICA

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """Both databases hold the same rows."""
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == DEFAULT_DB_ALIAS


@cache
def _content_models() -> frozenset[type[models.Model]]:
    return frozenset(content_models())
