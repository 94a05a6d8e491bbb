"""A route's payback: the figures of plain cases, and what must hold for any figures."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from common.formatting import format_payback
from programs.payback import (
    MAX_PAYBACK_MONTHS,
    Assumptions,
    Route,
    calculate_payback,
)

dollars = st.integers(0, 300_000)
months = st.integers(0, 72)


@st.composite
def routes(draw: st.DrawFn) -> Route:
    costs = sorted((draw(dollars), draw(dollars)))
    times = sorted((draw(months), draw(months)))
    return Route("any", costs[0], costs[1], times[0], times[1])


assumptions = st.builds(
    Assumptions,
    pay_now=dollars,
    pay_after=dollars,
    pay_given_up_percent=st.integers(0, 100),
    horizon_years=st.integers(1, 40),
)

CERTIFICATE = Route("Certificate", 3000, 7000, 6, 12)
ASSOCIATE = Route("Associate degree", 10000, 20000, 24, 24)
EMPLOYER = Route("Trained by an employer", 0, 0, 0, 0)


def test_a_certificate_beside_a_job_is_returned_by_the_raise() -> None:
    result = calculate_payback(CERTIFICATE, Assumptions(pay_now=32000, pay_after=38000))
    assert (result.investment_low, result.investment_high) == (3000, 7000)
    assert (result.months_low, result.months_high) == (6, 14)
    assert (result.ahead_low, result.ahead_high) == (17000, 24000)
    assert result.duration == "6 months – 1 year 2 months"


def test_pay_given_up_to_study_counts_as_a_cost() -> None:
    full_time = Assumptions(pay_now=32000, pay_after=38000, pay_given_up_percent=100)
    assert calculate_payback(ASSOCIATE, full_time).investment_low == 10000 + 64000


def test_training_by_an_employer_has_nothing_to_return() -> None:
    result = calculate_payback(EMPLOYER, Assumptions(pay_now=32000, pay_after=38000))
    assert (result.months_low, result.months_high) == (0, 0)
    assert result.ahead_low == result.ahead_high == 30000
    assert result.duration == "at once"


def test_work_that_pays_no_more_never_returns_the_cost() -> None:
    result = calculate_payback(CERTIFICATE, Assumptions(pay_now=38000, pay_after=38000))
    assert result.months_low is None
    assert format_payback(result.months_low) == "not within 30 years"


@given(routes(), assumptions)
def test_the_costlier_end_never_comes_back_sooner(route: Route, given_: Assumptions) -> None:
    result = calculate_payback(route, given_)
    assert result.investment_low <= result.investment_high
    assert result.ahead_low <= result.ahead_high
    if result.months_high is not None:
        assert result.months_low is not None
        assert result.months_low <= result.months_high


@given(routes(), assumptions)
def test_the_months_are_enough_and_not_one_too_many(route: Route, given_: Assumptions) -> None:
    result = calculate_payback(route, given_)
    raise_a_year = given_.pay_after - given_.pay_now
    if result.months_low:
        assert raise_a_year * result.months_low >= result.investment_low * 12
        assert raise_a_year * (result.months_low - 1) < result.investment_low * 12
    if result.months_low is None:
        assert raise_a_year * MAX_PAYBACK_MONTHS < result.investment_low * 12


@given(routes(), assumptions, st.integers(1, 50_000))
def test_better_pay_never_lengthens_a_payback(route: Route, given_: Assumptions, more: int) -> None:
    before = calculate_payback(route, given_)
    after = calculate_payback(route, replace(given_, pay_after=given_.pay_after + more))
    assert after.ahead_low >= before.ahead_low
    if before.months_high is not None:
        assert after.months_high is not None
        assert after.months_high <= before.months_high
