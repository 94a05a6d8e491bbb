"""A quiz's result shows its owner's interests beside those that the work goes with."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careers.models import FactRelease
from quiz.matching.items import RETIRED
from quiz.matching.scales import score_scales
from quiz.models import Result
from tests.quiz.profiles import answer_everything, make_profile
from tests.quiz.visitors import answers_by, great_fit, take_quiz

# Medical secretaries: Conventional first, then Social.
SUITED = {"R": 1, "I": 1, "A": 1, "S": 3, "E": 4, "C": 5}


def answer_earlier_form(liking: dict[str, int]) -> dict[str, int]:
    return {each.key: liking[each.interest] for each in RETIRED}


@pytest.fixture
def address(client: Client, content: None) -> str:
    """Of a result of this client's."""
    return take_quiz(client, answers_by(great_fit))


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_earlier_form_had_three_activities_of_each_interest() -> None:
    assert set(Counter(each.interest for each in RETIRED).values()) == {3}
    assert score_scales(answer_earlier_form(SUITED), RETIRED) == SUITED


def test_without_answers_the_owner_is_led_to_the_profile(client: Client, address: str) -> None:
    text = read(client, address)
    assert "Find what fits asks what you like to do in general" in text
    assert "beside this work’s" not in read(Client(), address)


def test_where_nothing_is_published_of_the_occupation_there_is_no_such_part(
    client: Client, address: str
) -> None:
    Result.objects.update(interests=answer_earlier_form(SUITED))
    releases = FactRelease.objects.filter(kind="interests")
    releases.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    assert "beside this work’s" not in read(client, address)


def test_the_owners_profile_is_shown_to_nobody_else(client: Client, address: str) -> None:
    _result, token = make_profile(answer_everything("SC"), owner=client)
    text = read(client, address)
    assert "This work: close to what you like to do." in text
    assert reverse("result", args=[token]) in text
    stranger = read(Client(), address)
    assert "what you like to do" not in stranger
    assert token not in stranger


def test_the_bands_are_those_of_the_profile(client: Client, address: str) -> None:
    make_profile(answer_everything("RA"), owner=client)
    assert "This work: far from what you like to do." in read(client, address)
    make_profile(dict.fromkeys(answer_everything(), 3), owner=client)
    assert "This work: not clear from your answers." in read(client, address)


def test_a_profile_costs_one_query_more(client: Client, address: str) -> None:
    """That they are listed is asked in any case; this one reads the limits of the newest."""
    client.get(address)
    with CaptureQueriesContext(connection) as without:
        client.get(address)
    make_profile(owner=client)
    with CaptureQueriesContext(connection) as with_profile:
        client.get(address)
    assert len(with_profile) - len(without) <= 1


def test_answers_to_the_earlier_form_are_still_shown_to_all(client: Client, address: str) -> None:
    Result.objects.update(interests=answer_earlier_form(SUITED))
    page = Client().get(address)
    text = page.content.decode()
    assert "This work: close to what you like to do." in text
    assert "three activities of each kind" in text
    # As O*NET 30.2 has them, on its scale of 1 to 7.
    work = {own: score for _name, own, score in page.context["interests"].rows}
    assert (work[5], work[3], work[4]) == (6.67, 4.13, 3.17)
    assert "O*NET 30.2" in text
    assert "USDOL/ETA has not approved, endorsed, or tested" in text
    # They come before a profile, so that all read the same.
    make_profile(answer_everything("RA"), owner=client)
    assert "This work: close to what you like to do." in read(client, address)

    Result.objects.update(interests=answer_earlier_form(dict.fromkeys(SUITED, 4)))
    assert "This work: not clear from your answers." in read(client, address)


def test_the_address_of_the_earlier_form_leads_on(client: Client, address: str) -> None:
    for asked in (client.get, client.post):
        response = asked(f"{address}interests/")
        assert (response.status_code, response["Location"]) == (302, reverse("match"))
    assert Client().get(f"{address}interests/").status_code == 404
