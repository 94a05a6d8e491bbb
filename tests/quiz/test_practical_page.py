"""The last page of a profile: limits, place and work of now, as people type them."""

from typing import Any

import pytest
from django.test import Client

from careers.models import Career
from quiz.models import Attempt, MatchProfile, Result
from quiz.profiles.progress import ALL_PAGES
from tests.quiz.profiles import (
    NOTHING_PRACTICAL,
    answer_all,
    answer_everything,
    answer_profile,
)

pytestmark = pytest.mark.usefixtures("content")

MATCH = "/match/"
LAST_PAGE = f"{MATCH}?page=14"
ODD = ("\0", "a\0b", "9" * 30, "1" * 5000, "NaN", "\u202e", "٣", "%00", "ﬁ½", "a\tb\n", "{}")


def test_the_practical_page_keeps_what_was_typed_right_or_wrong(client: Client) -> None:
    last_page = answer_all(client)
    typed = {"training": "12", "pay": "a lot", "pay_per": "hour", "place": "Nowhere", "work": "x"}
    response = client.post(last_page, {**typed, "back": "1"})
    assert response["Location"] == f"{MATCH}?page=13#step"
    form = client.get(last_page).context["form"]
    assert {name: form[name].value() for name in typed} == typed
    refused = client.post(last_page, {**typed, "training": "48"})
    assert refused.status_code == 422
    assert 'value="Nowhere"' in refused.content.decode()
    assert client.get(last_page).context["form"]["training"].value() == "48"
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    ("practical", "message"),
    [
        ({"training": ""}, "Choose how long you can go to school."),
        ({"training": "13"}, "Choose one of the six lengths of school."),
        ({"pay": "plenty"}, "Write one amount in dollars"),
        ({"pay": "22"}, "This is too little for a year."),
        ({"pay": "45000", "pay_per": "hour"}, "Write dollars an hour"),
        ({"pay": "45000", "pay_per": "month"}, "Choose “a year” or “an hour”."),
        ({"place": "Miami"}, "Write the city with its state"),
        ({"place": "99999"}, "99999 is not a ZIP code that we know."),
        ({"place": "a\0" * 200}, "Null characters are not allowed."),
        ({"work": "qqqqqq"}, "We know no career by this name."),
        ({"work": "x" * 121}, "At most 120 characters."),
    ],
)
def test_what_cannot_be_right_has_a_message(
    client: Client, practical: dict[str, str], message: str
) -> None:
    answers = answer_everything()
    client.post(MATCH, {"start": "1"})
    Attempt.objects.update(answers=answers)
    response = client.post(LAST_PAGE, {**NOTHING_PRACTICAL, **practical})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Attempt.objects.get().answers == answers
    assert client.get(LAST_PAGE).status_code == 200


@pytest.mark.parametrize(
    ("place", "area_code", "zip_code"),
    [
        ("43215", "39", "43215"),
        ("43215-1234", "39", "43215"),
        ("ohio", "39", ""),
        ("OH", "39", ""),
        ("West Virginia", "54", ""),
        ("Washington, DC", "11", "20003"),
        ("San Juan, Puerto Rico", "72", "00909"),
    ],
)
def test_a_home_is_a_zip_code_a_city_or_a_state(
    client: Client, place: str, area_code: str, zip_code: str
) -> None:
    client.post(MATCH, {"start": "1"})
    Attempt.objects.update(answers=answer_everything())
    assert client.post(LAST_PAGE, {**NOTHING_PRACTICAL, "place": place}).status_code == 302
    result = Result.objects.get()
    assert result.area_code == area_code
    assert bool(result.profile.zip_code) == bool(zip_code)
    if place[:5] == zip_code:
        assert result.profile.zip_code == zip_code


def test_work_that_may_be_several_careers_is_asked_about(client: Client) -> None:
    last_page = answer_all(client)
    said = {**NOTHING_PRACTICAL, "work": "engineer"}
    response = client.post(last_page, said)
    assert response.status_code == 422
    offered = [slug for slug, _name in response.context["form"].fields["work_career"].choices]
    assert 'href="#id_work_career_0"' in response.content.decode()
    assert len(offered) > 2
    assert offered[-1] == "none"

    other_words = client.post(last_page, {**said, "work": "teacher", "work_career": offered[1]})
    assert other_words.status_code == 422, "what was chosen was for other words"
    client.post(last_page, {**said, "work_career": offered[1], "back": "1"})
    assert client.get(last_page).context["form"]["work_career"].value() == offered[1]

    assert client.post(last_page, {**said, "work_career": offered[1]}).status_code == 302
    profile = MatchProfile.objects.select_related("current_career").get()
    assert profile.current_career is not None
    assert profile.current_career.slug == offered[1]


def test_none_of_the_careers_that_are_offered_is_an_answer_too(client: Client) -> None:
    answer_profile(client, practical={"work": "engineer", "work_career": "none"})
    assert MatchProfile.objects.get().current_career is None


def test_work_is_known_by_its_spanish_name(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    Career.objects.filter(slug="welder").update(name_es="soldador")
    last_page = answer_all(client)
    client.post(f"/es{last_page}", {**NOTHING_PRACTICAL, "work": "soldador"})
    profile = MatchProfile.objects.select_related("current_career").get()
    assert profile.current_career is not None
    assert profile.current_career.slug == "welder"


def test_odd_input_is_kept_or_refused_and_never_an_error(client: Client) -> None:
    client.post(MATCH, {"start": "1"})
    Attempt.objects.update(answers=answer_everything())
    first_keys = [question.key for question in ALL_PAGES[0]]
    names = (*NOTHING_PRACTICAL, "pay_per", "work_career")
    for odd in ODD:
        page = f"{MATCH}?page=1"
        assert client.post(page, dict.fromkeys(first_keys, odd)).status_code == 422, odd
        assert client.post(LAST_PAGE, dict.fromkeys(names, odd)).status_code == 422, odd
        back = client.post(LAST_PAGE, {**dict.fromkeys(names, odd), "back": "1"})
        assert back.status_code == 302, odd
        assert client.get(LAST_PAGE).status_code == 200, odd
