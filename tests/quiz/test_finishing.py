"""The last page makes a result, and tells those who want to know of it."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from quiz.models import Attempt, Result
from quiz.signals import result_finished
from quiz.tokens import hashed
from tests.quiz.visitors import NO_CONFLICT, QUIZ, answer_all, answers_by, great_fit

pytestmark = pytest.mark.usefixtures("content")


def test_a_receiver_learns_of_the_result_within_its_transaction(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))
    key_hash = Attempt.objects.get().key_hash
    told = []

    def receive(
        request: HttpRequest, attempt_key_hash: str, owner_token: str, **named: Any
    ) -> None:
        told.append((request.path, attempt_key_hash, owner_token))

    result_finished.connect(receive)
    try:
        client.post(last_page, {**NO_CONFLICT, "area": ""})
        client.post(last_page, {**NO_CONFLICT, "area": ""})
    finally:
        result_finished.disconnect(receive)

    ((path, attempt, owner_token),) = told
    assert (path, attempt) == (QUIZ, key_hash)
    assert Result.objects.get().owner_hash == hashed(owner_token)


def test_what_fails_in_a_receiver_leaves_the_attempt_as_it_was(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))

    def refuse(**named: Any) -> None:
        raise RuntimeError("The group is full.")

    result_finished.connect(refuse)
    try:
        with pytest.raises(RuntimeError, match="full"):
            client.post(last_page, {**NO_CONFLICT, "area": ""})
    finally:
        result_finished.disconnect(refuse)

    assert not Result.objects.exists()
    assert client.post(last_page, {**NO_CONFLICT, "area": ""}).status_code == 302
    assert Result.objects.count() == 1
