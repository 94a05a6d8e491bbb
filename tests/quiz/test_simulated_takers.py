"""How simulated takers of the profile come out. The figures are in docs/match.md."""

from random import Random
from statistics import correlation

import pytest

from quiz.matching.doubts import Doubt
from quiz.matching.error_rates import (
    CHANCE_BY_BAND,
    CHANCE_SHOWN_CLOSE,
    CLOSE_IS_CLOSE,
    CLOSE_IS_PARTLY_OR_CLOSE,
    HALF_RANDOM_NOT_CLEAR,
    RANDOM_NOT_CLEAR,
    REALISTIC_BY_BAND,
    REALISTIC_NOT_CLEAR,
    REPLACED_CAREERS,
    REPLACED_FAMILIES,
    SEED,
)
from quiz.matching.interests import InterestBand
from quiz.matching.scales import score_scales
from quiz.matching.simulation import (
    answer_by_interests,
    draw_half_random_answers,
    draw_random_answers,
    draw_realistic_answers,
    draw_runs,
    draw_straight_line,
    draw_true_interests,
)
from quiz.matching.tallies import (
    DrawAnswers,
    tally_bands,
    tally_doubts,
    tally_replaced,
    tally_true_bands,
)
from tests.quiz.interests import list_weights_and_families, read_interest_weights

WEIGHTS = list(read_interest_weights().values())


def test_chance_lands_where_the_stated_rates_say() -> None:
    tally = tally_bands(draw_random_answers, WEIGHTS, 2_500, Random(SEED))

    assert tally.all == pytest.approx(CHANCE_BY_BAND, abs=0.01)
    assert tally.all[InterestBand.CLOSE] <= 0.05
    assert tally.clear[InterestBand.CLOSE] == pytest.approx(CHANCE_SHOWN_CLOSE, abs=0.005)


def test_realistic_takers_have_some_close_careers_and_many_far_ones() -> None:
    tally = tally_bands(draw_realistic_answers, WEIGHTS, 2_000, Random(SEED))

    assert tally.all == pytest.approx(REALISTIC_BY_BAND, abs=0.01)


@pytest.mark.parametrize(
    ("draw", "rate"),
    [
        (draw_random_answers, RANDOM_NOT_CLEAR),
        (draw_half_random_answers, HALF_RANDOM_NOT_CLEAR),
        (draw_realistic_answers, REALISTIC_NOT_CLEAR),
    ],
)
def test_as_many_takers_as_stated_are_not_clear(draw: DrawAnswers, rate: float) -> None:
    unclear, _ = tally_doubts(draw, 4_000, Random(SEED))
    assert unclear == pytest.approx(rate, abs=0.025)


def test_most_takers_who_say_nothing_are_found_and_few_who_do_are_not() -> None:
    assert RANDOM_NOT_CLEAR >= 0.85
    assert REALISTIC_NOT_CLEAR <= 0.08


@pytest.mark.parametrize("draw", [draw_straight_line, draw_runs])
def test_nobody_who_gives_one_answer_in_runs_is_clear(draw: DrawAnswers) -> None:
    unclear, by_doubt = tally_doubts(draw, 500, Random(SEED))
    assert unclear == 1
    assert by_doubt[Doubt.SAME_ANSWER] >= 0.9


def test_careers_shown_as_close_seldom_are_far_from_the_true_interests() -> None:
    pairs = tally_true_bands(WEIGHTS, 2_500, Random(SEED))
    close = {true: share for (shown, true), share in pairs.items() if shown is InterestBand.CLOSE}

    total = sum(close.values())
    truly = close[InterestBand.CLOSE] / total
    assert truly == pytest.approx(CLOSE_IS_CLOSE, abs=0.04)
    assert truly + close[InterestBand.PARTLY] / total == pytest.approx(
        CLOSE_IS_PARTLY_OR_CLOSE, abs=0.02
    )


def test_other_activities_of_the_same_kind_would_replace_as_much_as_stated() -> None:
    replaced = tally_replaced(list_weights_and_families(), 250, Random(SEED))

    assert replaced.careers == pytest.approx(REPLACED_CAREERS, abs=0.04)
    assert replaced.families == pytest.approx(REPLACED_FAMILIES, abs=0.05)


def test_the_same_seed_draws_the_same_takers() -> None:
    draws = (draw_random_answers, draw_runs, draw_half_random_answers, draw_realistic_answers)
    for draw in draws:
        assert draw(Random(SEED)) == draw(Random(SEED))


def test_five_answers_of_simulated_takers_are_as_reliable_as_those_of_published_forms() -> None:
    """The mean of one form's five answers correlates with another's by about the alpha, .79."""
    rng = Random(SEED)
    pairs = []
    for _ in range(2_000):
        interests = draw_true_interests(rng)
        forms = [answer_by_interests(interests, rng) for _ in range(2)]
        pairs.append([_mean_of(form, "S") for form in forms])
    assert _correlate(pairs) == pytest.approx(0.79, abs=0.03)


def _mean_of(answers: dict[str, int], interest: str) -> float:
    return score_scales(answers)[interest]


def _correlate(pairs: list[list[float]]) -> float:
    return correlation(*zip(*pairs, strict=True))
