"""Connections to a database past Django's pool, for code that runs outside of Django's requests."""

from typing import Any

import psycopg
from django.db import connections

# Of each host, where an address names several.
CONNECT_TIMEOUT_SECONDS = 2


def open_connection(alias: str, application_name: str, **parameters: Any) -> psycopg.Connection:
    """A connection in autocommit mode to a database, by its alias in DATABASES.

    `parameters` of psycopg.connect replace those in Django's settings. Raises psycopg.Error.
    """
    given = connections[alias].get_connection_params()
    own: dict[str, Any] = {
        "autocommit": True,
        "cursor_factory": psycopg.Cursor,
        "prepare_threshold": None,
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "application_name": application_name,
    }
    return psycopg.connect(**{**given, **own, **parameters})
