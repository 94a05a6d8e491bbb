"""The nearest program that leads to a career stands beside it, where a place is known."""

import pytest
from pytest_django import DjangoAssertNumQueries

from quiz.matching.careers import MeasuredCareer
from quiz.profiles.measured import Measured, read_measured
from quiz.profiles.nearest_programs import find_nearest_programs, select_main_fields

# Columbus, Ohio, and a village in the north of Alaska.
COLUMBUS, WAINWRIGHT = "43215", "99782"


@pytest.fixture
def measured(content: None) -> Measured:
    return read_measured("OH")


def find_careers(measured: Measured, *slugs: str) -> list[MeasuredCareer]:
    return [career for career in measured.careers if career.slug in slugs]


def test_the_nearest_program_has_the_credential_that_the_work_asks_for(
    measured: Measured, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    careers = find_careers(measured, "registered-nurse", "welder", "software-developer")
    with django_assert_num_queries(2):
        nearest = find_nearest_programs(careers, COLUMBUS, measured)
    assert set(nearest) == {career.career_id for career in careers}
    (nurse,) = find_careers(measured, "registered-nurse")
    assert nearest[nurse.career_id].credential == "Bachelor's degree"
    assert nearest[nurse.career_id].state == "OH"
    assert all(0 <= one.miles <= 100 for one in nearest.values())


def test_a_field_at_the_edge_of_a_career_leads_to_no_nearest_program() -> None:
    theology, health = ["39.0601", "39.0602", "39.0604", "39.0605", "39.0701", "39.0702"], "51.1506"
    assert "51.15" not in select_main_fields([*theology, health])
    assert {"39.06", "39.07"} <= select_main_fields([*theology, health])


def test_where_no_field_of_study_stands_out_all_lead_to_the_career() -> None:
    scattered = ["11.0101", "11.0701", "14.0901", "26.1103", "30.0801"]
    assert {"11.01", "26.11"} < select_main_fields(scattered)
    assert select_main_fields([]) == set()


def test_far_from_any_school_there_is_no_nearest_program(measured: Measured) -> None:
    nurses = find_careers(measured, "registered-nurse")
    assert not find_nearest_programs(nurses, WAINWRIGHT, measured)


@pytest.mark.parametrize("zip_code", ["", "00000", "09001"])
def test_a_zip_code_without_a_place_has_no_nearest_program(
    zip_code: str, measured: Measured
) -> None:
    assert not find_nearest_programs(measured.careers, zip_code, measured)
