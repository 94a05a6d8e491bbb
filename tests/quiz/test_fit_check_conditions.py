"""Which ten conditions the fit check of a career asks about."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.matching.conditions import CONDITIONS, Amount, find_amount
from quiz.matching.fit_check import (
    ALIKE,
    MAX_HARDLY_THERE,
    choose_conditions,
    measure_differences,
)
from tests.quiz.measures import measure_all, read_conditions

MEANS = st.dictionaries(st.sampled_from(list(CONDITIONS)), st.floats(1, 5))


@pytest.mark.parametrize(
    ("soc_code", "expected"),
    [
        # Roofers: heights, knees, weather.
        ("47-2181", {"heights", "kneeling", "outdoors", "schedule"}),
        # Registered nurses: disease, violent and upset people.
        ("29-1141", {"disease", "violence", "upset", "effort"}),
        # Medical secretaries: the same tasks, disease, sitting.
        ("43-6013", {"repetition", "disease", "sitting", "phone"}),
        # Software developers have few measures; working from home is the first.
        ("15-1252", {"telework", "computer"}),
    ],
)
def test_a_career_is_asked_about_what_sets_it_apart(soc_code: str, expected: set[str]) -> None:
    chosen = choose_conditions(read_conditions()[soc_code], measure_all())
    assert expected <= set(chosen)
    differences = measure_differences(read_conditions()[soc_code], measure_all())
    distances = [abs(differences[key]) for key in chosen]
    assert distances == sorted(distances, reverse=True)


def test_ten_are_found_for_nearly_every_measured_occupation() -> None:
    numbers = [len(choose_conditions(one, measure_all())) for one in read_conditions().values()]
    assert numbers.count(10) > 0.9 * len(numbers)


def test_most_of_the_ten_are_there_in_the_job() -> None:
    """An answer about what a job hardly has can neither suit nor bother."""
    little = []
    for values in read_conditions().values():
        chosen = choose_conditions(values, measure_all())
        little.append(sum(find_amount(key, values[key]) is Amount.LITTLE for key in chosen))
    assert fmean(little) < MAX_HARDLY_THERE
    assert sum(number > MAX_HARDLY_THERE for number in little) < 0.01 * len(little)


@given(MEANS, st.integers(0, 12))
def test_no_two_say_the_same_and_all_are_measured(values: dict[str, float], limit: int) -> None:
    chosen = choose_conditions(values, measure_all(), limit)
    assert len(chosen) <= limit
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= set(values)
    for group in ALIKE:
        assert len(set(group) & set(chosen)) <= 1


@given(MEANS, st.permutations(list(CONDITIONS)))
def test_the_order_of_the_measures_does_not_matter(
    values: dict[str, float], order: list[str]
) -> None:
    reordered = {key: values[key] for key in order if key in values}
    assert choose_conditions(reordered, measure_all()) == choose_conditions(values, measure_all())


def test_an_occupation_without_measures_is_asked_nothing() -> None:
    assert choose_conditions({}, measure_all()) == ()
