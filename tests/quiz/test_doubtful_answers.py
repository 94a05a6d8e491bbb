"""Answers that tell nothing give no bands, and the person reads what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.matching.answers import INTERESTS, Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.doubts import (
    UNCLEAR_INTERESTS,
    Doubt,
    find_condition_doubts,
    find_doubts,
    find_interest_doubts,
    is_clear,
    is_flat,
    is_scattered,
)
from quiz.matching.interests import InterestBand, find_band, score_interests, weigh_interests
from quiz.matching.items import ACTIVITIES
from quiz.matching.scales import score_scales
from quiz.profiles.doubt_texts import DOUBT_TEXTS
from quiz.profiles.error_texts import describe_chance, describe_stability
from quiz.profiles.stored import build_answers
from tests.quiz.matching import activity_answers, interest_means, interest_weights
from tests.quiz.profiles import (
    answer_activities,
    answer_conditions,
    answer_everything,
    make_profile,
)

# Of six kinds that are liked so nearly alike, none is 0.25 above the mean.
flat_likings = st.builds(
    lambda low, more: {key: low + each for key, each in zip(INTERESTS, more, strict=True)},
    st.floats(1, 4.7),
    st.lists(st.floats(0, 0.29), min_size=6, max_size=6),
)


def change(answers: dict[str, int], interest: str, *values: int) -> dict[str, int]:
    """The answers with those about one interest replaced."""
    keys = [activity.key for activity in ACTIVITIES if activity.interest == interest]
    return answers | dict(zip(keys, values, strict=True))


def test_somebody_who_likes_some_kinds_and_not_others_is_clear() -> None:
    assert find_doubts(answer_everything("SI", outdoors=Stance.SUITS)) == ()


def test_one_answer_ten_times_in_a_row_tells_nothing() -> None:
    answers = {activity.key: 5 - number % 5 for number, activity in enumerate(ACTIVITIES)}
    run = dict.fromkeys([activity.key for activity in ACTIVITIES[7:17]], 2)
    assert find_interest_doubts(answers | run) == (Doubt.SAME_ANSWER,)
    assert find_interest_doubts(dict.fromkeys(answers, 3)) == (Doubt.SAME_ANSWER,)


def test_too_few_answers_are_said_to_be_too_few_and_not_called_careless() -> None:
    answers = answer_activities("SI")
    some = dict(list(answers.items())[:19])
    assert find_interest_doubts(some) == (Doubt.TOO_FEW,)
    unknown = answers | dict.fromkeys(list(answers)[19:], 0)
    assert find_interest_doubts(unknown) == (Doubt.TOO_FEW,)
    assert find_interest_doubts({}) == (Doubt.TOO_FEW,)


def test_kinds_that_are_liked_alike_tell_no_careers_apart() -> None:
    alternating = {activity.key: 3 for activity in ACTIVITIES}
    for interest in "RIASEC":
        alternating = change(alternating, interest, 2, 4, 3, 4, 2)
    assert is_flat(score_scales(alternating))
    assert find_interest_doubts(alternating) == (Doubt.FLAT,)


def test_answers_that_agree_no_more_within_a_kind_than_by_chance_are_scattered() -> None:
    answers = answer_activities("")
    rows = ((1, 5, 2, 5, 4), (5, 1, 4, 1, 2), (1, 1, 5, 5, 2), (4, 5, 1, 5, 1), (2, 1, 5, 1, 4))
    for interest, row in zip("RIASE", rows, strict=True):
        answers = change(answers, interest, *row)
    assert find_interest_doubts(change(answers, "C", 5, 1, 1, 4, 5)) == (Doubt.SCATTERED,)


def test_somebody_who_likes_nothing_is_clear_and_reads_what_that_means() -> None:
    answers = answer_activities("RC", liked=2, other=1)
    doubts = find_interest_doubts(answers)
    assert doubts == (Doubt.NOTHING_LIKED,)
    assert is_clear(doubts)


@given(flat_likings, interest_weights())
def test_of_a_flat_profile_no_career_is_even_partly_close(
    person: dict[str, float], weights: dict[str, float]
) -> None:
    score = score_interests(person, weights)
    assert score is not None
    assert is_flat(person)
    assert find_band(score) is InterestBand.FAR


@given(interest_means())
def test_of_any_other_profile_some_career_could_be(person: dict[str, float]) -> None:
    top = max(person, key=person.__getitem__)
    score = score_interests(person, {key: float(key == top) for key in INTERESTS})
    assert score is not None
    assert (find_band(score) is InterestBand.FAR) == is_flat(person)


@given(activity_answers())
def test_the_other_way_round_answers_are_as_scattered(answers: dict[str, int]) -> None:
    turned = {key: 6 - answer for key, answer in answers.items()}
    found, other = (set(find_interest_doubts(each)) for each in (answers, turned))
    # What stands out above the mean and what below it differ, so a profile may be flat one way.
    for doubt in (Doubt.TOO_FEW, Doubt.SAME_ANSWER):
        assert (doubt in found) == (doubt in other)
    if Doubt.FLAT not in found | other:
        assert (Doubt.SCATTERED in found) == (Doubt.SCATTERED in other)


def test_answers_that_scatter_as_much_as_the_threshold_are_judged_alike_turned_round() -> None:
    """Within the interests the variance is 1.4, which rounding of sums puts on either side."""
    rows = ("34142", "24454", "54444", "44442", "11233", "51414")
    answers = answer_activities("")
    for interest, row in zip(INTERESTS, rows, strict=True):
        answers = change(answers, interest, *map(int, row))
    turned = {key: 6 - answer for key, answer in answers.items()}
    assert is_scattered(answers)
    assert is_scattered(turned)


def test_the_same_stance_on_everything_is_told() -> None:
    for stance in (Stance.SUITS, Stance.FINE, Stance.BOTHERS):
        answers = {key: int(stance) for key in answer_conditions()}
        assert find_condition_doubts(answers) == (Doubt.SAME_STANCE,)
    few = dict(list(answer_conditions().items())[:5])
    assert find_condition_doubts(few) == ()


def test_ruling_out_everything_leaves_next_to_nothing_and_is_told() -> None:
    answers = {key: int(Stance.RULES_OUT) for key in answer_conditions()}
    assert find_condition_doubts(answers) == (Doubt.SAME_STANCE, Doubt.MANY_RULED_OUT)


def test_ruling_out_a_few_conditions_is_no_doubt() -> None:
    ruled = dict.fromkeys(["outdoors", "noise", "gear", "upset"], Stance.RULES_OUT)
    assert set(ruled) <= set(CONDITIONS)
    assert find_condition_doubts(answer_conditions(**ruled)) == ()


def test_doubts_about_conditions_leave_interests_clear() -> None:
    assert is_clear([Doubt.SAME_STANCE, Doubt.MANY_RULED_OUT, Doubt.NOTHING_LIKED])
    for doubt in UNCLEAR_INTERESTS:
        assert not is_clear([doubt])


@pytest.mark.parametrize("doubt", Doubt)
def test_each_doubt_says_what_it_is_and_what_to_do(doubt: Doubt) -> None:
    text = DOUBT_TEXTS[doubt]
    assert str(text.title).endswith(".")
    assert len(str(text.advice)) > 20


@pytest.mark.django_db
def test_a_stored_result_is_read_with_its_doubts() -> None:
    clear, _ = make_profile(answer_everything("SI"))
    careless, _ = make_profile(dict.fromkeys(answer_activities(""), 4) | answer_conditions())
    assert build_answers(clear).is_clear
    assert not build_answers(careless).is_clear


def test_a_score_by_hand() -> None:
    """The example of docs/match.md."""
    person = {"R": 4.6, "I": 3.0, "A": 1.8, "S": 2.4, "E": 2.0, "C": 1.8}
    weights = weigh_interests({"R": 7, "I": 4, "A": 1, "S": 1, "E": 1, "C": 4})
    assert weights is not None
    score = score_interests(person, weights)
    assert score == pytest.approx(1.2667, abs=1e-4)
    assert find_band(1.2667) is InterestBand.CLOSE


def test_the_page_says_how_stable_the_list_is_and_what_chance_does() -> None:
    assert "about 11 of the first 20 careers" in describe_stability()
    assert "about 2 of the first 5 groups" in describe_stability()
    assert "4 of 100 careers come out close and 16 partly close" in describe_chance()
    assert "about 91 of 100" in describe_chance()
