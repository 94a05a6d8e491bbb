"""What always holds of readings, for whatever anybody answers."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.matching.answers import INTERESTS, Answers, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.conditions import CONDITIONS
from quiz.matching.interests import InterestBand, find_band, largest_step, score_interests
from quiz.matching.items import ACTIVITIES, Activity
from quiz.matching.readings import read_career
from quiz.matching.scales import score_scales
from tests.quiz.matching import (
    KEYS,
    activity_answers,
    answers,
    interest_means,
    interest_weights,
    measured_careers,
)

ORDER = (InterestBand.FAR, InterestBand.PARTLY, InterestBand.CLOSE)


def find_score(person: dict[str, float], weights: dict[str, float]) -> float:
    score = score_interests(person, weights)
    assert score is not None
    return score


@given(activity_answers(), st.sampled_from(INTERESTS), st.integers(1, 4), interest_weights())
def test_more_activities_of_a_type_answered_alike_move_no_score(
    answers: dict[str, int], interest: str, times: int, weights: dict[str, float]
) -> None:
    more = [
        activity._replace(key=f"{activity.key}-{number}")
        for activity in ACTIVITIES
        for number in range(times)
        if activity.interest == interest
    ]
    again = {activity.key: answers[activity.key.rpartition("-")[0]] for activity in more}
    longer = score_scales(answers | again, (*ACTIVITIES, *more))

    assert longer == score_scales(answers)
    assert find_score(longer, weights) == find_score(score_scales(answers), weights)


@given(activity_answers(st.integers(1, 4)), st.sampled_from(ACTIVITIES), interest_weights())
def test_one_step_of_one_answer_moves_a_score_by_its_stated_weight(
    answers: dict[str, int], activity: Activity, weights: dict[str, float]
) -> None:
    before = find_score(score_scales(answers), weights)
    stepped = answers | {activity.key: answers[activity.key] + 1}
    moved = abs(find_score(score_scales(stepped), weights) - before)

    assert moved == pytest.approx(largest_step(weights[activity.interest]), abs=1e-9)
    assert moved <= 1 / 6 + 1e-9


@given(
    activity_answers(st.integers(1, 4)),
    st.permutations(INTERESTS),
    st.integers(3, 5),
    interest_weights(),
)
def test_the_fewer_answers_there_are_the_more_one_step_moves(
    answers: dict[str, int], order: list[str], answered: int, weights: dict[str, float]
) -> None:
    stepped, missing = order[:2]
    assume(weights[missing] < 1 / 3)
    own = [activity.key for activity in ACTIVITIES if activity.interest == stepped]
    left_out = [activity.key for activity in ACTIVITIES if activity.interest == missing]
    some = answers | dict.fromkeys([*own[answered:], *left_out], 0)
    before = find_score(score_scales(some), weights)
    after = find_score(score_scales(some | {own[0]: some[own[0]] + 1}), weights)

    weight = weights[stepped] / (1 - weights[missing])
    step = largest_step(weight, answered=answered, known=5)
    assert abs(after - before) == pytest.approx(step, abs=1e-9)


@given(activity_answers(), interest_weights(), interest_weights())
def test_answering_everything_the_other_way_reverses_the_order_of_careers(
    answers: dict[str, int], one: dict[str, float], other: dict[str, float]
) -> None:
    interests = score_scales(answers)
    reversed_ = score_scales({key: 6 - answer for key, answer in answers.items()})

    difference = find_score(interests, one) - find_score(interests, other)
    turned = find_score(reversed_, one) - find_score(reversed_, other)
    assert turned == pytest.approx(-difference, abs=1e-9)


@given(interest_means(), st.floats(-1, 1), interest_weights())
def test_liking_everything_more_changes_nothing(
    person: dict[str, float], more: float, weights: dict[str, float]
) -> None:
    other = {key: liking + more for key, liking in person.items()}
    assert find_score(other, weights) == pytest.approx(find_score(person, weights), abs=1e-9)


@given(interest_means(), st.sampled_from(INTERESTS), interest_weights())
def test_an_interest_that_is_not_known_is_left_out_and_not_taken_for_the_middle(
    person: dict[str, float], missing: str, weights: dict[str, float]
) -> None:
    known = {key: liking for key, liking in person.items() if key != missing}
    score = score_interests(known, weights)
    if score is None:
        assert weights[missing] > 1 / 3
        return
    # Left out is the same as having no weight; as middle it would pull the score toward itself.
    weight = 1 - weights[missing]
    rest = {key: value / weight for key, value in weights.items() if key != missing}
    expected = sum(rest[key] * known[key] for key in rest) - sum(known.values()) / len(known)
    assert score == pytest.approx(expected, abs=1e-9)


def test_somebody_who_likes_all_else_is_not_said_to_be_lukewarm_about_what_they_do_not_know() -> (
    None
):
    weights = {"R": 0.2, "I": 0.8, "A": 0.0, "S": 0.0, "E": 0.0, "C": 0.0}
    known = {"I": 5.0, "A": 1.0, "S": 1.0, "E": 1.0, "C": 1.0}
    assert find_score(known, weights) == pytest.approx(5 - 1.8)
    assert find_score(known | {"R": 3.0}, weights) == pytest.approx(4.6 - 2)


@given(answers, measured_careers, st.sampled_from(KEYS))
def test_what_a_person_rules_out_never_returns_whatever_else_they_answer(
    person: Answers, career: MeasuredCareer, key: str
) -> None:
    ruled = replace(person, stances={**person.stances, key: Stance.RULES_OUT})
    much = replace(career, conditions={**career.conditions, key: CONDITIONS[key].much_from})
    assert read_career(ruled, much).is_out
    assert key in read_career(ruled, much).rules_out


@given(answers, measured_careers)
def test_what_no_source_measures_takes_no_career_off_the_list(
    person: Answers, career: MeasuredCareer
) -> None:
    empty = replace(career, interest_weights=None, conditions={}, training_months=None, pay=None)
    reading = read_career(person, empty)
    assert not reading.is_out
    assert reading.interest_band is InterestBand.UNKNOWN
    assert set(reading.unknown) == {
        key for key, stance in person.stances.items() if stance not in (Stance.UNKNOWN, Stance.FINE)
    }


@given(activity_answers(), st.randoms(use_true_random=False))
def test_the_order_of_activities_changes_nothing(answers: dict[str, int], random: Random) -> None:
    keys = list(answers)
    random.shuffle(keys)
    assert score_scales({key: answers[key] for key in keys}) == score_scales(answers)


@given(st.floats(-4, 4), st.floats(-4, 4))
def test_a_higher_score_is_never_in_a_lower_band(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert ORDER.index(find_band(low)) <= ORDER.index(find_band(high))


@given(interest_means(), interest_weights())
def test_scores_stay_within_their_bounds(
    person: dict[str, float], weights: dict[str, float]
) -> None:
    mean = sum(person.values()) / len(person)
    score = find_score(person, weights)
    assert min(person.values()) - mean - 1e-9 <= score <= max(person.values()) - mean + 1e-9
    assert -4 <= score <= 4


@given(interest_means(), interest_weights(), st.sampled_from(INTERESTS), st.floats(0, 2))
def test_liking_an_interest_more_raises_the_careers_that_are_about_it(
    person: dict[str, float], weights: dict[str, float], interest: str, more: float
) -> None:
    assume(weights[interest] >= 1 / 6)
    liked = person | {interest: person[interest] + more}
    assert find_score(liked, weights) >= find_score(person, weights) - 1e-9
