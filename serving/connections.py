"""Connections to PostgreSQL past Django's pool."""

from django.db import connections
from psycopg.conninfo import make_conninfo

# Seconds that somebody waits for a direct connection, and what leads it to its server.
DIRECT_TIMEOUT = 2
LEADING = (
    *("host", "port", "user", "password", "dbname", "service", "passfile"),
    *("sslmode", "sslcert", "sslkey", "sslrootcert", "target_session_attrs"),
)


def direct_conninfo(alias: str, application_name: str, *more: str) -> str:
    """Give a connection string for libpq itself, past Django's pool, to a database by its alias.

    `more` names settings to take over beside those that lead to the server.
    """
    given = connections[alias].get_connection_params()
    kept = {name: given[name] for name in (*LEADING, *more) if given.get(name)}
    return make_conninfo(
        **{**kept, "connect_timeout": DIRECT_TIMEOUT, "application_name": application_name}
    )
