"""The owner of a profile answers again, from the answers of before."""

from typing import Any

import pytest
from django.test import Client

from quiz.matching.conditions import ASKED
from quiz.models import Attempt, Result
from tests.quiz.profiles import (
    answer_everything,
    answer_profile,
    make_profile,
    start_profile,
)
from tests.quiz.visitors import answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")

MATCH = "/match/"


def token_of(address: str) -> str:
    return address.strip("/").rpartition("/")[2]


def change(client: Client, token: str) -> Any:
    return client.post(MATCH, {"start": "1", "from": token})


def test_what_was_said_is_there_and_finishing_makes_a_new_result(client: Client) -> None:
    said = {"training": "24", "pay": "22 an hour", "place": "43215", "work": "welder"}
    first = answer_profile(client, practical=said)
    result = Result.objects.get()

    started = change(client, token_of(first))

    assert started["Location"] == f"{MATCH}?page=1#step"
    form = client.get(f"{MATCH}?page=1").context["form"]
    assert [field.value() for field in form.questions] == [
        result.answers[field.name] for field in form.questions
    ]
    last_page = f"{MATCH}?page=14"
    form = client.get(last_page).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert typed == {**said, "pay": "45760", "pay_per": None, "work": "welder"}
    second = client.post(last_page, {name: value for name, value in typed.items() if value})[
        "Location"
    ]

    assert second != first
    old, new = Result.objects.select_related("profile").order_by("created_at")
    assert old.pk == result.pk
    assert old.answers == new.answers
    for name in ("pay_from", "zip_code", "current_career_id"):
        assert getattr(old.profile, name) == getattr(new.profile, name)
    assert (old.months, old.area_code) == (new.months, new.area_code)
    start = client.get(MATCH).content.decode()
    assert first in start
    assert second in start


@pytest.mark.parametrize(
    ("area_code", "place"), [("39", "Ohio"), ("72", "Puerto Rico"), ("78", "U.S. Virgin Islands")]
)
def test_a_state_alone_and_no_limit_come_back_as_they_were(
    client: Client, area_code: str, place: str
) -> None:
    _result, token = make_profile(owner=client, area_code=area_code)
    change(client, token)
    form = client.get(f"{MATCH}?page=14").context["form"]
    assert (form["place"].value(), form["training"].value(), form["pay"].value()) == (
        place,
        "any",
        "",
    )
    client.post(f"{MATCH}?page=14", form.initial)
    assert set(Result.objects.values_list("area_code", flat=True)) == {area_code}
    assert Result.objects.count() == 2


def test_a_question_that_is_asked_no_more_is_left_out(client: Client) -> None:
    answers = answer_everything()
    del answers[ASKED[0]]
    _result, token = make_profile({**answers, "asked-long-ago": 3}, owner=client)
    change(client, token)
    assert Attempt.objects.get().answers == answers
    assert client.get(f"{MATCH}?page=14")["Location"] == f"{MATCH}?page=9#step"


def test_only_the_owner_of_a_profile_can(client: Client) -> None:
    _result, token = make_profile()
    for each in (token, "nonsense", "", "0" * 26):
        response = change(client, each)
        assert response.status_code == 404
        assert response["Referrer-Policy"] == "no-referrer"
    quiz = take_quiz(client, answers_by(great_fit))
    assert change(client, token_of(quiz)).status_code == 404
    _fit, of_one_career = make_profile(owner=client, career="medical-office-administrator")
    assert change(client, of_one_career).status_code == 404
    assert not Attempt.objects.exists()


def test_other_own_profiles_are_listed_and_other_results_are_not(client: Client) -> None:
    _result, token = make_profile(owner=client)
    make_profile()
    _fit, of_one_career = make_profile(owner=client, career="medical-office-administrator")
    start_profile(client)
    html = client.get(MATCH).content.decode()
    assert token in html
    assert of_one_career not in html
    assert html.count("Remove from this browser") == 1
