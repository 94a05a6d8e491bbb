"""A whole school can finish behind one address; a flood of results from one address is limited."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quiz.models import Result
from quiz.views import take
from serving.limits import Limit
from serving.models.limits import RateCount
from tests.quiz.visitors import NO_CONFLICT, answer_all, answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")

LAST_ANSWERS = {**NO_CONFLICT, "area": "06"}


def test_a_school_of_four_hundred_fits_in_the_shortest_window() -> None:
    assert take.RESULTS.max_requests >= 400


def test_a_refused_visitor_keeps_the_answers_and_learns_how_long_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take, "RESULTS", Limit("of a test", max_requests=2, window_seconds=86_400))
    for _ in range(2):
        take_quiz(client, answers_by(great_fit))
    last_page = answer_all(client, answers_by(great_fit))

    refused = client.post(last_page, LAST_ANSWERS)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 86_400
    html = refused.content.decode()
    assert "All your answers are kept" in html
    assert html.count(" checked") == 3
    assert '<option value="06" selected>' in html
    assert Result.objects.count() == 2

    elsewhere = client.post(last_page, LAST_ANSWERS, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302
    assert Result.objects.count() == 3


def test_mistakes_are_reported_before_anything_is_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take, "RESULTS", Limit("of a test", max_requests=0, window_seconds=86_400))
    last_page = answer_all(client, answers_by(great_fit))
    assert client.post(last_page, {"area": "06"}).status_code == 422
    assert not RateCount.objects.exists()


def test_processes_that_count_ahead_allow_together_no_more_than_one_does(client: Client) -> None:
    request = client.get("/careers/medical-office-administrator/quiz/").wsgi_request
    one, two = (
        Limit("of a test", max_requests=25, window_seconds=86_400, batch_size=10) for _ in range(2)
    )
    taken = [(one if turn % 2 else two).count_request(request) for turn in range(40)]
    assert taken.count(0) == 25
    # A row for all of them, and a query for every ten.
    assert RateCount.objects.count() == 1


def test_a_request_that_was_counted_ahead_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = client.get("/careers/medical-office-administrator/quiz/").wsgi_request
    limit = Limit("of a test", max_requests=25, window_seconds=86_400, batch_size=10)
    limit.count_request(request)
    with django_assert_num_queries(0):
        for _ in range(9):
            assert limit.count_request(request) == 0
