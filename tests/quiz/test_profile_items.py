"""The activities and conditions of the profile: balanced, short, plain, and each with its text."""

from collections import Counter
from itertools import pairwise

import pytest

from careers.descriptions.checks import count_syllables
from quiz.forms.profile import ConditionsForm
from quiz.matching.answers import INTERESTS
from quiz.matching.conditions import ASKED, CONDITIONS, Amount, find_amount
from quiz.matching.items import ACTIVITIES, RETIRED
from quiz.profiles.progress import PAGES, Part
from quiz.profiles.texts import ACTIVITY_TEXTS, CONDITION_TEXTS
from tests.quiz.measures import read_conditions

MAX_WORDS = 9
# In percent of the occupations that are measured.
MIN_MUCH, MAX_MUCH = 3, 60


def test_each_interest_has_three_activities_of_everyday_life_and_two_of_a_trade() -> None:
    counts = Counter((activity.interest, activity.is_trade) for activity in ACTIVITIES)
    assert counts == {(key, is_trade): 2 if is_trade else 3 for key, is_trade in counts}
    assert {interest for interest, _ in counts} == set(INTERESTS)


def test_no_two_activities_in_a_row_are_of_one_interest() -> None:
    rounds = [ACTIVITIES[start : start + 6] for start in range(0, 30, 6)]
    assert all({each.interest for each in one} == set(INTERESTS) for one in rounds)
    pairs = pairwise(ACTIVITIES)
    assert all(one.interest != after.interest for one, after in pairs)


def test_every_activity_has_a_short_text_of_its_own() -> None:
    assert list(ACTIVITY_TEXTS) == [activity.key for activity in ACTIVITIES]
    texts = [str(text) for text in ACTIVITY_TEXTS.values()]
    assert len(set(texts)) == 30
    assert all(len(text.split()) <= MAX_WORDS and text[-1] != "." for text in texts)


def test_the_texts_are_for_the_seventh_grade() -> None:
    questions = [str(text.question) for text in CONDITION_TEXTS.values()]
    for texts in (list(map(str, ACTIVITY_TEXTS.values())), questions):
        words = " ".join(texts).split()
        syllables = sum(map(count_syllables, words))
        assert 0.39 * len(words) / len(texts) + 11.8 * syllables / len(words) - 15.59 < 7


def test_a_key_is_never_used_again() -> None:
    keys = [activity.key for activity in ACTIVITIES] + list(CONDITIONS)
    assert len(set(keys)) == len(keys)
    assert not {activity.key for activity in RETIRED} & set(keys)


def test_twenty_conditions_are_asked_of_everybody_and_each_has_its_texts() -> None:
    assert len(ASKED) == 20
    assert list(CONDITION_TEXTS) == list(CONDITIONS)
    for name, question, hint in CONDITION_TEXTS.values():
        assert 0 < len(str(question).split()) <= MAX_WORDS
        assert str(question)[0].isupper()
        assert str(name)[0].islower()
        assert not str(hint) or str(hint).endswith(".")


@pytest.mark.parametrize("key", CONDITIONS)
def test_a_condition_separates_occupations(key: str) -> None:
    amounts = Counter(
        find_amount(key, values[key]) for values in read_conditions().values() if key in values
    )
    shares = {amount: 100 * number / amounts.total() for amount, number in amounts.items()}
    assert MIN_MUCH <= shares[Amount.MUCH] <= MAX_MUCH
    assert shares[Amount.LITTLE] >= MIN_MUCH


def test_a_hint_stands_beside_its_question() -> None:
    (page,) = [each for each in PAGES[Part.CONDITIONS] if "hazards" in {one.key for one in each}]
    form = ConditionsForm(page, answers={}, first_number=1)
    assert "high voltage" in form["hazards"].help_text
    assert form["disease"].help_text == ""
