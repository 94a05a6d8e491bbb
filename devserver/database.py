"""Which database the site uses: one that DATABASE_URL names, or a server of the site's own."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from devserver.postgresql import Connection, DatabaseError, Server

PROJECT = Path(__file__).resolve().parent.parent
ENGINE = "django.db.backends.postgresql"

# Of connections, in each process that serves the site. A request that finds none free waits so
# many seconds for one.
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}
# A replica that gives no connection is done without: the primary answers in its place.
REPLICA_POOL = {"min_size": 1, "max_size": 8, "timeout": 2}
# A server whose machine is gone says nothing at all. Seconds until the next of several hosts is
# tried, and milliseconds until a connection that nobody acknowledges is given up.
CONNECT_TIMEOUT = 5
SILENCE = {"tcp_user_timeout": 15_000, "keepalives_idle": 10, "keepalives_interval": 5}
# Which of several hosts of a replica libpq connects to.
REPLICA_HOSTS = {"target_session_attrs": "prefer-standby", "load_balance_hosts": "random"}
# A pool that lost its server tries again within a second, and not after the minutes of its default.
RECONNECT_TIMEOUT = 3


def is_embedded() -> bool:
    """Tell whether the site uses its own server: it is a local one, and DATABASE_URL names none."""
    return not os.environ.get("DATABASE_URL") and os.environ.get("CAREERGUIDE_MODE") == "local"


def django_settings(url: str | None) -> dict[str, Any]:
    """Give Django's settings for the database at a URL or, without one, for the site's own server.

    Starts nothing and connects to nothing. Raises ImproperlyConfigured for a URL that is not one
    of PostgreSQL, and for a missing URL on a site that is not local.
    """
    settings: dict[str, Any]
    if url:
        settings = dict(environ.Env.db_url_config(url))
        if settings.get("ENGINE") != ENGINE:
            raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
    elif is_embedded():
        own = Server(PROJECT).connection()
        settings = {
            "ENGINE": ENGINE,
            "NAME": own["dbname"],
            "USER": own["user"],
            "PASSWORD": own["password"],
            "HOST": own["host"],
            "PORT": own["port"],
        }
    else:
        raise ImproperlyConfigured("Set DATABASE_URL, as in postgres://user:password@host/name")
    # The pool keeps connections, so Django must not; it tests one before it hands it out, so that
    # a restart of the server costs no visitor an error.
    settings |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    pool = {**POOL, "reconnect_timeout": RECONNECT_TIMEOUT}
    settings["OPTIONS"] = {
        "pool": pool,
        "connect_timeout": CONNECT_TIMEOUT,
        **SILENCE,
        **settings.get("OPTIONS", {}),
    }
    return settings


def replica_settings(url: str) -> dict[str, dict[str, Any]]:
    """Give Django's settings for the alias `replica`, at a URL of one or more hosts; {} without.

    libpq tries the hosts in random order, standbys first, unless the URL says otherwise. Raises
    ImproperlyConfigured for a URL that is not one of PostgreSQL.
    """
    if not url:
        return {}
    settings = django_settings(url)
    settings["OPTIONS"] = {
        **REPLICA_HOSTS,
        **settings["OPTIONS"],
        "pool": {**REPLICA_POOL, "reconnect_timeout": RECONNECT_TIMEOUT},
        "connect_timeout": 2,
    }
    # Tests, where one is configured, use the primary's test database under this name.
    settings["TEST"] = {"MIRROR": "default"}
    return {"replica": settings}


@contextlib.contextmanager
def in_use(project: Path = PROJECT) -> Iterator[Connection]:
    """Keep the project's own server running for as long as the block does; start it if need be.

    Raises DatabaseError if it cannot be had.
    """
    server = Server(project)
    connection = server.acquire()
    try:
        yield connection
    finally:
        server.release()


def main(arguments: list[str]) -> None:
    """Stop the server, as `make stop` asks: stop [--force]."""
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL names a server that is not ours to stop.")
    server = Server(PROJECT)
    was_running = server.is_running()
    try:
        server.stop(force="--force" in arguments)
    except DatabaseError as error:
        sys.exit(str(error))
    print("PostgreSQL is stopped." if was_running else "PostgreSQL was not running.")


if __name__ == "__main__":
    main(sys.argv[1:])
