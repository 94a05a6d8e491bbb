"""The last page makes a result, and tells those who expect it."""

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
from quiz.signals import result_expected, result_finished
from quiz.tokens import hashed
from quiz.views import take
from serving.limits import Limit
from tests.quiz.visitors import NO_CONFLICT, QUIZ, answer_all, answers_by, great_fit

pytestmark = pytest.mark.usefixtures("content")

LAST_ANSWERS = {**NO_CONFLICT, "area": ""}


@contextlib.contextmanager
def hearing(receive: Callable[..., None], expects: bool = True) -> Iterator[None]:
    """Let this receive what is told of finished results, and say before whether it wants to."""

    def expect(request: HttpRequest, **named: Any) -> bool:
        return expects

    result_expected.connect(expect)
    result_finished.connect(receive)
    try:
        yield
    finally:
        result_expected.disconnect(expect)
        result_finished.disconnect(receive)


def test_a_receiver_learns_of_the_result_once(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))
    key_hash = Attempt.objects.get().key_hash
    told = []

    def receive(
        request: HttpRequest, attempt_key_hash: str, owner_token: str, **named: Any
    ) -> None:
        told.append((request.path, attempt_key_hash, owner_token))

    with hearing(receive):
        client.post(last_page, LAST_ANSWERS)
        client.post(last_page, LAST_ANSWERS)

    ((path, attempt, owner_token),) = told
    assert (path, attempt) == (QUIZ, key_hash)
    assert Result.objects.get().owner_hash == hashed(owner_token)


def test_what_fails_in_a_receiver_leaves_the_attempt_as_it_was(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))

    def refuse(**named: Any) -> None:
        raise RuntimeError("The group is full.")

    with hearing(refuse), pytest.raises(RuntimeError, match="full"):
        client.post(last_page, LAST_ANSWERS)

    assert not Result.objects.exists()
    assert client.post(last_page, LAST_ANSWERS).status_code == 302
    assert Result.objects.count() == 1


def test_nobody_is_told_of_a_result_that_nobody_expects(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))
    told = []

    def receive(owner_token: str, **named: Any) -> None:
        told.append(owner_token)

    with hearing(receive, expects=False):
        client.post(last_page, LAST_ANSWERS)

    assert Result.objects.count() == 1
    assert not told


def test_each_finishes_the_form_that_was_begun_whatever_others_finish(client: Client) -> None:
    for length in ("full", "short", "short", "full", "full", "short"):
        last_page = answer_all(client, answers_by(great_fit, length), length)
        assert client.post(last_page, LAST_ANSWERS).status_code == 302
    finished = Result.objects.order_by("pk").values_list("form", flat=True)
    assert list(finished) == ["full", "short", "short", "full", "full", "short"]
    assert [len(result.answers) for result in Result.objects.order_by("pk")] == [
        16,
        10,
        10,
        16,
        16,
        10,
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


def test_finishing_takes_a_single_query(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Every tenth result is counted by a query; other tests of this process made some already.
    fresh = Limit(
        "of a test",
        max_requests=take.RESULTS.max_requests,
        window_seconds=86_400,
        batch_size=take.RESULTS.batch_size,
    )
    monkeypatch.setattr(take, "RESULTS", fresh)
    for _ in range(2):
        client.post(answer_all(client, answers_by(great_fit)), LAST_ANSWERS)
    last_page = answer_all(client, answers_by(great_fit))
    with django_assert_num_queries(1):
        assert client.post(last_page, LAST_ANSWERS).status_code == 302
