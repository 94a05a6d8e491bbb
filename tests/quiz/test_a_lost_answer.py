"""The result was stored but the response got lost: the form, sent again, leads to the result."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from quiz.models import Attempt, Result
from quiz.owners import get_attempt_key
from quiz.tokens import hash_token
from tests.quiz.visitors import (
    NO_CONFLICT,
    QUIZ,
    Response,
    answer_all,
    answers_by,
    great_fit,
    poor_fit,
    result_page,
    take_quiz,
)

LAST_ANSWERS = {**NO_CONFLICT, "area": ""}


def cookies_of(client: Client) -> Mapping[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}


def browser(cookies: Mapping[str, str]) -> Client:
    client = Client()
    client.cookies = SimpleCookie(dict(cookies))
    return client


def finish_with_lost_response(client: Client) -> tuple[str, str]:
    """Finish the quiz but restore the cookies from before, as if the response never arrived.

    Returns the address of the last page and that of the result.
    """
    last_page = answer_all(client, answers_by(great_fit))
    before = cookies_of(client)
    address = client.post(last_page, LAST_ANSWERS)["Location"]
    client.cookies = SimpleCookie(dict(before))
    return last_page, address


@pytest.mark.usefixtures("content")
def test_the_same_form_sent_again_leads_to_the_same_result(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)

    again = client.post(last_page, LAST_ANSWERS)

    assert (again.status_code, again["Location"]) == (302, address)
    assert Result.objects.count() == 1
    assert client.get(f"{address}settings/").status_code == 200, "this browser owns it"
    assert not client.cookies["attempt"].value
    assert address in client.get(QUIZ).content.decode()


@pytest.mark.usefixtures("content")
def test_going_back_to_a_page_of_the_quiz_leads_there_too(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)
    lost = cookies_of(client)
    for answer in (
        browser(lost).get(last_page),
        browser(lost).post(last_page, {"back": "1", "area": ""}),
        browser(lost).post(f"{QUIZ}?page=1", {"greet-next": "5"}),
    ):
        assert answer["Location"] == address
    assert Result.objects.count() == 1
    # The quiz of another career, to which a browser does not send the cookie.
    other = "/careers/astronaut/quiz/"
    assert browser(lost).get(f"{other}?page=5")["Location"] == other


@pytest.mark.usefixtures("content")
def test_other_answers_sent_again_change_nothing(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)
    again = client.post(last_page, {**LAST_ANSWERS, "diploma": "no", "area": "TX"})
    assert again["Location"] == address
    result = Result.objects.get()
    assert (result.conditions, result.area_code) == (NO_CONFLICT, "")


@pytest.mark.usefixtures("content")
def test_starting_again_is_another_attempt_with_another_result(client: Client) -> None:
    """Also for the next student at the computer, who sees nothing of the one before."""
    _, lost = finish_with_lost_response(client)
    assert lost not in client.get(QUIZ).content.decode()

    new = take_quiz(client, answers_by(poor_fit))

    assert new != lost
    assert Result.objects.count() == 2
    assert client.get(f"{new}settings/").status_code == 200
    assert client.get(f"{lost}settings/").status_code == 404
    assert lost not in client.get(QUIZ).content.decode()


@pytest.mark.usefixtures("content")
def test_a_browser_that_got_the_response_is_not_led_there_again(client: Client) -> None:
    """So a result that somebody took off the list of a shared computer does not come back."""
    last_page, address = finish_with_lost_response(client)
    client.post(last_page, LAST_ANSWERS)
    client.post(f"{address}forget/")
    assert client.get(last_page)["Location"] == QUIZ
    assert client.post(last_page, LAST_ANSWERS).status_code == 409
    assert address not in client.get(QUIZ).content.decode()


@pytest.mark.usefixtures("content")
def test_a_copy_of_the_cookie_is_worth_nothing_after_a_day(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)
    copy = cookies_of(client)
    Result.objects.update(created_at=timezone.now() - timedelta(hours=23))
    assert browser(copy).post(last_page, LAST_ANSWERS)["Location"] == address
    Result.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert browser(copy).post(last_page, LAST_ANSWERS).status_code == 409
    assert browser(copy).get(last_page)["Location"] == QUIZ


@pytest.mark.usefixtures("content")
def test_the_key_in_the_cookie_opens_nothing_and_is_stored_nowhere(client: Client, rf: Any) -> None:
    finish_with_lost_response(client)
    request = rf.get(QUIZ)
    request.COOKIES = dict(cookies_of(client))
    key = get_attempt_key(request)
    assert key is not None
    assert client.get(result_page(key)).status_code == 404
    assert client.get(f"/results/own/{key}/").status_code == 404
    stored = Result.objects.values().get()
    assert not {key, hash_token(key)} & {str(value) for value in stored.values()}
    assert not Attempt.objects.exists()


@pytest.mark.usefixtures("content")
def test_a_forged_key_leads_nowhere(client: Client) -> None:
    last_page, _ = finish_with_lost_response(client)
    client.cookies["attempt"] = client.cookies["attempt"].value.swapcase()
    assert client.post(last_page, LAST_ANSWERS).status_code == 409


@pytest.mark.usefixtures("content")
def test_what_was_deleted_meanwhile_does_not_come_back(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)
    lost = cookies_of(client)
    client.post(last_page, LAST_ANSWERS)
    client.post(f"{address}delete/")
    assert browser(lost).post(last_page, LAST_ANSWERS).status_code == 409
    assert not Result.objects.exists()


@pytest.mark.usefixtures("content")
def test_a_link_that_was_replaced_meanwhile_stays_closed(client: Client) -> None:
    last_page, address = finish_with_lost_response(client)
    lost = cookies_of(client)
    client.post(last_page, LAST_ANSWERS)
    fresh = client.post(f"{address}new-link/")["Location"].removesuffix("settings/")
    assert browser(lost).post(last_page, LAST_ANSWERS)["Location"] == fresh


@pytest.mark.usefixtures("content")
def test_a_new_secret_key_loses_no_result(client: Client, settings: Any) -> None:
    last_page, address = finish_with_lost_response(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one, of more than fifty characters as it should be"
    assert client.post(last_page, LAST_ANSWERS)["Location"] == address
    assert client.get(f"{address}settings/").status_code == 200


def test_of_two_at_once_both_are_led_to_the_one_result(committed_content: None) -> None:
    visitor = Client()
    for _ in range(5):
        Result.objects.all().delete()
        last_page = answer_all(visitor, answers_by(great_fit))
        lost = cookies_of(visitor)
        barrier = Barrier(2)

        def post(
            last_page: str = last_page,
            lost: Mapping[str, str] = lost,
            barrier: Barrier = barrier,
        ) -> Response:
            try:
                client = browser(lost)
                barrier.wait(timeout=60)
                return client.post(last_page, LAST_ANSWERS)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = [each.result() for each in [pool.submit(post), pool.submit(post)]]

        assert [answer.status_code for answer in answers] == [302, 302]
        (address,) = {answer["Location"] for answer in answers}
        assert Result.objects.count() == 1
        for answer in answers:
            owner = browser({"results": answer.cookies["results"].value})
            assert owner.get(f"{address}settings/").status_code == 200
