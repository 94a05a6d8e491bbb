"""Django's database settings, from DATABASE_URL and DATABASE_REPLICA_URL."""

from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

SCHEMES = ("postgres://", "postgresql://")
EXAMPLE = "postgres://user:password@host/name"

# Connections of each process that serves pages. A request asks for a free one again and again, so
# that it learns of an outage at once (serving/postgresql). A connection that cannot be opened is
# tried again by the next request, or by the thread that waits for the outage to end.
POOL = {"min_size": 1, "max_size": 8, "timeout": 0.2, "reconnect_timeout": 0}
# Seconds that a request waits for a connection in all, while nothing is known yet. Where a replica
# gives none, the primary answers in its place.
WAIT_SECONDS = 1.5
REPLICA_WAIT_SECONDS = 0.5
# A server whose machine is gone sends nothing at all. Seconds until the next of several hosts is
# tried, and milliseconds until a connection that acknowledges nothing is given up: a request that
# needs the database fails within two seconds.
CONNECTION_OPTIONS = {
    "connect_timeout": 2,
    "tcp_user_timeout": 2000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
}
# How often a connection is asked a prepared query (common/prepared.py) before the server keeps its
# plan, which takes as long as the answer.
PREPARE_AFTER = 2
# Which of several hosts of a replica libpq connects to.
REPLICA_HOSTS = {"target_session_attrs": "prefer-standby", "load_balance_hosts": "random"}


def database_settings(url: str, prepares: bool = True) -> dict[str, Any]:
    """Django's settings for the database at a URL. Connects to nothing.

    Without `prepares` a connection has no prepared statements, which some poolers do not bear.

    libpq parses the URL, so several hosts, a socket's folder as host (percent-encoded) and options
    such as `sslmode` are understood. Raises ImproperlyConfigured for any other URL.
    """
    try:
        if not url.startswith(SCHEMES):
            raise ValueError
        given: dict[str, Any] = dict(conninfo_to_dict(url))
    except (ValueError, psycopg.ProgrammingError):
        # Without the parser's own message, which may quote the password.
        raise ImproperlyConfigured(f"A database URL has this form: {EXAMPLE}") from None
    return {
        "ENGINE": "serving.postgresql",
        "NAME": given.pop("dbname", ""),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        # The pool keeps connections, so Django must not. It tests a connection before each use, so
        # that a restart of the server costs no visitor an error.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "WAIT_SECONDS": WAIT_SECONDS,
        "OPTIONS": {
            "prepare_threshold": PREPARE_AFTER if prepares else None,
            **CONNECTION_OPTIONS,
            **given,
        },
    }


def replica_settings(url: str, prepares: bool = True) -> dict[str, dict[str, Any]]:
    """Django's settings for the alias `replica`, at a URL of one or more hosts; {} without a URL.

    libpq tries the hosts in random order, standbys first, unless the URL says otherwise. Raises
    ImproperlyConfigured for a URL that is not one of PostgreSQL.
    """
    if not url:
        return {}
    settings = database_settings(url, prepares)
    settings["OPTIONS"] = {**REPLICA_HOSTS, **settings["OPTIONS"]}
    settings["WAIT_SECONDS"] = REPLICA_WAIT_SECONDS
    # Tests with a replica configured use the primary's test database under this name.
    settings["TEST"] = {"MIRROR": "default"}
    return {"replica": settings}
