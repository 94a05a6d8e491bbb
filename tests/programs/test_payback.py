"""A route's payback: the figures of plain cases, and what must hold for any figures."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.costs import PublishedDebt, count_typical_cost
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
BESIDE_A_JOB = Assumptions(pay_now=32000, pay_after=38000, pay_given_up_percent=0)


def test_a_certificate_beside_a_job_is_returned_by_the_raise() -> None:
    result = calculate_payback(CERTIFICATE, BESIDE_A_JOB)
    assert (result.investment_low, result.investment_high) == (3000, 7000)
    assert (result.months_low, result.months_high) == (6, 14)
    assert (result.ahead_low, result.ahead_high) == (17000, 24000)
    assert result.duration == "6 months – 1 year 2 months"


def test_nobody_is_assumed_to_keep_a_job_while_studying() -> None:
    full_time = Assumptions(pay_now=32000, pay_after=38000)
    assert calculate_payback(ASSOCIATE, full_time).investment_low == 10000 + 64000


def test_training_by_an_employer_has_nothing_to_return() -> None:
    result = calculate_payback(EMPLOYER, Assumptions(pay_now=32000, pay_after=38000))
    assert (result.months_low, result.months_high) == (0, 0)
    assert result.ahead_low == result.ahead_high == 30000
    assert result.duration == "at once"


def test_a_job_that_pays_less_is_the_answer_whatever_the_way_to_it_costs() -> None:
    for route in (EMPLOYER, CERTIFICATE, ASSOCIATE):
        less = calculate_payback(route, Assumptions(pay_now=51300, pay_after=38000))
        assert less.duration == "never: the job pays $13,300 a year less"
        same = calculate_payback(route, Assumptions(pay_now=38000, pay_after=38000))
        assert same.duration == "never: the job pays no more"
    assert calculate_payback(EMPLOYER, Assumptions(51300, 38000)).ahead_high == -66500


def test_a_raise_too_small_for_the_cost_does_not_return_it() -> None:
    result = calculate_payback(ASSOCIATE, Assumptions(pay_now=38000, pay_after=38100))
    assert result.duration == "not within 30 years"


@pytest.mark.parametrize(
    ("debt", "cost", "note"),
    [
        (None, "$3,000 – $7,000", "the typical cost; no debt is published to compare"),
        (2500, "$3,000 – $7,000", "the typical cost; the median debt of its students is $2,500"),
        (
            5000,
            "$5,000 – $7,000",
            "the median debt of its students ($5,000), up to the typical cost ($3,000 – $7,000)",
        ),
        (
            9500,
            "$9,500",
            "the median debt of its students; the typical cost is $3,000 – $7,000",
        ),
    ],
)
def test_the_higher_of_typical_cost_and_published_debt_counts_and_is_named(
    debt: int | None, cost: str, note: str
) -> None:
    counted = count_typical_cost(CERTIFICATE, PublishedDebt(debt) if debt else None)
    assert (counted.text, counted.note) == (cost, note)


@given(routes(), assumptions, dollars)
def test_a_debt_never_makes_a_route_cheaper_or_pay_back_sooner(
    route: Route, given_: Assumptions, debt: int
) -> None:
    counted = count_typical_cost(route, PublishedDebt(debt, programs=9)).route
    assert (counted.months_low, counted.months_high) == (route.months_low, route.months_high)
    assert max(route.cost_low, debt) == counted.cost_low <= counted.cost_high
    before, after = calculate_payback(route, given_), calculate_payback(counted, given_)
    assert after.ahead_low <= before.ahead_low
    if after.months_high is not None:
        assert before.months_high is not None
        assert before.months_high <= after.months_high


@given(routes(), assumptions)
def test_payback_and_the_sum_ahead_never_contradict_each_other(
    route: Route, given_: Assumptions
) -> None:
    result = calculate_payback(route, given_)
    if given_.pay_after <= given_.pay_now:
        assert result.months_low is result.months_high is None
        assert result.ahead_high <= 0
        assert result.duration.startswith("never")
    elif result.months_high is not None:
        is_within = route.months_high + result.months_high <= given_.horizon_years * 12
        assert not is_within or result.ahead_low >= 0


@given(routes(), assumptions)
def test_no_other_assumption_about_study_is_more_careful_than_the_default(
    route: Route, given_: Assumptions
) -> None:
    default = Assumptions(given_.pay_now, given_.pay_after, horizon_years=given_.horizon_years)
    careful, other = calculate_payback(route, default), calculate_payback(route, given_)
    assert careful.investment_low >= other.investment_low
    assert careful.ahead_low <= other.ahead_low


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
    if result.months_low is None and raise_a_year > 0:
        assert raise_a_year * MAX_PAYBACK_MONTHS < result.investment_low * 12


@given(routes(), assumptions, st.integers(1, 50_000))
def test_better_pay_never_lengthens_a_payback(route: Route, given_: Assumptions, more: int) -> None:
    before = calculate_payback(route, given_)
    after = calculate_payback(route, replace(given_, pay_after=given_.pay_after + more))
    assert after.ahead_low >= before.ahead_low
    if before.months_high is not None:
        assert after.months_high is not None
        assert after.months_high <= before.months_high
