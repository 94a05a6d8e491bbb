"""A family says what its careers have in common, and nothing that only some of them have."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from quiz.matching.careers import MeasuredCareer
from quiz.matching.families import find_family
from quiz.matching.portraits import Portrait, describe_families
from quiz.profiles.family_texts import FAMILIES
from quiz.profiles.measured import read_measured
from quiz.profiles.portraits import describe_portrait, read_portraits

BUILDER = {"R": 0.7, "I": 0.1, "A": 0.0, "S": 0.0, "E": 0.0, "C": 0.2}
# Families of the file: roofers and their like, and those who write software.
ROOFERS = ("47-2181", "47-2021", "47-2051")
WRITERS = ("15-1251", "15-1244", "15-1242")


def make_careers(
    soc_codes: tuple[str, ...], noise: float, months: int | None
) -> list[MeasuredCareer]:
    return [
        MeasuredCareer(
            number,
            code,
            code,
            interest_weights=BUILDER,
            conditions={"noise": noise, "gear": 5.0},
            training_months=months,
        )
        for number, code in enumerate(soc_codes)
    ]


def test_what_most_have_and_others_do_not_is_theirs() -> None:
    careers = [*make_careers(ROOFERS, 5, 0), *make_careers(WRITERS, 1, 48)]
    portraits = describe_families(careers)
    assert portraits["building"] == Portrait(("R", "C"), 0, ("noise",))
    assert portraits["software"] == Portrait(("R", "C"), 48, ())


def test_what_is_not_measured_is_not_told() -> None:
    careers = [MeasuredCareer(number, code, code) for number, code in enumerate(ROOFERS)]
    assert describe_families(careers) == {"building": Portrait()}
    assert describe_portrait(Portrait()) == ""


def test_schooling_that_half_of_them_need_is_not_called_usual() -> None:
    careers = [*make_careers(ROOFERS[:1], 1, 12), *make_careers(ROOFERS[1:2], 1, 0)]
    assert describe_families(careers)["building"].training_months is None


def test_the_order_of_careers_changes_nothing() -> None:
    careers = [*make_careers(ROOFERS, 5, 0), *make_careers(WRITERS, 1, 48)]
    assert describe_families(careers) == describe_families(careers[::-1])


@pytest.mark.usefixtures("content")
def test_farms_are_outdoors_and_offices_are_not(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    measured = read_measured()
    with django_assert_num_queries(0):
        portraits = read_portraits(measured)
    assert portraits.keys() <= FAMILIES.keys()
    assert len(portraits) > 40
    assert "outdoors" in portraits["growing"].conditions
    assert portraits["office"].interests[0] == "C"
    text = describe_portrait(portraits["growing"])
    assert text.startswith("The work goes most with liking to build, fix or move things")
    assert "no schooling after high school" in text
    assert "working outdoors" in text


def test_a_career_that_moves_to_another_occupation_is_told_of_with_its_new_family(
    content: None,
) -> None:
    measured = read_measured()
    before = read_portraits(measured)
    one, *others = (career for career in measured.careers if career.soc_code.startswith("15-12"))
    moved = tuple(
        replace(career, soc_code=ROOFERS[0]) if career in others else career
        for career in measured.careers
    )
    after = read_portraits(replace(measured, careers=moved))
    family = find_family(one.soc_code)
    assert before[family] != after.get(family)
    assert read_portraits(measured) == before
