"""What work must pay is understood as people write it."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from quiz.profiles.typed_pay import (
    MAX_A_YEAR,
    MIN_A_YEAR,
    parse_pay,
)


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("45000", 45_000),
        ("$45,000", 45_000),
        ("45 000", 45_000),
        ("45\N{NO-BREAK SPACE}000", 45_000),
        ("45\N{NARROW NO-BREAK SPACE}000", 45_000),
        ("45.000", 45_000),
        ("45'000", 45_000),
        ("45k", 45_000),
        ("45 K", 45_000),
        ("$45.5k", 45_500),
        ("45 mil", 45_000),
        ("45,000.00", 45_000),
        ("45000 dollars", 45_000),
        ("$45,000 a year", 45_000),
        ("45k/yr", 45_000),
        ("45.000 al año", 45_000),
        ("\N{FULLWIDTH DIGIT FOUR}5000", 45_000),
        ("$22 an hour", 45_760),
        ("22/h", 45_760),
        ("22 per hour", 45_760),
        ("22hr", 45_760),
        ("$22.50/hr.", 46_800),
        ("22,50 la hora", 46_800),
        ("22 dollars an hour", 45_760),
    ],
)
def test_amounts_as_people_write_them(text: str, dollars: int) -> None:
    assert parse_pay(text) == dollars


def test_a_unit_in_the_text_goes_before_the_one_that_is_chosen() -> None:
    assert parse_pay("22", is_hourly=True) == 45_760
    assert parse_pay("45k a year", is_hourly=True) == 45_000


@pytest.mark.parametrize(
    "text",
    ["", "$", "a lot", "-5", "45-50k", "4,5,6", "a year", "45k 50k", "1e9", "22 hourglasses"],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="Write one amount in dollars"):
        parse_pay(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("22", "If it is dollars an hour"),
        ("480", "If it is dollars an hour"),
        ("600", "dollars a year from 5,000"),
        ("0", "dollars a year from 5,000"),
        ("1000001", "dollars a year from 5,000"),
        ("9" * 40, "dollars a year from 5,000"),
        ("45000 an hour", "dollars an hour from 3"),
        ("2 an hour", "dollars an hour from 3"),
    ],
)
def test_amounts_that_nobody_means_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        parse_pay(text)


@given(st.text(max_size=60))
def test_any_text_is_an_amount_within_reason_or_refused(text: str) -> None:
    with contextlib.suppress(ValidationError):
        assert MIN_A_YEAR <= parse_pay(text) <= MAX_A_YEAR


@given(st.integers(MIN_A_YEAR, MAX_A_YEAR))
def test_every_whole_amount_comes_back(dollars: int) -> None:
    assert parse_pay(str(dollars)) == parse_pay(f"${dollars:,}") == dollars
