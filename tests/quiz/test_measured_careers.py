"""What matching knows of each career: figures of named releases, and why one is missing."""

import json

import pytest
from django.contrib.auth.models import User
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from careers.models import Career, Description
from quiz.matching.careers import MeasuredCareer
from quiz.profiles.measured import Measured, read_measured
from salaries.models import Release, Wage


def find(measured: Measured, slug: str) -> MeasuredCareer:
    return next(career for career in measured.careers if career.slug == slug)


def test_every_public_career_is_there_in_order_of_its_code(content: None) -> None:
    measured = read_measured()
    assert len(measured.careers) == Career.objects.published().count() == 830
    order = [(career.soc_code, career.slug) for career in measured.careers]
    assert order == sorted(order)
    assert measured.names.keys() == measured.by_id.keys()


def test_a_career_has_the_figures_that_its_page_shows(content: None) -> None:
    measured = read_measured("OH")
    nurse = find(measured, "registered-nurse")
    assert (nurse.training_months, nurse.pay) == (48, 82_510)
    assert nurse.openings == 180_800
    assert nurse.interest_weights is not None
    assert sum(nurse.interest_weights.values()) == pytest.approx(1)
    assert max(nurse.interest_weights, key=nurse.interest_weights.__getitem__) == "S"
    assert nurse.conditions["people"] > 4.5
    # Every condition that people are asked about has the statistics of all occupations.
    assert measured.statistics.keys() >= nurse.conditions.keys()
    figures = measured.figures[nurse.soc_code]
    assert figures.preparation is not None
    assert (figures.preparation.source.years, figures.preparation.education) == (
        "2025–35",
        "bachelor",
    )
    assert measured.wage_release == "2025-05"


def test_training_on_the_job_is_paid_and_so_no_schooling_before(content: None) -> None:
    measured = read_measured()
    electrician = find(measured, "electrician")
    preparation = measured.figures[electrician.soc_code].preparation
    assert electrician.training_months == 0
    assert preparation is not None
    assert preparation.training == "apprenticeship"


def test_pay_by_the_hour_alone_says_so(content: None) -> None:
    measured = read_measured()
    actor = find(measured, "actor")
    assert (actor.pay, actor.is_pay_floor) == (None, False)
    assert measured.figures[actor.soc_code].pay.missing == "hourly_only"


def test_a_state_without_a_figure_does_not_get_the_nations(content: None) -> None:
    measured, nation = read_measured("WY"), read_measured()
    missing = [
        career
        for career in measured.careers
        if career.pay is None and nation.by_id[career.career_id].pay is not None
    ]
    assert missing


def test_careers_without_measures_are_there_without_figures(content: None) -> None:
    other = [career for career in read_measured().careers if not career.conditions]
    assert other
    assert all(career.training_months is not None for career in other)


def test_figures_that_were_read_before_take_two_queries(
    content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    read_measured("OH")
    with django_assert_num_queries(2):
        read_measured("OH")


def test_a_career_that_is_no_longer_public_is_gone_at_once(content: None) -> None:
    nurse = find(read_measured(), "registered-nurse")
    Description.objects.filter(career=nurse.career_id).update(withdrawn_at=timezone.now())
    assert nurse.career_id not in read_measured().by_id


def test_a_new_address_or_name_is_there_at_once(content: None) -> None:
    read_measured()
    Career.objects.filter(slug="registered-nurse").update(
        slug="nurse", name_en="nurse", name_es="enfermera"
    )
    measured = read_measured()
    nurse = find(measured, "nurse")
    assert measured.names[nurse.career_id] == "nurse"
    with translation.override("es"):
        assert read_measured().names[nurse.career_id] == "enfermera"


@pytest.fixture
def nurses_wage(content: None) -> Wage:
    return Wage.objects.get(
        area__state="OH",
        area__level="state",
        occupation__soc_code="29-1141",
        release=Release.objects.latest_published(),
    )


def correct(wage: Wage, editor: User, **figures: object) -> None:
    """An editor's correction, as the admin stores it."""
    before = Wage.objects.get(pk=wage.pk)
    for name, figure in figures.items():
        setattr(wage, name, figure)
    wage.mark_edited(before, figures, editor.pk)
    wage.save()


def test_a_wage_that_an_editor_corrects_is_there_at_once(
    nurses_wage: Wage, admin_user: User
) -> None:
    assert find(read_measured("OH"), "registered-nurse").pay == 82_510
    correct(nurses_wage, admin_user, annual_median=81_000)
    assert find(read_measured("OH"), "registered-nurse").pay == 81_000
    # And again when the source's figure is back.
    correct(nurses_wage, admin_user, annual_median=82_510)
    assert find(read_measured("OH"), "registered-nurse").pay == 82_510


def test_pay_above_what_the_survey_tells_is_at_least_its_top_code(
    nurses_wage: Wage, admin_user: User
) -> None:
    upper = ("annual_median", "annual_p75", "annual_p90")
    correct(nurses_wage, admin_user, annual_missing="top_coded", **dict.fromkeys(upper))
    nurse = find(read_measured("OH"), "registered-nurse")
    assert (nurse.pay, nurse.is_pay_floor) == (nurses_wage.release.annual_top_code, True)


def test_the_releases_can_be_stored_and_read_again(content: None) -> None:
    measured = read_measured()
    stored = json.loads(json.dumps(measured.releases))
    again = read_measured(releases=stored)
    assert again.careers == measured.careers
    assert not again.differs_today


@pytest.mark.django_db
def test_a_site_without_content_measures_nothing() -> None:
    measured = read_measured("OH")
    assert (measured.careers, measured.wage_release, measured.statistics) == ((), "", {})
    assert not measured.differs_today
