"""When something is broken, a visitor reads what it is, in the site's design."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory

from careerguide.database import POOL, database_settings
from common import errors
from tests.asking import CAREER
from tests.databases import server, used
from tests.deployment.nodes import PROJECT


@pytest.fixture
def no_database(committed_content: None) -> Iterator[None]:
    """The server knows no such database, as if it were gone."""
    with used("a database that is not there"):
        yield


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "path", ["/", CAREER, f"{CAREER}salaries/", f"{CAREER}programs/", f"{CAREER}quiz/", "/sources/"]
)
def test_pages_say_that_the_database_does_not_answer(
    no_database: None, visitor: Client, path: str
) -> None:
    response = visitor.get(path)
    assert response.status_code == 503
    assert "our database, which does not answer" in response.content.decode()
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"


def test_words_that_the_database_could_not_take_are_sent_again(
    no_database: None, visitor: Client
) -> None:
    report = {"about": "/", "statement": "Line one\n  <b>two</b>"}
    for origin, is_kept in (("http://testserver", True), ("https://evil.example", False)):
        answer = visitor.post("/corrections/", report, headers={"origin": origin})
        assert answer.status_code == 503
        page = answer.content.decode()
        assert ("Line one\n  &lt;b&gt;two&lt;/b&gt;</textarea>" in page) is is_kept
        assert ("Send what I typed" in page) is is_kept


def test_probes_tell_the_process_from_the_database(no_database: None, visitor: Client) -> None:
    assert visitor.get("/healthz").status_code == 200
    ready = visitor.get("/readyz")
    assert (ready.status_code, ready.content) == (503, b"the database does not answer\n")


def test_an_unknown_address_and_robots_need_no_database(no_database: None, visitor: Client) -> None:
    missing = visitor.get("/nowhere/")
    assert missing.status_code == 404
    assert "There is no page at this address" in missing.content.decode()
    assert visitor.get("/robots.txt").status_code == 200


def test_every_error_page_is_drawn_without_a_query(no_database: None) -> None:
    request = RequestFactory().get("/anything/")
    pages = {
        400: errors.bad_request(request),
        403: errors.forbidden(request),
        404: errors.not_found(request),
        429: errors.too_many_requests(request, 60),
        500: errors.server_error(request),
        503: errors.unavailable(request),
        507: errors.no_room(request),
    }
    for status, page in pages.items():
        assert page.status_code == status
        text = page.content.decode()
        assert f"Error {status}" in text
        assert 'href="/"' in text
        assert "noindex" in text
    assert pages[429]["Retry-After"] == "60"


def test_a_statement_that_takes_too_long_is_no_error_of_the_visitors(
    committed_content: None, visitor: Client
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '500ms'")

    def slow(execute: Any, sql: str, parameters: Any, *rest: Any) -> Any:
        return execute("SELECT pg_sleep(5)", None, *rest)

    with connection.execute_wrapper(slow):
        assert visitor.get(CAREER).status_code == 503
    assert visitor.get(CAREER).status_code == 200


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A port where connections are taken and nothing is ever said, as when a machine hangs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def test_a_server_that_says_nothing_is_waited_for_once(
    committed_content: None, silent_server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = database_settings(f"postgres://nobody@127.0.0.1:{silent_server}/nothing")
    settings["OPTIONS"]["pool"] = {**POOL, "min_size": 0}
    configured = connections.configure_settings({"default": {}, "silent": settings})
    monkeypatch.setitem(connections.databases, "silent", configured["silent"])
    there: Any = connections["silent"]
    with pytest.raises(OperationalError, match="couldn't get a connection"):
        there.ensure_connection()
    assert there.outage.is_known
    monkeypatch.setattr(there.pool, "getconn", lambda *_: pytest.fail("it is not waited for"))
    with pytest.raises(OperationalError, match="does not answer"):
        there.ensure_connection()
    there.close_pool()


def test_a_serving_process_gives_every_connection_its_timeouts(committed_content: None) -> None:
    ask = (
        "import careerguide.wsgi; from django.db import connection as c; k = c.cursor();"
        "k.execute('SHOW statement_timeout'); print(k.fetchone()[0]);"
        "k.execute('SHOW lock_timeout'); print(k.fetchone()[0])"
    )
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.deployment.node_settings",
        "NODE_DATABASE": str(connection.settings_dict["NAME"]),
    }
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["20s", "5s"]


def test_a_migration_waits_for_no_lock_for_long(committed_content: None) -> None:
    """It fails with a message and changes nothing, instead of blocking every visitor behind it."""
    name = connection.settings_dict["NAME"]
    call_command("migrate", "serving", "zero", verbosity=0)
    with connection.cursor() as cursor:
        # A wait that the command does not limit ends with another error.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SET statement_timeout = '30s'")
    with server() as there:
        info = there.info
        with psycopg.connect(info.dsn, password=info.password, dbname=name) as other:
            other.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(CommandError, match="Nothing of this migration was done"):
                call_command("migrate", verbosity=0, lock_timeout=300)
    call_command("migrate", verbosity=0)
