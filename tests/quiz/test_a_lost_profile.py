"""Two windows on one profile, and answers of the site that got lost on their way."""

from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from quiz.attempts import save_answers
from quiz.models import Attempt, MatchProfile, Result
from tests.quiz.profiles import (
    NOTHING_PRACTICAL,
    answer_all,
    answer_everything,
    start_profile,
)
from tests.quiz.test_a_lost_answer import browser, cookies_of
from tests.quiz.test_two_windows import post_during
from tests.quiz.visitors import QUIZ, Response, start_quiz

MATCH = "/match/"


def finish_with_lost_response(client: Client) -> tuple[str, str]:
    """Finish but restore the cookies from before; the addresses of the last page and the result."""
    last_page = answer_all(client)
    before = cookies_of(client)
    address = client.post(last_page, NOTHING_PRACTICAL)["Location"]
    client.cookies = SimpleCookie(dict(before))
    return last_page, address


@pytest.mark.usefixtures("content")
def test_the_same_form_sent_again_leads_to_the_same_result(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)
    lost = cookies_of(client)

    again = client.post(last_page, {**NOTHING_PRACTICAL, "training": "0"})

    assert (again.status_code, again["Location"]) == (302, address)
    assert Result.objects.get().months is None, "what was sent first counts"
    assert not client.cookies["attempt"].value
    assert address in client.get(MATCH).content.decode(), "this browser owns it"
    assert browser(lost).get(f"{MATCH}?page=1")["Location"] == address


@pytest.mark.usefixtures("content")
def test_a_quiz_and_a_profile_do_not_lead_to_each_other(client: Client) -> None:
    finish_with_lost_response(client)
    # Browsers keep the two cookies apart by their paths; this one is copied on purpose.
    assert client.get(f"{QUIZ}?page=1")["Location"] == QUIZ
    start_quiz(client)
    assert client.get(f"{MATCH}?page=1")["Location"] == MATCH
    start_profile(client)
    assert client.get(f"{QUIZ}?page=1")["Location"] == QUIZ


@pytest.mark.usefixtures("committed_content")
def test_pages_saved_in_two_windows_at_once_are_both_saved(client: Client) -> None:
    page = start_profile(client)
    first, *_, last = answer_everything()

    def save_last() -> None:
        save_answers(Attempt.objects.get(), {last: 1})

    post_during(save_last, client, page, {first: "5"})
    assert Attempt.objects.get().answers == {first: 5, last: 1}


@pytest.mark.usefixtures("committed_content")
def test_answers_to_a_profile_that_another_window_just_finished_come_too_late(
    client: Client,
) -> None:
    page = start_profile(client)

    def finish() -> None:
        Attempt.objects.all().delete()

    late = post_during(finish, client, page, {})
    assert late.status_code == 409
    assert "no longer here" in late.content.decode()


def test_of_two_at_once_both_are_led_to_the_one_result(committed_content: None) -> None:
    visitor = Client()
    last_page = answer_all(visitor)
    before = cookies_of(visitor)
    barrier = Barrier(2)

    def post() -> Response:
        try:
            client = browser(before)
            barrier.wait(timeout=60)
            return client.post(last_page, NOTHING_PRACTICAL)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [each.result() for each in [pool.submit(post), pool.submit(post)]]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer["Location"] for answer in answers}) == 1
    assert MatchProfile.objects.count() == 1
