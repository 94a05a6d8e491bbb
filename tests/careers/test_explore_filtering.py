"""Filters, their counts and orders hold for any careers, with whatever is not known of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.explore.filtering import (
    ELEMENTS,
    OPTIONS,
    SEVERAL,
    Limit,
    build_test,
    list_choices,
    narrow_rows,
)
from careers.explore.rows import INTERESTS, LADDER, CareerRow, Pay, RowOutlook
from careers.explore.sorting import SORTS, sort_rows
from careers.facts.zones import Zone
from careers.groups import GROUPS

amounts = st.none() | st.integers(15_000, 250_000)
pays = st.builds(
    Pay,
    workers=st.none() | st.integers(0, 4_000_000),
    p10=amounts,
    median=amounts,
    missing=st.sampled_from(["top_coded", "hourly_only", "suppressed"]),
    top_code=st.just(239_200),
)
outlooks = st.builds(
    RowOutlook,
    years=st.just("2025–35"),
    growth=st.integers(-40, 50).map(float),
    average_growth=st.none() | st.just(3.5),
    openings=st.integers(0, 200_000),
    education=st.sampled_from(["", *LADDER]),
)
scores = st.floats(1, 7)
rows = st.builds(
    CareerRow,
    career_id=st.integers(1, 900),
    slug=st.just("a-career"),
    name=st.text("abcXYZ é", min_size=1, max_size=8),
    soc_code=st.sampled_from([f"{code}-1011" for code in GROUPS]),
    local=pays,
    outlook=st.none() | outlooks,
    zone=st.none() | st.builds(Zone, st.integers(2, 5), st.sampled_from([4, 5])),
    interests=st.just({}) | st.fixed_dictionaries(dict.fromkeys(INTERESTS, scores)),
    conditions=st.dictionaries(st.sampled_from(ELEMENTS), st.floats(1, 5)),
    telework=st.none() | st.floats(0, 100),
)
careers = st.lists(rows, max_size=25)
limits = st.lists(st.sampled_from(list_choices()), max_size=5).map(
    # Of a filter with one choice the last holds, as in addresses.
    lambda chosen: list(
        {(one if one.name in SEVERAL else one.name): one for one in chosen}.values()
    )
)


@given(careers, limits)
def test_the_count_of_a_choice_is_what_choosing_it_shows(
    careers: list[CareerRow], limits: list[Limit]
) -> None:
    counts = narrow_rows(careers, limits).counts
    for choice in list_choices():
        kept = [one for one in limits if one.name != choice.name or choice.name in SEVERAL]
        shown = narrow_rows(careers, [*kept, choice], ()).rows
        assert counts.get(choice, 0) == len(shown), choice


@given(careers, limits)
def test_a_limit_costs_what_leaving_it_out_adds(
    careers: list[CareerRow], limits: list[Limit]
) -> None:
    narrowed = narrow_rows(careers, limits)
    for limit in limits:
        without = narrow_rows(careers, [one for one in limits if one != limit], ()).rows
        assert len(without) == len(narrowed.rows) + narrowed.costs.get(limit, 0)


@given(careers, limits)
def test_every_career_is_shown_ruled_out_by_a_figure_or_counted_as_unknown(
    careers: list[CareerRow], limits: list[Limit]
) -> None:
    narrowed = narrow_rows(careers, limits)
    ruled_out = [row for row in careers if any(build_test(one)(row) is False for one in limits)]
    assert len(narrowed.rows) + len(ruled_out) + narrowed.unknown == len(careers)
    assert set(narrowed.unknown_for) <= set(limits)


@given(careers, st.sampled_from(list(SORTS)))
def test_an_order_loses_nothing_and_has_the_unknown_last(
    careers: list[CareerRow], sort: str
) -> None:
    ordered = sort_rows(careers, sort)
    assert sorted(map(id, ordered)) == sorted(map(id, careers))
    figure, is_descending = SORTS[sort]
    figures = [figure(row) for row in ordered]
    known = [one for one in figures if one is not None]
    assert figures[: len(known)] == sorted(known, reverse=is_descending)


NURSE = CareerRow(
    career_id=1,
    slug="registered-nurse",
    name="registered nurse",
    soc_code="29-1141",
    local=Pay(workers=3_379_720, p10=68_940, median=97_550),
    outlook=RowOutlook("2025–35", 5.6, 3.5, 180_800, "bachelor"),
    zone=Zone(3),
    interests={"R": 3.0, "I": 4.0, "A": 2.0, "S": 7.0, "E": 2.0, "C": 3.5},
    conditions={"4.C.2.a.1.c": 1.5, "4.C.2.d.1.a": 2.4},
)


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("pay_from", "97550", True),
        ("pay_from", "97551", False),
        ("education", "bachelor", True),
        ("education", "associate", False),
        ("zone", "3", True),
        ("zone", "2", False),
        ("growth", "average", True),
        ("growth", "10", False),
        ("openings", "100000", True),
        ("group", "29", True),
        ("group", "31", False),
        ("interest", "I", True),
        ("interest", "C", False),
        ("condition", "indoors", True),
        ("condition", "sitting", False),
        # Nothing is known of them.
        ("condition", "standing", None),
        ("telework", "10", None),
    ],
)
def test_what_a_choice_says_of_a_registered_nurse(
    name: str, value: str, answer: bool | None
) -> None:
    assert build_test(Limit(name, value))(NURSE) is answer


def test_a_top_coded_median_is_at_least_the_top_code_and_may_be_more() -> None:
    chief = replace(NURSE, local=Pay(p10=90_000, missing="top_coded", top_code=239_200))
    assert build_test(Limit("pay_from", "239200"))(chief) is True
    assert build_test(Limit("pay_from", "240000"))(chief) is None


def test_a_zone_that_holds_two_of_five_is_not_taken_for_the_first_of_them() -> None:
    welder = replace(NURSE, zone=Zone(2, of=4))
    answers = [build_test(Limit("zone", number))(welder) for number in ("1", "2", "3")]
    assert answers == [None, True, True]


def test_pay_by_the_hour_alone_is_no_pay_a_year() -> None:
    actor = replace(NURSE, local=Pay(missing="hourly_only"))
    assert build_test(Limit("pay_from", "30000"))(actor) is None


def test_every_filter_has_choices_and_each_of_them_decides() -> None:
    assert all(build_test(choice)(NURSE) in (True, False, None) for choice in list_choices())
    assert {choice.name for choice in list_choices()} == OPTIONS.keys()
