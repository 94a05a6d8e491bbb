"""Two windows, or two people, change the same thing at the same time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client

from careers.models import Career
from quiz.attempts import save_answers
from quiz.forms.result import PlanForm
from quiz.models import Attempt, MatchProfile, QuizVersion, Result
from quiz.profiles.chosen import choose_career
from quiz.publish import open_draft
from quiz.views.private import get_own_result, lock_result
from tests.quiz.profiles import make_profile
from tests.quiz.visitors import (
    NO_CONFLICT,
    QUIZ,
    Response,
    answer_all,
    answers_by,
    great_fit,
    start_quiz,
    take_quiz,
)

EDITORS = 4
INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


def test_editors_who_start_a_draft_at_once_get_the_same_one(committed_content: None) -> None:
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


def wait_until_another_waits() -> None:
    """Wait until another connection waits for a row that this one's transaction has locked."""
    deadline = time.monotonic() + 60
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
            )
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.01)
    raise AssertionError("No other connection waits.")


def post_during(change: Callable[[], None], client: Client, page: str, data: Any) -> Response:
    """Change something in a transaction, and post a page of the quiz before it is committed."""

    def post() -> Response:
        try:
            return client.post(page, data)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            posted = pool.submit(post)
            wait_until_another_waits()
        return posted.result(timeout=60)


@pytest.mark.usefixtures("committed_content")
def test_pages_saved_in_two_windows_at_once_are_both_saved(client: Client) -> None:
    start_quiz(client)
    first, *_, last = answers_by(great_fit)

    def save_last() -> None:
        save_answers(Attempt.objects.get(), {last: 1})

    post_during(save_last, client, f"{QUIZ}?page=1", {first: "5"})
    assert Attempt.objects.get().answers == {first: 5, last: 1}


@pytest.mark.usefixtures("committed_content")
def test_an_answer_changed_while_the_quiz_is_finished_is_in_the_result(client: Client) -> None:
    last_page = answer_all(client, answers_by(great_fit))
    first = next(iter(answers_by(great_fit)))

    def change_first() -> None:
        save_answers(Attempt.objects.get(), {first: 3})

    post_during(change_first, client, last_page, {**NO_CONFLICT, "area": ""})
    assert Result.objects.get().answers == {**answers_by(great_fit), first: 3}


@pytest.mark.usefixtures("committed_content")
def test_answers_to_a_quiz_that_another_window_just_finished_come_too_late(client: Client) -> None:
    start_quiz(client)

    def finish() -> None:
        Attempt.objects.all().delete()

    late = post_during(finish, client, f"{QUIZ}?page=1", answers_by(great_fit))
    assert late.status_code == 409
    assert "no longer here" in late.content.decode()


@pytest.mark.usefixtures("committed_content")
def test_a_profile_deleted_while_a_career_is_chosen_is_gone_with_all_of_it(client: Client) -> None:
    result, token = make_profile(owner=client)
    welder = Career.objects.get(slug="welder")

    def choose() -> None:
        choose_career(lock_result(result), welder)

    deleted = post_during(choose, client, f"/results/{token}/delete/", {})
    assert deleted["Location"] == "/results/deleted/"
    assert not Result.objects.exists()
    assert not MatchProfile.chosen.through.objects.exists()


@pytest.mark.usefixtures("committed_content")
@pytest.mark.parametrize(
    ("page", "posted"), [("choose/", {"choose": "welder"}), ("spoken-code/", {})]
)
def test_what_is_done_with_a_profile_while_it_is_deleted_comes_too_late(
    client: Client, page: str, posted: dict[str, str]
) -> None:
    result, token = make_profile(owner=client)

    def delete() -> None:
        lock_result(result).delete()

    late = post_during(delete, client, f"/results/{token}/{page}", posted)
    assert late.status_code == 404
    assert not Result.objects.exists()


@pytest.mark.usefixtures("content")
def test_answers_changed_in_two_windows_are_both_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = take_quiz(client, answers_by(great_fit))
    first, second = list(answers_by(great_fit))[:2]

    def change_other_answer(request: HttpRequest, token: str, kind: str) -> Any:
        own = get_own_result(request, token, kind)
        Result.objects.update(answers={**Result.objects.get().answers, first: 3})
        return own

    monkeypatch.setattr("quiz.views.results.get_own_result", change_other_answer)
    client.post(f"{address}change/", {"key": second, "answer": "3"})
    answers = Result.objects.get().answers
    assert (answers[first], answers[second]) == (3, 3)


@pytest.mark.usefixtures("content")
def test_a_plan_saved_while_its_link_is_replaced_does_not_restore_the_old_link(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = take_quiz(client, answers_by(great_fit))
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
        ("settings/", {"nickname": "Sam"}),
        ("new-link/", {}),
        ("spoken-code/", {}),
        ("delete/", {}),
    ],
)
def test_a_change_to_a_result_that_another_window_deleted_gets_an_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, page: str, posted: dict[str, str]
) -> None:
    address = take_quiz(client, answers_by(great_fit))

    def deleted_meanwhile(request: HttpRequest, token: str, kind: str = "") -> Any:
        own = get_own_result(request, token, kind)
        Result.objects.all().delete()
        return own

    for module in ("owner", "results"):
        monkeypatch.setattr(f"quiz.views.{module}.get_own_result", deleted_meanwhile)
    answered = client.post(f"{address}{page}", posted)
    assert answered.status_code == (302 if page == "delete/" else 404)
    assert not Result.objects.exists()
