"""From where somebody is: careers near their work by what is measured, with what changes."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from careers.facts.publishing import withdraw_facts
from careers.models import FactKind, FactRelease
from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.moves import (
    MAX_DISTANCE,
    MAX_LISTED,
    MAX_MORE_MONTHS,
    Direction,
    Move,
    Rating,
    find_direction,
    find_moves,
    list_carried,
    list_new,
    measure_distances,
)
from quiz.matching.readings import read_careers
from quiz.matching.vectors import Block, make_points
from quiz.profiles.matched import match_result
from quiz.profiles.measured import read_measured
from quiz.profiles.moves import FromHere, build_from_here
from quiz.profiles.skills import read_distances
from quiz.profiles.trials import Trial
from tests.quiz.profiles import answer_everything, make_profile
from tests.readers import Reader, assert_translated

DOCUMENT = Path(__file__).parents[2] / "docs" / "match.md"
ORIGIN = MeasuredCareer(
    0, "origin", "11-0000", conditions={"noise": 3.0}, training_months=24, pay=50_000
)

careers = st.lists(
    st.builds(
        MeasuredCareer,
        career_id=st.integers(1, 999),
        slug=st.uuids().map(str),
        soc_code=st.integers(0, 30).map("11-{:04}".format),
        conditions=st.fixed_dictionaries({}, optional={"noise": st.floats(1, 5)}),
        training_months=st.none() | st.sampled_from([0, 12, 24, 48, 96]),
        pay=st.none() | st.integers(20_000, 200_000),
        openings=st.none() | st.integers(0, 5000),
    ),
    max_size=25,
)
all_distances = st.dictionaries(
    st.integers(0, 30).map("11-{:04}".format), st.floats(0, 2), max_size=31
)
noise = st.sampled_from(Stance)
limits = st.builds(
    Limits,
    training_months=st.none() | st.sampled_from([0, 24]),
    pay_from=st.none() | st.just(60_000),
)


def list_moves(
    others: Sequence[MeasuredCareer], stance: Stance, limit: Limits, distances: Mapping[str, float]
) -> list[Move]:
    answers = Answers(stances={"noise": stance}, limits=limit)
    moves = find_moves(ORIGIN, read_careers(answers, others), distances, limit.training_months)
    return [*moves.up, *moves.near]


@given(careers, noise, limits, all_distances)
def test_neither_ones_own_work_nor_what_a_condition_rules_out_is_ever_listed(
    others: list[MeasuredCareer], stance: Stance, limit: Limits, distances: dict[str, float]
) -> None:
    moves = list_moves([ORIGIN, *others], stance, limit, distances)
    assert len(moves) <= 2 * MAX_LISTED
    for move in moves:
        assert move.reading.career.soc_code != ORIGIN.soc_code
        assert not move.reading.rules_out
        assert move.distance < MAX_DISTANCE
        if limit.training_months is None:
            assert (move.more_months or 0) <= MAX_MORE_MONTHS


@given(careers, noise, limits, all_distances, st.randoms())
def test_the_order_of_careers_changes_nothing(
    others: list[MeasuredCareer],
    stance: Stance,
    limit: Limits,
    distances: dict[str, float],
    random: object,
) -> None:
    shuffled = others[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert list_moves(others, stance, limit, distances) == list_moves(
        shuffled, stance, limit, distances
    )


@given(careers, limits, all_distances)
def test_what_keeps_a_limit_comes_before_what_does_not_and_then_the_nearest(
    others: list[MeasuredCareer], limit: Limits, distances: dict[str, float]
) -> None:
    answers = Answers(limits=limit)
    moves = find_moves(ORIGIN, read_careers(answers, others), distances, limit.training_months).up
    beyond = [move.is_too_long or move.is_low_paid for move in moves]
    assert beyond == sorted(beyond)
    assert all(move.direction is Direction.UP for move in moves)


def test_pay_within_a_tenth_is_about_the_same() -> None:
    assert find_direction(50_000, 54_999) is Direction.SIDEWAYS
    assert find_direction(50_000, 55_000) is Direction.UP
    assert find_direction(50_000, 45_000) is Direction.DOWN
    assert find_direction(50_000, None) is find_direction(None, 50_000) is Direction.UNKNOWN


def test_what_is_new_and_what_carries_over() -> None:
    own = {"a": Rating(4, 4), "b": Rating(3.5, 3), "c": Rating(2, 1), "d": Rating(5, 5)}
    other = {"a": Rating(4, 4.5), "b": Rating(4, 5), "c": Rating(4, 3.5), "e": Rating(3, 2)}
    assert list_new(own, other) == ("c", "b", "e")
    assert list_carried(own, other, {"a": 3}) == ("a",)
    assert list_new(own, own) == ()


def test_without_measured_skills_nothing_is_near() -> None:
    points = make_points([Block({"a": [1.0], "b": [2.0]}, 1), Block({"a": [1.0], "c": [1.0]}, 1)])
    assert measure_distances("a", points, (0,)).keys() == {"b"}
    assert measure_distances("a", points, (0, 1)) == {}
    assert measure_distances("c", points, (0,)) == measure_distances("x", points, (0,)) == {}


def build(now: str, **limits: int) -> FromHere:
    result, _token = make_profile(now=now, **limits)  # type: ignore[arg-type]
    built = build_from_here(match_result(result))
    assert built is not None
    return built


@pytest.mark.usefixtures("content")
class TestOnTheSite:
    def test_a_welder_moves_to_other_work_with_metal(self) -> None:
        here = build("welder")
        assert [group.key for group in here.groups] == ["up", "near"]
        names = {card.slug for group in here.groups for card in group.cards}
        assert "sheet-metal-worker" in names
        assert len(names) == 2 * MAX_LISTED
        for card in here.groups[0].cards:
            assert "more a year" in card.change
            assert card.direction is Direction.UP

    def test_the_documented_moves_are_those_that_come_out(self) -> None:
        section = DOCUMENT.read_text().partition("## From where you are")[2].partition("\n## ")[0]
        rows = re.findall(r"\n\| `([a-z-]+)` \| (.*?) \| (.*?) \|", section)
        assert len(rows) == 7
        for slug, *documented in rows:
            shown = [[card.name for card in group.cards] for group in build(slug).groups]
            names = [" · ".join(each).casefold() for each in shown]
            assert names == [text.casefold() for text in documented], slug

    def test_a_card_says_what_carries_over_and_what_is_new(self) -> None:
        cards = {card.slug: card for group in build("welder").groups for card in group.cards}
        lines = {line.label: line.text for line in cards["sheet-metal-worker"].lines}
        assert lines["You bring"]
        assert "building and construction" in lines["New to you"].lower()

    def test_a_nurse_is_not_sent_to_eight_years_of_school_unless_there_is_time(self) -> None:
        groups = build("registered-nurse").groups
        slugs = {card.slug for group in groups for card in group.cards}
        assert "nurse-practitioner" in slugs
        assert not {slug for slug in slugs if "physician" in slug} - {"physician-assistant"}
        longer = next(card for card in groups[0].cards if card.slug == "nurse-practitioner")
        assert "2 years more" in longer.schooling

    def test_moves_that_keep_no_limit_say_so(self) -> None:
        cards = [card for group in build("cashier", pay_from=90_000).groups for card in group.cards]
        assert cards
        assert all(card.limits == ("Pays less than you need.",) for card in cards)

    def test_work_without_measured_skills_says_why_nothing_is_near(self) -> None:
        result, _token = make_profile(now="welder")
        matched = match_result(result)
        unmeasured = next(
            career
            for career in matched.measured.careers
            if not read_distances(matched.measured, career.soc_code)
        )
        here = build(unmeasured.slug)
        assert not here.groups
        assert "No source measures the skills" in here.reason

    def test_without_a_release_of_skills_nothing_is_near_and_nothing_breaks(self) -> None:
        withdraw_facts(FactRelease.objects.get(kind=FactKind.SKILLS), None)
        here = build("welder")
        assert not here.groups
        assert "No source measures the skills" in here.reason

    def test_an_old_result_keeps_the_skills_of_its_day(self) -> None:
        releases = read_measured().releases
        before = build("welder")
        withdraw_facts(FactRelease.objects.get(kind=FactKind.SKILLS), None)
        result, _token = make_profile(now="welder", releases=releases)
        assert build_from_here(match_result(result)) == before
        today = build_from_here(match_result(result, Trial(is_today=True)))
        assert today is not None
        assert not today.groups

    def test_nobody_who_named_no_work_gets_the_section(self, client: Client) -> None:
        result, token = make_profile()
        assert build_from_here(match_result(result)) is None
        assert b"from-here" not in client.get(reverse("result", args=[token])).content

    def test_the_page_shows_it_and_every_text_can_be_translated(self, reader: Reader) -> None:
        _result, token = make_profile(answer_everything(noise=Stance.RULES_OUT), now="cashier")
        page = reader.get(f"/results/{token}/").content.decode()
        assert 'id="from-here"' in page
        section = page.partition('<section class="section moves"')[2].partition("</section>")[0]
        assert_translated({"from here": f"<section{section}</section>"})

    def test_skills_are_read_once_in_a_process(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        result, _token = make_profile(now="welder")
        matched = match_result(result)
        build_from_here(matched)
        with django_assert_num_queries(0):
            build_from_here(matched)
