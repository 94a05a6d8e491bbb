"""The database is stopped: kept pages and probes answer at once, the rest says so in words."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import CAREER
from tests.deployment.cluster import Cluster, cluster, wait_for
from tests.deployment.crowd import QUIZ, TOKEN, Browser
from tests.deployment.nodes import Node, nodes

WORDS = "our database, which does not answer"
# Generous for a busy machine; so many requests that wait for ten seconds each take longer.
PATIENCE = 15
WAITING = 24


@pytest.fixture
def lone(content_database: str) -> Iterator[Cluster]:
    """A server without standbys."""
    with cluster() as made:
        made.fill(content_database)
        yield made


def test_what_needs_the_database_keeps_nobody_else_waiting(lone: Cluster, tmp_path: Path) -> None:
    settings = "tests.deployment.failover_settings"
    url = lone.primary.url()
    with nodes(1, tmp_path / "log", DJANGO_SETTINGS_MODULE=settings, DATABASE_URL=url) as (node,):
        wait_for(lambda: is_kept_by_every_worker(node), "the guide in each memory")
        browser = Browser([node.url])
        token = TOKEN.search(browser.ask(QUIZ)[1])
        assert token is not None
        lone.primary.kill()

        form = {"csrfmiddlewaretoken": token[1], "start": "1", "form": "short"}
        answers: list[tuple[int, str, str]] = []
        quizzes = [
            threading.Thread(target=lambda: answers.append(browser.ask(QUIZ, form)))
            for _ in range(WAITING)
        ]
        for quiz in quizzes:
            quiz.start()

        def reach_everybody_else() -> bool:
            for _ in range(8):
                assert node.get("/healthz")[0] == 200
                assert node.get("/readyz")[0] == 503
                status, headers, _ = node.get(CAREER)
                assert (status, "database-down" in headers["cache-status"]) == (200, True)
            return True

        seconds = wait_for(reach_everybody_else, "pages and probes")
        assert seconds < PATIENCE
        for quiz in quizzes:
            quiz.join(PATIENCE)
        assert [(status, WORDS in text) for status, text, _ in answers] == [(503, True)] * WAITING
        status, headers, _ = node.get(QUIZ)
        assert (status, headers["retry-after"]) == (503, "30")

        lone.primary.start()
        wait_for(lambda: browser.ask(QUIZ, form)[0] == 302, "the quiz to come back by itself")
        wait_for(lambda: node.get("/readyz")[0] == 200, "the node to be ready")
        said = (tmp_path / "log").read_text()
        assert "The database default does not answer. No PostgreSQL answers at 127.0.0.1" in said
        assert "The database default answers again." in said


def is_kept_by_every_worker(node: Node) -> bool:
    """Whether so many requests that each worker had one were all answered from memory."""
    return all("; hit" in node.get(CAREER)[1].get("cache-status", "") for _ in range(16))
