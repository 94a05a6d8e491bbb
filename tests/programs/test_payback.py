"""A route's payback: the figures of plain cases, and what must hold for any figures."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.payback import (
    MAX_PAYBACK_MONTHS,
    Assumptions,
    Payback,
    Route,
    calculate_payback,
)
from programs.prices.typical import PublishedDebt, count_typical_cost

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
OWED = "the median debt at 9 programs of this kind"
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
        (2500, "$3,000 – $7,000", f"the typical cost; {OWED} is $2,500"),
        (5000, "$5,000 – $7,000", f"{OWED} ($5,000), up to the typical cost ($3,000 – $7,000)"),
        (9500, "$9,500", f"{OWED}; the typical cost is $3,000 – $7,000"),
    ],
)
def test_the_higher_of_typical_cost_and_published_debt_counts_and_is_named(
    debt: int | None, cost: str, note: str
) -> None:
    counted = count_typical_cost(CERTIFICATE, PublishedDebt(debt, 9) if debt else None)
    assert (counted.text, counted.note) == (cost, note)


def known(number: int | None) -> int:
    assert number is not None
    return number


def pays_no_sooner(after: Payback, before: Payback) -> bool:
    """Whether no end of one payback comes before that of the other."""
    ends = [(after.months_low, before.months_low)]
    if not after.is_floor:
        ends.append((after.months_high, before.months_high))
    never = MAX_PAYBACK_MONTHS + 1
    return after.ahead_high <= before.ahead_high and all(
        (never if one is None else one) >= (never if other is None else other)
        for one, other in ends
    )


@given(routes(), assumptions, dollars)
def test_a_debt_never_makes_a_route_cheaper_or_pay_back_sooner(
    route: Route, given_: Assumptions, debt: int
) -> None:
    counted = count_typical_cost(route, PublishedDebt(debt, programs=9)).route
    assert (counted.months_low, counted.months_high) == (route.months_low, route.months_high)
    assert max(route.cost_low, debt) == counted.cost_low <= counted.cost_high
    before, after = calculate_payback(route, given_), calculate_payback(counted, given_)
    assert pays_no_sooner(after, before)


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
        assert not is_within or known(result.ahead_low) >= 0


@given(routes(), assumptions)
def test_no_other_assumption_about_study_is_more_careful_than_the_default(
    route: Route, given_: Assumptions
) -> None:
    default = Assumptions(given_.pay_now, given_.pay_after, horizon_years=given_.horizon_years)
    careful, other = calculate_payback(route, default), calculate_payback(route, given_)
    assert careful.investment_low >= other.investment_low
    assert known(careful.ahead_low) <= known(other.ahead_low)


@given(routes(), assumptions)
def test_the_costlier_end_never_comes_back_sooner(route: Route, given_: Assumptions) -> None:
    result = calculate_payback(route, given_)
    assert result.investment_low <= known(result.investment_high)
    assert known(result.ahead_low) <= result.ahead_high
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
def test_a_higher_cost_never_comes_back_sooner(
    route: Route, given_: Assumptions, more: int
) -> None:
    before = calculate_payback(route, given_)
    for dearer in (
        replace(route, cost_high=route.cost_high + more),
        replace(route, cost_low=route.cost_low + more, cost_high=route.cost_high + more),
    ):
        assert pays_no_sooner(calculate_payback(dearer, given_), before)


@given(routes(), assumptions)
def test_a_floor_tells_no_more_than_its_low_end(route: Route, given_: Assumptions) -> None:
    exact = calculate_payback(route, given_)
    floor = calculate_payback(replace(route, is_floor=True), given_)
    assert (floor.investment_low, floor.months_low) == (exact.investment_low, exact.months_low)
    assert floor.investment_high is floor.months_high is floor.ahead_low is None
    assert floor.ahead_high == exact.ahead_high
    assert floor.duration.startswith(("at least", "never", "not within"))


@given(routes(), assumptions, st.integers(1, 50_000))
def test_better_pay_never_lengthens_a_payback(route: Route, given_: Assumptions, more: int) -> None:
    before = calculate_payback(route, given_)
    after = calculate_payback(route, replace(given_, pay_after=given_.pay_after + more))
    assert known(after.ahead_low) >= known(before.ahead_low)
    if before.months_high is not None:
        assert after.months_high is not None
        assert after.months_high <= before.months_high
