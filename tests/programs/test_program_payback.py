"""The payback of a program: by its own price and time, as far as they are known."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from programs.assumptions import AssumedPay, PaybackAssumptions
from programs.earnings import compare_with_diploma, describe_difference
from programs.models import FieldOfStudy, Institution, Program
from programs.payback import Payback, Route
from programs.prices.price import Price, PriceKind, describe_price
from programs.studytime import find_study_time
from tests.programs.test_payback import CERTIFICATE, dollars, months, pays_no_sooner


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Of any credential that needs no degree, with any figures known or not."""
    known = st.none() | dollars
    costs = draw(st.none() | st.tuples(dollars, dollars).map(sorted))
    times = draw(st.none() | st.tuples(months, months).map(sorted))
    return Program(
        institution=Institution(name="Harbor College", state="WA"),
        field=FieldOfStudy(code="51.07"),
        credential=draw(st.integers(1, 3)),
        cost_low=costs[0] if costs else None,
        cost_high=costs[1] if costs else None,
        months_low=times[0] if times else None,
        months_high=times[1] if times else None,
        debt=draw(known),
        earnings=draw(known),
        first_year_earnings=draw(known),
        high_school_earnings=draw(known),
    )


@given(programs(), dollars, dollars)
def test_what_is_not_known_never_counts_as_nothing(program: Program, now: int, pay: int) -> None:
    price = describe_price(program, {})
    time = find_study_time(program, price)
    outcome = assumed(now, pay).judge_program(program, price, time)
    if program.cost_low is None and not program.debt:
        assert price.low is None
        assert outcome.route is None
        assert (outcome.at_start, outcome.at_own_earnings) == (None, None)
        assert outcome.start_text.startswith("Cannot be told")
    elif program.cost_low is None:
        assert price.is_floor
        assert outcome.route
        assert outcome.route.cost_low == program.debt
        assert outcome.at_start
        assert outcome.at_start.is_floor
    if program.months_low is None:
        assert time.note.startswith("assumed: ")
        assert time.months_low > 0
    unknown = assumed(None, pay).judge_program(program, price, time)
    assert (unknown.at_start, unknown.at_own_earnings) == (None, None)
    assert unknown.start_text.startswith("Cannot be told")
    if program.earnings is None:
        assert outcome.own_text.startswith("Cannot be told")
        assert compare_with_diploma(program) is None
        assert describe_difference(program) == ""


@given(programs(), dollars, dollars, st.integers(1, 50_000))
def test_the_debt_of_a_program_is_a_floor_that_moves_its_payback_one_way(
    program: Program, now: int, pay: int, more: int
) -> None:
    program.cost_low = program.cost_high = None
    program.debt = program.debt or 1
    before = judged(program, now, pay)
    program.debt += more
    after = judged(program, now, pay)
    assert before
    assert after
    assert pays_no_sooner(after, before)


def assumed(now: int | None, pay: int) -> PaybackAssumptions:
    return PaybackAssumptions("WA", "Washington", AssumedPay(now), AssumedPay(pay), AssumedPay(pay))


def judged(program: Program, now: int, pay: int) -> Payback | None:
    price = describe_price(program, {})
    return assumed(now, pay).judge_program(program, price, find_study_time(program, price)).at_start


def test_a_year_price_counts_for_as_long_as_the_program_takes() -> None:
    price = Price(PriceKind.YEARS, "$6,000 – $9,000 a year", low=6000, high=9000, per="year")
    program = Program(
        institution=Institution(name="Harbor College", state="WA"),
        credential=1,
        earnings=44_000,
        high_school_earnings=38_000,
    )
    outcome = assumed(36_000, 48_000).judge_program(
        program, price, find_study_time(program, price, CERTIFICATE)
    )
    assert outcome.route == Route("Harbor College", 3000, 9000, 6, 12)
    # $3,000 and half of $36,000 against $12,000 a year; $9,000 and all of it.
    assert outcome.start_text == "1 year 9 months – 3 years 9 months"
    assert describe_difference(program) == (
        "$6,000 a year more than with a high school diploma in Washington"
    )


def test_what_nobody_with_a_degree_would_earn_is_not_assumed_of_a_graduate_program() -> None:
    price = Price(PriceKind.OWN, "$20,000", low=20_000, high=20_000)
    program = Program(
        institution=Institution(name="Harbor College", state="WA"), credential=5, earnings=80_000
    )
    time = find_study_time(program, price)
    outcome = assumed(40_000, 90_000).judge_program(program, price, time)
    assert outcome.start_text == outcome.own_text
    assert outcome.own_text == "Cannot be told: enter what you earn without it."
    own = replace(assumed(40_000, 90_000), pay_now=AssumedPay(60_000, is_own=True))
    assert (
        own.judge_program(program, price, time).start_text == "2 years 8 months – 4 years 8 months"
    )
