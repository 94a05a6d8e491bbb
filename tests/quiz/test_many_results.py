"""A whole school can finish behind one address; a flood of results from one address is limited."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from counselors.views import student
from quiz.models import Attempt, Result
from quiz.models.attempts import UNANSWERED_LIFETIME
from quiz.views import steps
from serving.limits import Limit
from serving.models.limits import RateCount
from tests.counselors import people
from tests.quiz.visitors import (
    NO_CONFLICT,
    QUIZ,
    SLUG,
    answer_all,
    answers_by,
    great_fit,
    take_quiz,
)

pytestmark = pytest.mark.usefixtures("content")

LAST_ANSWERS = {**NO_CONFLICT, "area": "06"}


@pytest.mark.parametrize("limit", [steps.RESULTS, steps.STARTS, student.CONSENTS])
def test_a_school_of_four_hundred_fits_in_the_shortest_window(limit: Limit) -> None:
    assert limit.max_requests >= 400
    assert limit.window_seconds <= 600


def test_a_class_begins_at_once_and_a_flood_of_beginnings_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit("of a test", max_requests=30, window_seconds=86_400, batch_size=10)
    monkeypatch.setattr(steps, "STARTS", few)
    answers = [client.post(QUIZ, {"start": "1"}) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [302] * 30 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 86_400
    assert Attempt.objects.count() == 30


def test_a_class_says_yes_at_once_and_a_flood_of_consents_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = Limit("of a test", max_requests=30, window_seconds=86_400, batch_size=10)
    monkeypatch.setattr(student, "CONSENTS", few)
    group = people.group(
        people.counselor("ortega"), careers=Career.objects.filter(slug=SLUG), naming="anonymous"
    )
    answers = [Client().post(group.link_path, {"answer": "yes"}) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [302] * 30 + [429]
    assert group.participations.count() == 30
    assert Client().post(group.link_path, {"answer": "no"}).status_code == 302

    group.naming = "nickname"
    group.save()
    refused = Client().post(group.link_path, {"answer": "yes", "nickname": "Blue Fox"})
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 86_400
    assert "Nothing is shared yet, and what you typed is still here." in refused.content.decode()
    assert 'value="Blue Fox"' in refused.content.decode()


def test_a_quiz_without_an_answer_is_deleted_after_two_days(client: Client) -> None:
    answer_all(client, answers_by(great_fit))
    Client().post(QUIZ, {"start": "1"})
    assert not Attempt.objects.expired()
    Attempt.objects.update(created_at=timezone.now() - UNANSWERED_LIFETIME)
    assert [attempt.answers for attempt in Attempt.objects.expired()] == [{}]


def test_a_refused_visitor_keeps_the_answers_and_learns_how_long_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "RESULTS", Limit("of a test", max_requests=2, window_seconds=86_400))
    for _ in range(2):
        take_quiz(client, answers_by(great_fit))
    last_page = answer_all(client, answers_by(great_fit))

    refused = client.post(last_page, LAST_ANSWERS)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 86_400
    html = refused.content.decode()
    assert "All your answers are kept" in html
    assert html.count(" checked") == 4
    assert '<option value="06" selected>' in html
    assert Result.objects.count() == 2

    elsewhere = client.post(last_page, LAST_ANSWERS, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302
    assert Result.objects.count() == 3


def test_mistakes_are_reported_before_anything_is_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "RESULTS", Limit("of a test", max_requests=0, window_seconds=86_400))
    last_page = answer_all(client, answers_by(great_fit))
    assert client.post(last_page, {"area": "06"}).status_code == 422
    assert not RateCount.objects.filter(kind="of a test").exists()


def test_processes_that_count_ahead_allow_together_no_more_than_one_does(client: Client) -> None:
    request = client.get("/careers/medical-office-administrator/quiz/").wsgi_request
    one, two = (
        Limit("of a test", max_requests=25, window_seconds=86_400, batch_size=10) for _ in range(2)
    )
    taken = [(one if turn % 2 else two).count_request(request) for turn in range(40)]
    assert taken.count(0) == 25
    # A row for all of them, and a query for every ten.
    assert RateCount.objects.filter(kind="of a test").count() == 1


def test_a_request_that_was_counted_ahead_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = client.get("/careers/medical-office-administrator/quiz/").wsgi_request
    limit = Limit("of a test", max_requests=25, window_seconds=86_400, batch_size=10)
    limit.count_request(request)
    with django_assert_num_queries(0):
        for _ in range(9):
            assert limit.count_request(request) == 0
