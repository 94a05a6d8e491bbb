"""An old link tells the same story, whatever was published or withdrawn since."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.facts.layouts import FactTable
from careers.facts.publishing import create_draft, publish_facts
from careers.models import FactKind, FactRelease, Projection, ProjectionRelease
from careers.releases import publish_release
from quiz.matching.answers import Stance
from quiz.matching.interests import InterestBand
from quiz.matching.readings import Reading
from quiz.models import Result
from quiz.profiles.matched import Matched, match_result
from quiz.profiles.measured import read_measured
from quiz.profiles.trials import Trial
from salaries.models import Release
from tests.quiz.profiles import answer_everything, make_profile

WELDERS = "51-4121"


@pytest.fixture
def old(content: None) -> Result:
    result, _token = make_profile(
        answer_everything("R", noise=Stance.BOTHERS),
        training_months=12,
        pay_from=45_000,
        area_code="39",
        releases=read_measured().releases,
    )
    return result


def tell(matched: Matched) -> list[tuple[object, ...]]:
    """Everything that readings say, and how families stand."""
    readings = [
        (one.career.slug, one.interest_score, one.suits, one.bothers, one.rules_out, one.pay)
        for one in matched.readings
    ]
    return [*readings, *((one.key, one.score, len(one.readings)) for one in matched.families)]


def find_welder(matched: Matched) -> Reading:
    return next(one for one in matched.readings if one.career.soc_code == WELDERS)


def publish_other_interests() -> FactRelease:
    """A newer edition in which welding is an art."""
    values = {"R": 1.0, "I": 1.0, "A": 7.0, "S": 1.0, "E": 1.0, "C": 1.0}
    table = FactTable(FactKind.INTERESTS, "O*NET 31.0", {WELDERS: values}, {})
    release = create_draft(table, "db.zip", period=dt.date(2026, 8, 1), source="O*NET")
    publish_facts(release, None)
    return release


def publish_other_projections() -> None:
    """Newer projections in which welders need a bachelor’s degree."""
    release = ProjectionRelease.objects.create(base_year=2026, target_year=2036)
    Projection.objects.create(
        release=release,
        soc_code=WELDERS,
        title="Welders",
        is_group=False,
        employment=1,
        employment_projected=1,
        growth_percent=0,
        openings_per_year=5,
        entry_education="bachelor",
    )
    publish_release(release, None)


def test_nothing_new_is_no_difference(old: Result) -> None:
    matched = match_result(old)
    assert (matched.trial.is_today, matched.measured.differs_today) == (False, False)
    assert tell(matched) == tell(match_result(old, Trial(is_today=True)))


def test_what_is_published_since_changes_today_alone(old: Result) -> None:
    before = tell(match_result(old))
    publish_other_interests()
    publish_other_projections()
    matched = match_result(old)
    assert tell(matched) == before
    assert (matched.trial.is_today, matched.measured.differs_today) == (False, True)
    welder = find_welder(matched)
    assert (welder.interest_band, welder.career.training_months) == (InterestBand.CLOSE, 0)
    today = match_result(old, Trial(is_today=True))
    assert (today.trial.is_today, today.measured.differs_today) == (True, False)
    welder = find_welder(today)
    assert (welder.interest_band, welder.career.training_months) == (InterestBand.FAR, 48)
    # Of others the newer edition says nothing, so theirs is still the older one.
    others = [line for line in tell(today) if line[0] == "registered-nurse"]
    assert others == [line for line in before if line[0] == "registered-nurse"]


def test_wages_that_are_withdrawn_stay_in_the_results_that_had_them(old: Result) -> None:
    before = tell(match_result(old))
    for release in Release.objects.published():
        release.status, release.withdrawn_at = "withdrawn", timezone.now()
        release.save()
    matched = match_result(old)
    assert tell(matched) == before
    assert matched.measured.differs_today
    assert matched.measured.wage_release == "2025-05"
    today = match_result(old, Trial(is_today=True))
    assert find_welder(today).career.pay is None
    assert today.measured.wage_release == ""


def test_a_release_that_was_deleted_is_told_and_todays_is_read_instead(old: Result) -> None:
    publish_other_interests()
    # Keys of deleted releases are not used again.
    old.profile.releases = {**old.profile.releases, "interests": [0]}
    matched = match_result(old)
    assert matched.measured.lost == ("interests",)
    assert matched.measured.differs_today
    assert find_welder(matched).interest_band is InterestBand.FAR


def test_releases_that_a_result_did_not_read_are_those_of_now(old: Result) -> None:
    old.profile.releases = {}
    matched = match_result(old)
    assert tell(matched) == tell(match_result(old, Trial(is_today=True)))
    assert not matched.measured.lost


def test_a_result_takes_few_queries(
    old: Result, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    match_result(old)
    # Its state; the releases; the public careers.
    with django_assert_num_queries(3):
        match_result(old)
