"""A clock that jumps, of a web node or of the database, shows no old page and locks nobody out."""

import time
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from serving.limits import Limit
from tests.asking import CAREER, ask, new_cache
from tests.making import publish_guides
from tests.quiz.visitors import at_the_end


def test_a_web_nodes_clock_that_jumps_shows_nobody_an_old_page(
    committed_content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = new_cache()
    ask(cache, CAREER)
    real = time.time
    for jump in (86_400, -86_400, 10 * 365 * 86_400, 0):
        monkeypatch.setattr(
            "serving.pagecache.generation.time.time", lambda jump=jump: real() + jump
        )
        title = f"The clock went {jump} seconds"
        publish_guides(title=title)
        for _ in range(2):
            reply = ask(cache, CAREER)
            assert (reply.status, title in reply.text) == (200, True)


def test_the_databases_clock_that_was_ahead_leaves_no_page_behind(committed_content: None) -> None:
    """Generations carry the time; they grow all the same when the clock is put right."""
    cache = new_cache()
    with connection.cursor() as cursor:
        year = 86_400 * 365 * 1_000_000
        cursor.execute("UPDATE serving_generation SET number = number + %s::bigint", [year])
    ask(cache, CAREER)
    for title in ("The first after", "The second after"):
        publish_guides(title=title)
        assert title in ask(cache, CAREER).text


def test_a_clock_set_back_locks_nobody_out_for_longer_than_a_window(
    committed_content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RequestFactory().get("/api/v1/careers")
    few = Limit("clock-test", max_requests=2, window_seconds=60)
    now = timezone.now()
    for jump in (timedelta(0), timedelta(hours=-5), timedelta(days=2)):

        def then(jump: timedelta = jump) -> datetime:
            return now + jump

        monkeypatch.setattr("serving.limits.timezone.now", then)
        waits = [few.count_request(request) for _ in range(3)]
        assert waits[:2] == [0, 0]
        assert 0 < waits[2] <= 60


def test_a_quiz_begun_before_the_clock_went_back_can_be_finished(
    committed_content: None, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, form = at_the_end(visitor)
    now = timezone.now() - timedelta(hours=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    response = visitor.post(page, form)
    assert response.status_code == 302
    assert visitor.get(response["Location"]).status_code == 200
