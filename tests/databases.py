"""The tests' databases. tests/conftest.py says which fixture to use."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from tests.settings import IS_OWN_SERVER, RUN, TEST_DATABASES

PROJECT = Path(__file__).resolve().parent.parent
# Any number that other advisory locks do not use.
BUILDING = 4_361_301

# Loading the content takes longer than everything else before the first test. On the checkout's own
# server the database with it is kept for later runs, until a file that it may depend on changes. On
# another server nothing is left behind.
KEPT = f"{TEST_DATABASES}content_"
SOURCES = (
    *("careers", "common", "imports", "programs", "quiz", "salaries", "serving"),
    *("accounts/migrations", "counselors/migrations"),
    # A version of a guide has its HTML.
    "templates/careers",
)
WITHOUT_EFFECT = {
    *("admin", "api", "explore", "forms", "links", "replicas", "styles"),
    *("profile", "templatetags", "views", "__pycache__"),
}
# The programs of all fields would be most of each test's database: those of medical office
# administrators, nurses, welders, electricians and software developers, in 12,000 rows. The whole
# is loaded by tests/deployment/test_first_content.py.
PROGRAM_FIELDS = ("11.07", "15.06", "46.03", "48.05", "51.07", "51.38")


def content_fingerprint() -> str:
    """Return a short hash of what the loaded content may depend on."""
    digest = hashlib.sha256(repr(PROGRAM_FIELDS).encode())
    for folder in SOURCES:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.is_file() and not WITHOUT_EFFECT & set(path.parts):
                digest.update(f"\n{path.relative_to(PROJECT)}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def server() -> Iterator[psycopg.Connection]:
    """Connect to the tests' server, but to none of their databases."""
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    names = ("host", "port", "user", "password", "dbname", "sslmode")
    options = {name: parameters[name] for name in names if name in parameters}
    # No limits: a worker waits here for another that loads the content. (The site's web module,
    # once a test has imported it, gives every new connection of the process short ones.)
    options["options"] = "-c lock_timeout=0 -c statement_timeout=0"
    with psycopg.connect(**options, autocommit=True) as there:
        yield there


def exists(there: psycopg.Connection, name: str) -> bool:
    """Whether the server has a database of this name."""
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    return there.execute(query, [name]).fetchone() is not None


def copy(there: psycopg.Connection, source: str, name: str) -> None:
    """Create a database as a copy of one that has no connections."""
    drop(there, name)
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    there.execute(command.format(sql.Identifier(name), sql.Identifier(source)))


def drop(there: psycopg.Connection, name: str) -> None:
    """Drop a database if it exists, and end the connections to it.

    Not WITH (FORCE): that would end autovacuum workers too, which needs a superuser.
    """
    end_connections(there, name)
    there.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def end_connections(there: psycopg.Connection, name: str) -> None:
    """End the connections to a database, and wait until they have ended."""
    command = (
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = current_user"
    )
    there.execute(command, [name])


def rows_written(there: psycopg.Connection, name: str) -> int | None:
    """How many rows were ever written in a database, by statements rolled back too.

    Backends report their counts at the latest when they end. None if there is no such database.
    """
    count = (
        "SELECT tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE datname = %s"
    )
    row = there.execute(count, [name]).fetchone()
    return None if row is None else int(row[0])


def drop_all_like(there: psycopg.Connection, beginning: str) -> None:
    """Drop every database whose name starts with `beginning`."""
    for (name,) in there.execute("SELECT datname FROM pg_database").fetchall():
        if name.startswith(beginning):
            drop(there, name)


def drop_all_of_this_run() -> None:
    """Drop every database of this run, those of its workers included."""
    with server() as there:
        drop(there, RUN)
        drop_all_like(there, f"{RUN}_")


def drop_those_of_dead_runs() -> None:
    """Drop the databases of runs of this machine that were killed before they could."""
    with server() as there:
        rows = there.execute(
            "SELECT datname FROM pg_database WHERE NOT EXISTS"
            " (SELECT FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)"
        ).fetchall()
        for (name,) in rows:
            if name.startswith(TEST_DATABASES) and not name.startswith(KEPT):
                run = name.removeprefix(TEST_DATABASES).partition("_")[0]
                if not (run.isdecimal() and _is_alive(int(run))):
                    drop(there, name)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def used(name: str) -> Iterator[None]:
    """Make Django use another database, in every thread, inside the `with`."""
    own = connection.settings_dict["NAME"]
    connection.close()
    # The threads of one process share this dictionary.
    connection.settings_dict["NAME"] = name
    forget_the_other_database()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
        forget_the_other_database()


def forget_the_other_database() -> None:
    """Clear what is known of a database and its rows: in another the same keys are other rows."""
    from django.contrib.contenttypes.models import ContentType

    from serving.outages import get_outage

    ContentType.objects.clear_cache()
    get_outage.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Create the empty, migrated database, for all fixtures.

    pytest-django's own makes it only if it sees a test of this session ask for `db`.
    """
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    # Dropped with the others of this run, when all its workers have ended.
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session")
def content_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """Return the name of a database with the bundled content, for this worker to copy or read.

    One process loads it, the others wait and copy: loading takes longer than copying.
    """
    own = str(connection.settings_dict["NAME"])
    master = f"{KEPT}{content_fingerprint()}" if IS_OWN_SERVER else f"{RUN}_master"
    with django_db_blocker.unblock(), server() as there:
        there.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        if not exists(there, master):
            drop_all_like(there, KEPT)
            draft = f"{own}_draft"
            connection.close()
            copy(there, own, draft)
            with used(draft):
                call_command("load_content", verbosity=0, program_fields=PROGRAM_FIELDS)
            command = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            there.execute(command.format(sql.Identifier(draft), sql.Identifier(master)))
        # Copied under the lock: PostgreSQL lets nobody connect to the source meanwhile.
        copy(there, master, f"{own}_content")
        there.execute("SELECT pg_advisory_unlock(%s)", [BUILDING])
    return f"{own}_content"


@pytest.fixture
def _chosen_database(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Use the content, if the test asks for it, before pytest-django begins its transaction."""
    names = request.fixturenames
    if "content" in names:
        mark = request.node.get_closest_marker("django_db")
        if "transactional_db" in names or (mark and mark.kwargs.get("transaction")):
            raise pytest.UsageError("This would empty the content for all: use committed_content")
        name = request.getfixturevalue("content_database")
        with django_db_blocker.unblock(), used(name):
            yield
    elif "committed_content" in names:
        raise pytest.UsageError("The site sees nothing of a transaction: leave `db` out")
    else:
        yield


@pytest.fixture
def _django_db_helper(_chosen_database: None, _django_db_helper: None) -> None:
    """Choose the database before what `db` and the mark django_db do."""


@pytest.fixture
def content(db: None) -> None:
    """Give a test the bundled content, in a transaction that is rolled back after it."""


@pytest.fixture
def committed_content(content_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give a test a database with the bundled content, all its own, where commits are real.

    A copy that the test before wrote nothing to is used again: copying it takes longer than most
    tests.
    """
    name = f"{content_database}_copy"
    with django_db_blocker.unblock():
        connection.close()
        with server() as there:
            if rows_written(there, name) != 0:
                copy(there, content_database, name)
        with used(name):
            yield
        with server() as there:
            end_connections(there, name)
