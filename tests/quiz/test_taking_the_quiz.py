"""A visitor takes the quiz: page by page, back and forth, with mistakes, and resumed."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Result
from tests.quiz.visitors import (
    NO_CONFLICT,
    QUIZ,
    answer_all,
    answers_by,
    great_fit,
    newest,
    poor_fit,
    start_quiz,
    take_quiz,
)

pytestmark = pytest.mark.usefixtures("content")


def first_page_answers(value: int = 4) -> dict[str, str]:
    return {statement.key: str(value) for statement in newest().statements[:4]}


def test_a_great_fit_has_a_result_whose_link_opens_elsewhere(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit), area="06")

    page = client.get(address)
    assert page.status_code == 200
    assert "<h1>A great fit</h1>" in page.content.decode()
    assert "Delete this result" in page.content.decode()

    elsewhere = Client().get(address)
    assert elsewhere.status_code == 200
    assert "<h1>A great fit</h1>" in elsewhere.content.decode()
    assert "Delete this result" not in elsewhere.content.decode()
    assert not Attempt.objects.exists()


def test_a_poor_fit_and_the_same_answer_everywhere_have_their_results(client: Client) -> None:
    poor = client.get(take_quiz(client, answers_by(poor_fit))).content.decode()
    assert "<h1>Maybe not for you</h1>" in poor

    flat = client.get(take_quiz(client, dict.fromkeys(answers_by(great_fit), 4))).content.decode()
    assert "<h1>Not clear: your answers leave it open</h1>" in flat
    assert "You gave the same answer to every statement." in flat


def test_a_hard_conflict_leads_whatever_else_was_said(client: Client) -> None:
    conditions = {**NO_CONFLICT, "remote-only": "yes"}
    page = client.get(take_quiz(client, answers_by(great_fit), conditions)).content.decode()
    assert "<h1>One of your answers rules out most of these jobs</h1>" in page
    assert "3.2% of workers" in page
    assert "great fit" not in page.split('<div class="result-body">')[0].lower()
    assert "This is firm" not in page
    changes = page.split('<h2 id="changes">')[1].split("</section>")[0]
    assert "Would you only take a job that you can do from home?</b> You said yes." in changes


def test_the_short_form_asks_ten_statements(client: Client) -> None:
    take_quiz(client, answers_by(great_fit, "short"), length="short")
    result = Result.objects.get()
    assert (result.form, len(result.answers)) == ("short", 10)


def test_every_answer_is_required_and_given_answers_are_saved(client: Client) -> None:
    start_quiz(client)
    answers = first_page_answers()
    missing = newest().statements[2].key
    del answers[missing]

    page = client.post(f"{QUIZ}?page=1", answers)

    assert page.status_code == 422
    html = page.content.decode()
    assert "One answer is missing</h2>" in html
    assert "Everything else on this page is kept." in html
    assert "Statement 3 has no answer yet." in html
    assert f'href="#id_{missing}_0"' in html
    assert f'id="id_{missing}_0"' in html
    assert html.count(" checked") == 3
    assert client.get(f"{QUIZ}?page=1").content.decode().count(" checked") == 3


def test_what_is_not_known_yet_is_an_answer_that_is_left_out_and_said(client: Client) -> None:
    start_quiz(client)
    first, second, *_others = newest().statements
    page = client.get(f"{QUIZ}?page=1").content.decode()
    assert "Such answers are left out of the score." in page
    assert page.count("I don’t know yet</span>") == 4

    client.post(f"{QUIZ}?page=1", {**first_page_answers(), first.key: "0", "back": "1"})
    assert re.search(r'value="0"[^>]* checked', client.get(f"{QUIZ}?page=1").content.decode())

    answers = {**answers_by(great_fit), first.key: 0, second.key: 0}
    last_page = client.get(answer_all(client, answers)).content.decode()
    assert "You said “I don’t know yet” to 2 of 16 statements." in last_page
    page = client.get(take_quiz(client, answers)).content.decode()
    assert Result.objects.get().answers == answers
    assert "<h1>A great fit</h1>" in page
    assert "<b>You said:</b> not known yet." in page
    assert "It is left out of the score." in page


@pytest.mark.parametrize("answer", [-1, 6, 2.5, True, "4", None, [5]])
def test_no_answer_that_cannot_be_scored_is_stored(client: Client, answer: object) -> None:
    start_quiz(client)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(answers={"greet-next": answer})
    take_quiz(client, answers_by(great_fit))
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.update(answers={"greet-next": answer})


def test_going_back_loses_nothing_on_either_page(client: Client) -> None:
    start_quiz(client)
    client.post(f"{QUIZ}?page=1", first_page_answers(2))
    half = {newest().statements[4].key: "5", "back": "1"}

    response = client.post(f"{QUIZ}?page=2", half)

    assert response["Location"] == f"{QUIZ}?page=1#step"
    assert client.get(f"{QUIZ}?page=1").content.decode().count(" checked") == 4
    assert client.get(f"{QUIZ}?page=2").content.decode().count(" checked") == 1


def test_a_visitor_who_was_interrupted_continues_where_they_stopped(client: Client) -> None:
    start_quiz(client)
    client.post(f"{QUIZ}?page=1", first_page_answers())

    html = client.get(QUIZ).content.decode()

    assert "You have answered 4 of 16 statements." in html
    assert "?page=2#step" in html


def test_pages_ahead_of_the_answers_lead_back_to_the_first_gap(client: Client) -> None:
    start_quiz(client)
    for page in ("3", "5", "0", "99", "-1", "x", "", "٣", "1" * 500):
        response = client.get(QUIZ, {"page": page})
        assert response.status_code == 302
        assert response["Location"] == f"{QUIZ}?page=1#step"
    response = client.post(f"{QUIZ}?page=5", NO_CONFLICT)
    assert response["Location"] == f"{QUIZ}?page=1#step"
    assert not Result.objects.exists()


@pytest.mark.parametrize("value", ["-1", "6", "4.0", "x", "\0", "\N{GRINNING FACE}", "9" * 5000])
def test_a_tampered_answer_gets_a_clear_message(client: Client, value: str) -> None:
    start_quiz(client)
    answers = first_page_answers()
    answers[newest().statements[0].key] = value

    page = client.post(f"{QUIZ}?page=1", answers)

    assert page.status_code == 422
    assert "One answer is missing or not right</h2>" in page.content.decode()
    assert "Statement 1: choose one of the six answers." in page.content.decode()
    assert Attempt.objects.get().answers.keys() == {s.key for s in newest().statements[1:4]}


def test_a_post_without_its_attempt_says_what_happened(client: Client) -> None:
    start_quiz(client)
    for cookie in ("", "forged", "0123456789abcdefghjkmnpqrs:1x:forged"):
        client.cookies["attempt"] = cookie
        page = client.post(f"{QUIZ}?page=1", first_page_answers())
        assert page.status_code == 409
        assert "Please start again." in page.content.decode()


def test_an_unknown_state_is_refused_and_the_rest_is_kept(client: Client) -> None:
    start_quiz(client)
    for page in range(1, 5):
        group = newest().statements[4 * page - 4 : 4 * page]
        client.post(f"{QUIZ}?page={page}", {statement.key: "4" for statement in group})

    answered = client.post(f"{QUIZ}?page=5", {**NO_CONFLICT, "area": "ZZ\0"})

    assert answered.status_code == 422
    assert "Choose a state from the list, or leave it empty." in answered.content.decode()
    assert answered.content.decode().count(" checked") == 4
    assert not Result.objects.exists()


def test_a_second_click_on_the_last_button_makes_no_second_result(client: Client) -> None:
    take_quiz(client, answers_by(great_fit))
    again = client.post(f"{QUIZ}?page=5", NO_CONFLICT)
    assert again.status_code == 409
    assert Result.objects.count() == 1


def test_reading_changes_nothing(client: Client) -> None:
    for address in (QUIZ, f"{QUIZ}?page=1", f"{QUIZ}?start=1&form=full"):
        client.get(address)
        client.head(address)
    assert not Attempt.objects.exists()
    assert client.put(QUIZ).status_code == 405


def test_a_career_without_a_quiz_has_no_such_page(client: Client) -> None:
    assert client.get("/careers/astronaut/quiz/").status_code == 404
    assert client.post("/careers/astronaut/quiz/", {"start": "1"}).status_code == 404


def test_pages_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(QUIZ)  # the version is read once in a process
    with django_assert_num_queries(1):
        client.get(QUIZ)
    start_quiz(client)
    with django_assert_num_queries(1):
        client.get(f"{QUIZ}?page=1")
    answers = first_page_answers()
    # a savepoint, the attempt, its change, the savepoint's end
    with django_assert_num_queries(4):
        client.post(f"{QUIZ}?page=1", answers)
