"""The last page makes one result and sends a signal about it."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Result
from quiz.signals import result_finished
from quiz.tokens import hash_token
from quiz.views import steps
from serving.limits import Limit
from tests.quiz.visitors import NO_CONFLICT, QUIZ, answer_all, answers_by, great_fit

pytestmark = pytest.mark.usefixtures("content")

LAST_ANSWERS = {**NO_CONFLICT, "area": ""}


@contextlib.contextmanager
def connected(receive: Callable[..., None]) -> Iterator[None]:
    """Connect a receiver to the signal of finished results."""
    result_finished.connect(receive)
    try:
        yield
    finally:
        result_finished.disconnect(receive)


def test_a_receiver_learns_of_the_result_once(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))
    key_hash = Attempt.objects.get().key_hash
    received = []

    def receive(
        request: HttpRequest, attempt_key_hash: str, owner_token: str, **named: Any
    ) -> None:
        received.append((request.path, attempt_key_hash, owner_token))

    with connected(receive):
        client.post(last_page, LAST_ANSWERS)
        client.post(last_page, LAST_ANSWERS)

    ((path, attempt, owner_token),) = received
    assert (path, attempt) == (QUIZ, key_hash)
    assert Result.objects.get().owner_hash == hash_token(owner_token)


def test_a_receiver_that_fails_leaves_the_attempt_as_it_was(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))

    def refuse(**named: Any) -> None:
        raise RuntimeError("The group is full.")

    with connected(refuse), pytest.raises(RuntimeError, match="full"):
        client.post(last_page, LAST_ANSWERS)

    assert not Result.objects.exists()
    assert client.post(last_page, LAST_ANSWERS).status_code == 302
    assert Result.objects.count() == 1


def test_each_finishes_the_form_that_was_started_whatever_others_finish(client: Client) -> None:
    for length in ("full", "short", "short", "full"):
        last_page = answer_all(client, answers_by(great_fit, length), length)
        assert client.post(last_page, LAST_ANSWERS).status_code == 302
    results = Result.objects.order_by("pk")
    assert [(result.form, len(result.answers)) for result in results] == [
        ("full", 16),
        ("short", 10),
        ("short", 10),
        ("full", 16),
    ]


def test_an_incomplete_attempt_is_no_result_though_others_were(client: Client) -> None:
    client.post(answer_all(client, answers_by(great_fit)), LAST_ANSWERS)
    last_page = answer_all(client, answers_by(great_fit))
    attempt = Attempt.objects.get()
    attempt.answers.pop("greet-next")
    attempt.save()

    response = client.post(last_page, LAST_ANSWERS)

    assert response["Location"] == f"{QUIZ}?page=1#step"
    assert Result.objects.count() == 1
    assert Attempt.objects.count() == 1


def test_an_attempt_that_is_too_old_is_no_result(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))
    Attempt.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert client.post(last_page, LAST_ANSWERS).status_code == 409
    assert not Result.objects.exists()


def test_finishing_takes_few_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        steps, "RESULTS", Limit("of a test", max_requests=600, window_seconds=86_400)
    )
    # The first count of a sender also deletes old ones.
    client.post(answer_all(client, answers_by(great_fit)), LAST_ANSWERS)
    last_page = answer_all(client, answers_by(great_fit))
    # A savepoint, the attempt, the limit, the guide's version, the result, the attempt's deletion,
    # the savepoint's end.
    with django_assert_num_queries(7):
        assert client.post(last_page, LAST_ANSWERS).status_code == 302
