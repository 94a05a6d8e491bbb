"""Connections to a database past Django's pool, for code that runs outside of Django's requests."""

import re
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

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


# What libpq and PostgreSQL say of a connection that they refuse, what that means, and what to do.
# A server may speak another language; then its words are passed on.
FAILURES = (
    (
        r'authentication failed for user|role "[^"]*" does not exist|no password supplied',
        "PostgreSQL {place} does not let the user “{user}” in, or not with this password.",
        "Correct user and password in {variable}.",
    ),
    (
        r'database "[^"]*" does not exist',
        "PostgreSQL {place} has no database “{database}”.",
        "Create it, or correct its name in {variable}.",
    ),
    (
        r"resolve host|translate host name",
        "There is no machine of the name “{host}”.",
        "Correct the host in {variable}.",
    ),
    (
        r"Connection refused|No such file or directory|timeout expired|timed out|No route to host",
        "No PostgreSQL answers {place}.",
        "Is it running, and are host and port right in {variable}?",
    ),
    (
        r"no pg_hba.conf entry|pg_hba.conf rejects",
        "PostgreSQL {place} lets nobody in from here.",
        "Its file pg_hba.conf has to allow this machine, user and database.",
    ),
)
UNKNOWN_FAILURE = "Is PostgreSQL running, and does {variable} name it, its user and its password?"


def is_failure_to_connect(error: BaseException | None) -> bool:
    """Whether an error of psycopg or Django says that there is no connection."""
    cause = error if isinstance(error, psycopg.Error) else getattr(error, "__cause__", None)
    # Errors of statements have a state.
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None


def explain_failure(alias: str, error: Exception) -> tuple[str, str]:
    """What is wrong with a connection to a database, and what to do about it, in a sentence each.

    The password is in neither.
    """
    settings = connections[alias].settings_dict
    host, port = settings["HOST"] or "this machine", settings["PORT"] or "5432"
    names = {
        "place": f"at {host}, port {port}",
        "host": host,
        "user": settings["USER"],
        "database": settings["NAME"],
        "variable": "DATABASE_URL" if alias == DEFAULT_DB_ALIAS else "DATABASE_REPLICA_URL",
    }
    said = str(error)
    for pattern, text, remedy in FAILURES:
        if re.search(pattern, said):
            return text.format(**names), remedy.format(**names)
    reason = (said.strip() or "no reason").splitlines()[0]
    return f"The database does not answer: {reason}", UNKNOWN_FAILURE.format(**names)
