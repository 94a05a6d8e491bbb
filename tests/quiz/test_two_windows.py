"""Two windows, or two people, at one thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from careers.models import Career, OccupationInterests
from quiz.attempts import Walk, walk
from quiz.forms.result import PlanForm
from quiz.interests import ACTIVITIES
from quiz.models import Attempt, QuizVersion, Result
from quiz.publish import open_draft
from quiz.views.private import find_own
from tests.quiz.visitors import QUIZ, answers_by, great_fit, start, take

EDITORS = 4
INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


def test_editors_who_begin_a_draft_at_once_get_the_same_one(committed_content: None) -> None:
    version = QuizVersion.objects.select_related("quiz__career").get()
    barrier = Barrier(EDITORS)

    def begin(_: int) -> int:
        try:
            barrier.wait(timeout=60)
            return open_draft(version.quiz, version).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        drafts = set(pool.map(begin, range(EDITORS)))
    assert drafts == {QuizVersion.objects.drafts().get().pk}


@pytest.mark.usefixtures("content")
def test_answers_to_a_quiz_that_another_window_just_finished_are_told_as_late(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(client)

    def finished_meanwhile(attempt: Attempt) -> Walk:
        Attempt.objects.filter(pk=attempt.pk).delete()
        return walk(attempt)

    monkeypatch.setattr("quiz.views.take.walk", finished_meanwhile)
    late = client.post(f"{QUIZ}?page=1", answers_by(great_fit))
    assert late.status_code == 409
    assert "no longer here" in late.content.decode()


@pytest.mark.usefixtures("content")
def test_answers_changed_in_two_windows_are_both_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = take(client, answers_by(great_fit))
    first, second = list(answers_by(great_fit))[:2]

    def found_before(request: HttpRequest, token: str) -> Any:
        own = find_own(request, token)
        Result.objects.update(answers={**Result.objects.get().answers, first: 3})
        return own

    monkeypatch.setattr("quiz.views.results.find_own", found_before)
    client.post(f"{address}change/", {"key": second, "answer": "3"})
    answers = Result.objects.get().answers
    assert (answers[first], answers[second]) == (3, 3)


@pytest.mark.usefixtures("content")
def test_a_plan_kept_while_its_link_is_revoked_brings_the_old_link_not_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = take(client, answers_by(great_fit))
    is_valid = PlanForm.is_valid

    def revoked_meanwhile(form: PlanForm) -> bool:
        assert client.post(f"{address}new-link/").status_code == 302
        return is_valid(form)

    monkeypatch.setattr(PlanForm, "is_valid", revoked_meanwhile)
    assert client.post(f"{address}plan/", {"budget": "5000"}).status_code == 302
    assert Client().get(address).status_code == 404


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("page", "posted"),
    [
        ("change/", {"key": "greet-next", "answer": "3"}),
        ("plan/", {"budget": "5000"}),
        ("interests/", {key: "1" for key, _scale, _text in ACTIVITIES}),
        ("settings/", {"nickname": "Sam"}),
        ("new-link/", {}),
        ("spoken-code/", {}),
        ("delete/", {}),
    ],
)
def test_what_is_done_to_a_result_that_another_window_deleted_is_answered(
    client: Client, monkeypatch: pytest.MonkeyPatch, page: str, posted: dict[str, str]
) -> None:
    address = take(client, answers_by(great_fit))
    OccupationInterests.objects.create(
        occupation=Career.objects.get().occupation,
        **dict.fromkeys(INTERESTS, 4),
        source="A table, 2026",
    )

    def deleted_meanwhile(request: HttpRequest, token: str) -> Any:
        own = find_own(request, token)
        Result.objects.all().delete()
        return own

    for module in ("interests", "owner", "results"):
        monkeypatch.setattr(f"quiz.views.{module}.find_own", deleted_meanwhile)
    answered = client.post(f"{address}{page}", posted)
    assert answered.status_code == (302 if page == "delete/" else 404)
    assert not Result.objects.exists()
