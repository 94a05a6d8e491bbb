"""What a row of the result says of conditions depends on how much the person said of them."""

import re

import pytest
from django.test import Client

from quiz.matching.answers import Stance
from tests.quiz.profiles import (
    ASKED_CONDITIONS,
    answer_activities,
    answer_conditions,
    make_profile,
)

pytestmark = pytest.mark.usefixtures("content")

NOT_KNOWN = dict.fromkeys(ASKED_CONDITIONS, int(Stance.UNKNOWN))


def read_result(client: Client, stances: dict[str, int], liked: int = 5) -> str:
    _result, token = make_profile(answer_activities("S", liked) | stances)
    return client.get(f"/results/{token}/").content.decode()


def test_who_says_little_of_conditions_is_not_told_that_nothing_bothers(client: Client) -> None:
    html = read_result(client, NOT_KNOWN | {"noise": int(Stance.BOTHERS)})
    assert re.search(r'class="mark open"><b>Conditions</b> little said<', html)
    assert "nothing bothers" not in html


def test_who_says_nothing_of_conditions_is_told_so(client: Client) -> None:
    html = read_result(client, NOT_KNOWN)
    assert "nothing said" in html
    assert "nothing bothers" not in html


def test_whom_everything_is_fine_with_nothing_bothers(client: Client) -> None:
    assert re.search(
        r'class="mark good"><b>Conditions</b> nothing bothers<',
        read_result(client, answer_conditions()),
    )


def test_a_row_says_how_many_openings_a_career_has(client: Client) -> None:
    html = read_result(client, answer_conditions())
    assert "openings a year in the nation" in html or "openings a year, all in the nation" in html
    assert re.search(r"<small>\$[\d,]+ · [^<]+ · [\d,]+ openings</small>", html)


def test_the_order_of_groups_is_explained_as_it_is(client: Client) -> None:
    said = read_result(client, answer_conditions(noise=Stance.BOTHERS))
    assert "First come groups that are close to your interests" in said
    flat = read_result(client, answer_conditions(), liked=2)
    assert "Your answers do not tell groups apart" in flat
    flat = read_result(client, answer_conditions(noise=Stance.BOTHERS), liked=2)
    assert "then those with more openings" in flat
