"""Full disks, full servers, killed workers, wrong clocks: what a visitor sees, and what is kept."""

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection
from django.test import Client
from psycopg import sql

from quiz.models import Attempt, Result
from tests.asking import CAREER
from tests.databases import server
from tests.deployment.cluster import wait_for
from tests.deployment.crowd import QUIZ, TOKEN, Browser
from tests.deployment.nodes import Node, nodes
from tests.quiz.visitors import NO_CONFLICT, at_the_end, newest

WORDS = "nothing was half written"


def refuse(table: str, sqlstate: str) -> None:
    """From now on PostgreSQL refuses rows of a table as it does with that state of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " RAISE EXCEPTION 'could not extend file: No space left on device'"
                " USING ERRCODE = {}; END $$"
            ).format(sql.Literal(sqlstate))
        )
        command = "CREATE TRIGGER refuse BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION refuse()"
        cursor.execute(sql.SQL(command).format(sql.Identifier(table)))


def allow(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TRIGGER refuse ON {}").format(sql.Identifier(table)))
        cursor.execute("DROP FUNCTION refuse()")


def test_a_full_disk_keeps_the_answers_and_the_pages(
    committed_content: None, visitor: Client
) -> None:
    """What PostgreSQL says of a full disk, said by the table of results."""
    page, form = at_the_end(visitor)
    refuse("quiz_result", "53100")
    response = visitor.post(page, form)
    assert response.status_code == 503
    assert WORDS in response.content.decode()
    assert (Result.objects.count(), Attempt.objects.count()) == (0, 1)
    assert visitor.get(CAREER).status_code == 200
    allow("quiz_result")
    # The same form, sent again.
    assert visitor.post(page, form).status_code == 302
    assert (Result.objects.count(), Attempt.objects.count()) == (1, 0)


def test_a_full_disk_refuses_a_report_in_words(committed_content: None, visitor: Client) -> None:
    refuse("careers_correction", "53100")
    report = {"about": "/", "statement": "This figure is of another year."}
    response = visitor.post("/corrections/", report)
    assert response.status_code == 503
    assert WORDS in response.content.decode()


def test_a_table_that_somebody_holds_is_not_waited_for_without_end(
    committed_content: None, visitor: Client
) -> None:
    page, form = at_the_end(visitor)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    name = connection.settings_dict["NAME"]
    with server() as there:
        info = there.info
        with psycopg.connect(info.dsn, password=info.password, dbname=name) as other:
            other.execute("LOCK TABLE quiz_result IN ACCESS EXCLUSIVE MODE")
            response = visitor.post(page, form)
    assert response.status_code == 503
    assert WORDS in response.content.decode()
    assert visitor.post(page, form).status_code == 302


def test_when_all_connections_are_taken_kept_pages_stay_and_others_say_so(
    committed_content: None, tmp_path: Path
) -> None:
    name = str(connection.settings_dict["NAME"])
    with nodes(1, tmp_path / "log") as (node,):
        wait_for(lambda: is_kept_by_every_worker(node, CAREER), "the guide in each memory")
        limit(name, 0)
        assert node.get("/readyz")[0] == 503
        for _ in range(6):
            status, headers, _ = node.get(CAREER)
            assert status == 200
            assert "database-down" in headers["cache-status"]
        status, _, body = node.get(QUIZ)
        assert (status, WORDS in body.decode()) == (503, True)
        limit(name, -1)
        wait_for(lambda: node.get(QUIZ)[0] == 200, "the quiz to come back by itself")
        wait_for(lambda: node.get("/readyz")[0] == 200, "the node to be ready")


def is_kept_by_every_worker(node: Node, path: str) -> bool:
    """Whether so many requests that each worker had one were all answered from memory."""
    return all("; hit" in node.get(path)[1].get("cache-status", "") for _ in range(16))


def limit(name: str, connections: int) -> None:
    """Allow so many connections to a database, -1 for as many as the server has; end the others."""
    connection.close()
    with server() as there:
        is_super = there.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if is_super.fetchone() == (True,):
            # No limit holds for it; this does.
            command, most = "ALTER DATABASE {} ALLOW_CONNECTIONS {}", sql.Literal(bool(connections))
        else:
            command, most = "ALTER DATABASE {} CONNECTION LIMIT {}", sql.Literal(connections)
        there.execute(sql.SQL(command).format(sql.Identifier(name), most))
        if connections == 0:
            there.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",
                [name],
            )


# A worker dies


@pytest.fixture
def slow_beginnings(committed_content: None) -> Callable[[], None]:
    """A quiz takes a minute to begin; the function ends that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " PERFORM pg_sleep(60); RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER dawdle BEFORE INSERT ON quiz_attempt FOR EACH ROW"
            " EXECUTE FUNCTION dawdle()"
        )

    def end() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER dawdle ON quiz_attempt")

    return end


def test_a_worker_killed_in_the_middle_of_a_post_leaves_nothing_half_written(
    slow_beginnings: Callable[[], None], tmp_path: Path
) -> None:
    with nodes(1, tmp_path / "log") as (node,):
        browser = Browser([node.url])
        form = TOKEN.search(browser.ask(QUIZ)[1])
        assert form is not None
        data = {"csrfmiddlewaretoken": form[1], "start": "1", "form": "short"}
        answers: list[tuple[int, str, str]] = []
        post = threading.Thread(target=lambda: answers.append(browser.ask(QUIZ, data)))
        post.start()
        wait_for(lambda: writers() == 1, "the post to reach the database")
        for worker in workers(node):
            worker.send_signal(signal.SIGKILL)
        post.join(60)
        # The browser says that the connection was cut.
        assert answers == [(0, "", "")]
        end_writers()
        slow_beginnings()
        assert Attempt.objects.count() == 0
        wait_for(lambda: browser.ask(QUIZ)[0] == 200, "new workers")
        wait_for(lambda: browser.ask(QUIZ, data)[0] == 302, "the same form, sent again")
        assert Attempt.objects.count() >= 1


@pytest.fixture
def held_results(committed_content: None) -> Iterator[psycopg.Connection]:
    """A connection that holds up every new result until it is closed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql"
            # The site waits for no lock longer than some seconds; to kill workers may take more.
            " SET lock_timeout = 0 AS $$ BEGIN"
            " PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER hold BEFORE INSERT ON quiz_result FOR EACH ROW EXECUTE FUNCTION hold()"
        )
    name = connection.settings_dict["NAME"]
    with server() as there:
        info = there.info
        with psycopg.connect(info.dsn, password=info.password, dbname=name) as holding:
            holding.execute("SELECT pg_advisory_lock(1)")
            yield holding


def test_a_worker_killed_when_a_quiz_is_finished_costs_nobody_the_result(
    held_results: psycopg.Connection, tmp_path: Path
) -> None:
    """Nothing is half written, and the same form makes the result when it is sent again."""
    with nodes(1, tmp_path / "log") as (node,):
        browser = Browser([node.url])
        form = TOKEN.search(browser.ask(QUIZ)[1])
        assert form is not None
        token = {"csrfmiddlewaretoken": form[1]}
        assert browser.ask(QUIZ, {**token, "start": "1", "form": "short"})[0] == 302
        asked = newest().asked("short")
        Attempt.objects.update(answers={statement.key: 5 for statement in asked})
        last_page = f"{QUIZ}?page={-(-len(asked) // 4) + 1}"
        data = {**token, **NO_CONFLICT, "area": ""}
        answers: list[tuple[int, str, str]] = []
        post = threading.Thread(target=lambda: answers.append(browser.ask(last_page, data)))
        post.start()
        wait_for(lambda: writers("advisory") == 1, "the post to reach the database")
        for worker in workers(node):
            worker.send_signal(signal.SIGKILL)
        post.join(60)
        assert answers == [(0, "", "")]
        held_results.close()
        wait_for(lambda: writers("advisory") == 0, "PostgreSQL to notice that nobody is left")
        assert (Result.objects.count(), Attempt.objects.count()) == (0, 1)
        wait_for(lambda: browser.ask("/healthz")[0] == 200, "new workers")

        wait_for(lambda: answered(browser, last_page, data, answers), "the same form, sent again")

        status, _, address = answers[-1]
        assert (status, Result.objects.count()) == (302, 1)
        assert browser.ask(address)[0] == 200
        assert browser.ask(f"{address}settings/")[0] == 200, "this browser owns it"


def answered(
    browser: Browser, path: str, data: dict[str, str], answers: list[tuple[int, str, str]]
) -> bool:
    """Whether there was an answer to a form; as while workers start there may be none."""
    answers.append(browser.ask(path, data))
    return answers[-1][0] not in (0, 502, 503)


def workers(node: Node) -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process(node.process.pid).children()
        if "resource_tracker" not in " ".join(child.cmdline())
    ]


def writers(event: str = "PgSleep") -> int:
    """How many wait for something in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event = %s",
            [event],
        )
        return int((cursor.fetchone() or [0])[0])


def end_writers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event = 'PgSleep'"
        )
