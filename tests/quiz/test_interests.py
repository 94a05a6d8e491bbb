"""Matching interests compares the shape of two profiles, if there is anything that is liked."""

from itertools import permutations
from math import isclose

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from careers.models import FactRelease
from quiz import interests
from quiz.interests import (
    ACTIVITIES,
    SCALES,
    Match,
    correlate,
    match_interests,
    score_scales,
)
from tests.quiz.visitors import answers_by, great_fit, take_quiz

profiles = st.lists(st.integers(10, 70), min_size=6, max_size=6)


def by_scale(values: list[float]) -> dict[str, float]:
    return dict(zip(SCALES, values, strict=True))


def calculate_c_index(one: str, other: str) -> int:
    """The Brown–Gore C index of two three-letter codes: 18 for the same code, 0 for opposites.

    C = 3 (3 − d1) + 2 (3 − d2) + (3 − d3), with d the distance of the letters at each place on the
    hexagon (0 to 3). Brown and Gore, Journal of Vocational Behavior 45, 1994. It is the published
    measure against which the order of the six scales is checked.
    """
    return sum(
        weight * (3 - _hexagon_distance(a, b))
        for weight, a, b in zip((3, 2, 1), one, other, strict=True)
    )


def _hexagon_distance(one: str, other: str) -> int:
    """Steps between two scales on the hexagon, the shorter way round: 0 to 3."""
    around = abs(SCALES.index(one) - SCALES.index(other))
    return min(around, len(SCALES) - around)


def test_the_c_index_runs_from_opposite_to_perfect() -> None:
    codes = ["".join(code) for code in permutations(SCALES, 3)]
    opposite = dict(zip("RIASEC", "SECRIA", strict=True))
    for code in codes:
        assert calculate_c_index(code, code) == 18
        assert calculate_c_index(code, "".join(opposite[letter] for letter in code)) == 0
        for other in codes[:20]:
            assert 0 <= calculate_c_index(code, other) == calculate_c_index(other, code) <= 18
    # By hand: R-I and I-A one step apart, A-R two: 3 (3-1) + 2 (3-1) + (3-2) = 11.
    assert calculate_c_index("RIA", "IAR") == 11


@given(profiles, profiles, st.integers(1, 9), st.integers(-50, 50))
def test_only_the_shape_counts(one: list[int], other: list[int], factor: int, shift: int) -> None:
    r = correlate(one, other)
    moved = correlate([factor * value + shift for value in one], other)
    if r is None:
        assert moved is None
    else:
        assert moved is not None
        assert isclose(r, moved, abs_tol=1e-9)
        assert -1 <= r <= 1
        assert isclose(r, correlate(other, one) or 0, abs_tol=1e-9)


def test_a_flat_profile_is_not_defined_and_never_a_match() -> None:
    compared = match_interests(by_scale([3.0] * 6), by_scale([1, 2, 3, 4, 5, 6]))
    assert (compared.match, compared.correlation) == (Match.UNDEFINED, None)


@pytest.mark.parametrize("most", [2, 3, 3.5])
def test_answers_that_are_all_low_or_unsure_are_not_clear_whatever_their_shape(most: float) -> None:
    work = by_scale([1, 2, 3, 4, 5, 6])
    liked_least = by_scale([1, 1, 1, 1, 1.5, most])
    compared = match_interests(liked_least, work)
    assert compared.match is Match.NOT_CLEAR
    assert match_interests({**liked_least, SCALES[-1]: 4}, work).match is not Match.NOT_CLEAR


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], Match.BEST),
        # By hand, for ranks: r = 1 − 6 Σd² / 210; Σd² = 10 gives .714, Σd² = 14 gives .6.
        ([3, 1, 4, 2, 5, 6], Match.GREAT),
        ([2, 4, 1, 5, 3, 6], Match.OTHER),
        ([3, 2, 1, 6, 5, 4], Match.OTHER),
        ([6, 5, 4, 3, 2, 1], Match.OTHER),
    ],
)
def test_matches_are_named_at_the_critical_values(values: list[float], expected: Match) -> None:
    assert match_interests(by_scale(values), by_scale([1, 2, 3, 4, 5, 6])).match is expected


def test_a_random_clicker_is_the_best_match_of_one_in_twenty() -> None:
    ranks = list(permutations(range(6)))
    base = list(range(6))
    best = sum((correlate(base, order) or 0) >= interests.MIN_BEST for order in ranks)
    # Over all orders of six ranks the exact share; the critical value itself is for normal scores.
    assert 0.03 < best / len(ranks) < 0.07


def test_scales_are_means_of_their_activities_and_none_may_be_missing() -> None:
    answers = {key: 1 + SCALES.index(scale) % 5 for key, scale, _text in ACTIVITIES}
    assert score_scales(answers) == {"R": 1, "I": 2, "A": 3, "S": 4, "E": 5, "C": 1}
    answers.pop("repair-bicycle")
    with pytest.raises(ValueError, match="Every activity"):
        score_scales(answers)
    with pytest.raises(ValueError, match="from 1 to 5"):
        score_scales({**answers, "repair-bicycle": 6})


def test_every_scale_has_as_many_activities() -> None:
    counts = [sum(scale == own for _key, own, _text in ACTIVITIES) for scale in SCALES]
    assert counts == [3] * 6
    assert len({key for key, _scale, _text in ACTIVITIES}) == len(ACTIVITIES)


@pytest.mark.usefixtures("content")
def test_interests_are_asked_where_a_release_has_those_of_the_career(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    releases = FactRelease.objects.filter(kind="interests")
    releases.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    assert "interests" not in client.get(address).content.decode()
    assert client.get(f"{address}interests/").status_code == 404
    releases.update(status="published")
    assert "Answer 18 short questions" in client.get(address).content.decode()
    assert "interests" not in Client().get(address).content.decode()
    assert Client().get(f"{address}interests/").status_code == 404

    some = {"repair-bicycle": "1"}
    page = client.post(f"{address}interests/", some)
    assert page.status_code == 422
    assert "17 answers are missing" in page.content.decode()

    liking = {"R": "1", "I": "1", "A": "1", "S": "3", "E": "4", "C": "5"}
    answers = {key: liking[scale] for key, scale, _text in ACTIVITIES}
    client.post(f"{address}interests/", answers)
    page = Client().get(address)
    assert "<p>The shape of your interests is close to that of this work.</p>" in (
        page.content.decode()
    )
    assert "correlation" not in page.content.decode()
    # As O*NET 30.2 has them, on its scale of 1 to 7.
    work = {name[0]: score for name, _own, score in page.context["interests"].rows}
    assert (work["C"], work["S"], work["E"]) == (6.67, 4.13, 3.17)
    assert "O*NET 30.2" in page.content.decode()
    assert "USDOL/ETA has not approved, endorsed, or tested" in page.content.decode()

    disliked = {key: str(min(int(answer), 3)) for key, answer in answers.items()}
    client.post(f"{address}interests/", disliked)
    text = client.get(address).content.decode()
    assert "Not clear: you liked none of the six kinds of activities much" in text
    assert "close to that of this work" not in text

    client.post(f"{address}interests/", dict.fromkeys(answers, "4"))
    assert "have no shape to compare" in client.get(address).content.decode()
