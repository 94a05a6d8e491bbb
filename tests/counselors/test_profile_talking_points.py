"""Talking points about a profile: open questions, by fixed rules."""

from collections.abc import Mapping

import pytest
from django.contrib.auth.models import User

from counselors.board import build_board
from counselors.models import Group
from counselors.profiles.talking_points import build_talking_points
from counselors.talking_points import TalkingPoint
from quiz.matching.answers import Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.items import ACTIVITIES
from tests.counselors import people
from tests.quiz.profiles import answer_activities, answer_conditions, answer_everything

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def group(ortega: User) -> Group:
    return people.profile_group(ortega)


def list_points(group: Group, answers: Mapping[str, int], **fields: object) -> list[TalkingPoint]:
    people.shared_profile(group, answers=answers, **fields)  # type: ignore[arg-type]
    row = build_board(group, group.counselor).rows[-1]
    return list(build_talking_points(row.profile))


def test_a_clear_profile_is_asked_about_in_order(group: Group) -> None:
    answers = answer_everything(
        "S",
        noise=Stance.RULES_OUT,
        outdoors=Stance.RULES_OUT,
        gear=Stance.RULES_OUT,
        people=Stance.BOTHERS,
        driving=Stance.UNKNOWN,
    )
    points = list_points(group, answers)
    assert [point.about for point in points] == [
        *("Rules it out", "Rules it out", "Strongest interests", "Fits and bothers"),
        *("Chosen careers", "Not known yet", "Next"),
    ]
    assert "help, teach or care for people" in points[2].from_result
    assert "being with people all day" in points[3].from_result
    assert points[4].from_result == "No career is chosen yet."
    assert "One condition was answered with “I don’t know yet”" in points[5].from_result


def test_a_chosen_career_that_bothers_is_asked_about_first(group: Group) -> None:
    answers = answer_everything("S", disease=Stance.BOTHERS)
    points = list_points(group, answers, chosen=["cashier", "registered-nurse"])
    [chosen] = [point for point in points if point.about == "Chosen careers"]
    assert chosen.from_result.startswith("“Registered nurse” is chosen")
    assert "disease" in chosen.from_result


def test_a_chosen_career_that_is_ruled_out_says_so(group: Group) -> None:
    answers = answer_everything("S", disease=Stance.RULES_OUT)
    points = list_points(group, answers, chosen=["registered-nurse"])
    [chosen] = [point for point in points if point.about == "Chosen careers"]
    assert "has what the student rules out" in chosen.from_result


@pytest.mark.parametrize(
    ("answers", "about", "text"),
    [
        (
            {each.key: 4 for each in ACTIVITIES} | answer_conditions(),
            "Interests not clear",
            "the same answer many times in a row",
        ),
        (
            dict.fromkeys([each.key for each in ACTIVITIES], 0) | answer_conditions(),
            "Interests not clear",
            "too few activities answered",
        ),
        (answer_activities("S", liked=2, other=1) | answer_conditions(), "Nothing liked", ""),
        (
            answer_activities("S")
            | {key: 2 for key, each in CONDITIONS.items() if each.in_profile},
            "Conditions all alike",
            "",
        ),
    ],
)
def test_doubts_come_first(group: Group, answers: Mapping[str, int], about: str, text: str) -> None:
    first = list_points(group, answers)[0]
    assert first.about == about
    assert text in first.from_result


def test_every_question_is_open_and_says_nothing_of_training_or_pay(group: Group) -> None:
    answers = answer_everything("RI", noise=Stance.RULES_OUT, sitting=Stance.BOTHERS)
    for point in list_points(group, answers, training_months=12, pay_from=61_234):
        assert point.question.endswith("?")
        assert point.question.split()[0] in {"What", "When", "How", "Which", "Think"}
        for word in ("pay", "training", "61", "12 months"):
            assert word not in point.from_result
