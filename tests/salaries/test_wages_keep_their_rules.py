"""The database refuses figures that cannot be true, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from salaries.models import Release, Wage
from tests.salaries import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"annual_p25": 29_000}, "wage_annual_ascending"),
        ({"annual_p90": 29_000}, "wage_annual_ascending"),
        ({"hourly_p10": "99.00"}, "wage_hourly_ascending"),
        ({"hourly_mean": "-1.00"}, "wage_hourly_not_negative"),
        ({"employment": -1}, "salaries_wage_employment_check"),
        ({"employment": None}, "wage_employment_reason"),
        ({"annual_mean": None}, "wage_annual_reason"),
        ({"annual_missing": "suppressed"}, "wage_annual_reason"),
        ({"annual_mean": None, "annual_missing": "annual_only"}, "wage_annual_reason"),
        ({"hourly_mean": None, "hourly_missing": "whim"}, "wage_hourly_reason"),
        ({"mean_rse": "-0.1"}, "wage_employment_not_negative"),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused(
    values: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        making.wage(**values)


def test_a_gap_between_percentiles_does_not_hide_a_fall() -> None:
    with pytest.raises(IntegrityError, match="wage_annual_ascending"):
        making.wage(annual_p25=None, annual_missing="removed", annual_p10=45_000)


def test_equal_percentiles_and_gaps_with_a_reason_are_kept() -> None:
    row = making.wage(
        annual_p75=60_000,
        hourly_p90=None,
        hourly_missing="top_coded",
        employment=None,
        employment_missing="no_estimate",
    )
    row.refresh_from_db()
    kept = {name: getattr(row, name) for name in ("hourly_p90", "employment", "annual_p75")}
    assert kept == {"hourly_p90": None, "employment": None, "annual_p75": 60_000}


def test_an_area_has_one_row_for_an_occupation_in_a_release() -> None:
    first = making.wage()
    with pytest.raises(IntegrityError, match="wage_once"):
        making.wage(release=first.release)


def test_what_wages_stand_on_cannot_be_deleted_under_them() -> None:
    row = making.wage()
    for below in (row.area, row.occupation, row.release):
        with pytest.raises(RestrictedError):
            below.delete()


def test_the_words_name_the_fault_before_the_database_does() -> None:
    row = making.wage()
    row.annual_p90 = None
    with pytest.raises(ValidationError, match="Empty: annual p90"):
        row.clean()
    row.annual_p90, row.annual_median = 60_000, 70_000
    with pytest.raises(ValidationError, match="must rise"):
        row.clean()
    row.annual_median, row.employment_missing = 44_000, "no_estimate"
    with pytest.raises(ValidationError, match="No employment figure is missing"):
        row.clean()


def test_one_release_of_a_month_is_published_at_a_time() -> None:
    making.release("2025-05")
    with pytest.raises(IntegrityError, match="release_one_published_a_month"), transaction.atomic():
        making.release("2025-05")
    making.release("2025-05", "draft")


def test_drafts_and_withdrawn_releases_are_not_what_visitors_see() -> None:
    for key, status in (("2026-05", "draft"), ("2025-05", "withdrawn"), ("2024-05", "published")):
        making.wage(release=making.release(key, status))
    latest = Release.objects.latest_published()
    assert latest is not None
    assert latest.key == "2024-05"
    covering = Release.objects.published().covering(making.occupation())
    assert [release.label for release in covering] == ["May 2024"]
    assert Wage.objects.count() == 3
