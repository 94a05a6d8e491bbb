"""What the bundled quiz tells answerers whose truth we know. The figures stand in docs/quiz.md."""

from random import Random

import pytest

from quiz.exchange import QUIZZES, parse
from quiz.scoring import Form, score
from quiz.simulate import (
    LEVELS,
    answers_around,
    idle_items,
    profile_around,
    random_answers,
    tally,
    true_band,
)

ANSWERERS = 20_000
SEED = 43_6013


@pytest.fixture(scope="module")
def form() -> Form:
    path = QUIZZES / "medical-office-administrator.json"
    return parse(path.read_bytes()).form("full")


def test_of_random_answerers_few_reach_the_top_and_most_are_told_not_clear(form: Form) -> None:
    chance = Random(SEED)
    result = tally(form, [random_answers(form, chance) for _ in range(ANSWERERS)])

    assert result.band["great"] <= 0.02
    assert result.told_band["great"] <= 0.002
    assert result.not_clear >= 0.60


def test_consistent_answerers_land_in_their_band_or_the_one_beside_it(form: Form) -> None:
    chance = Random(SEED)
    order = [band.key for band in form.bands_ascending]
    exact = near = told_wrong = 0
    for number in range(ANSWERERS):
        profile = profile_around(form, LEVELS[number % len(LEVELS)], chance)
        outcome = score(form, answers_around(form, profile, chance))
        truth = true_band(form, profile)
        distance = abs(order.index(outcome.band) - order.index(truth))
        exact += distance == 0
        near += distance <= 1
        told_wrong += outcome.is_clear and distance > 0

    assert near / ANSWERERS >= 0.95
    # Beside three bands "or the one beside it" says little; so the band itself is held to as much.
    assert exact / ANSWERERS >= 0.95
    assert told_wrong / ANSWERERS <= 0.01


def test_every_statement_can_move_a_band(form: Form) -> None:
    chance = Random(SEED)
    assert idle_items(form, [random_answers(form, chance) for _ in range(300)]) == ()
