"""What each limit costs: a number beside a link, and the page behind it shows that number."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.limits import PAY, TRAINING, count_costs, count_steps
from quiz.matching.readings import read_careers
from quiz.models import Result
from quiz.profiles.limit_texts import build_cost_bars, build_step_bars, list_costly
from quiz.profiles.matched import Matched, match_result
from quiz.profiles.measured import read_measured
from quiz.profiles.trials import ANY, Trial, read_trial
from tests.quiz.matching import KEYS, answers, career_lists
from tests.quiz.profiles import answer_everything, make_profile


def count_kept(said: Answers, careers: list[MeasuredCareer]) -> int:
    return sum(not one.is_out for one in read_careers(said, careers))


def lift(said: Answers, limit: str) -> Answers:
    if limit == TRAINING:
        return replace(said, limits=replace(said.limits, training_months=None))
    if limit == PAY:
        return replace(said, limits=replace(said.limits, pay_from=None))
    return replace(said, lifted=said.lifted | {limit})


@given(answers, career_lists)
def test_a_limit_costs_as_many_careers_as_come_back_without_it(
    said: Answers, careers: list[MeasuredCareer]
) -> None:
    readings = read_careers(said, careers)
    costs = count_costs(readings)
    for cost in costs:
        assert cost.alone == count_kept(lift(said, cost.limit), careers) - count_kept(said, careers)
        assert cost.alone <= cost.all
    # A limit that takes nothing off the list has no cost.
    asked = {key for key, stance in said.stances.items() if stance is Stance.RULES_OUT}
    for limit in {*asked, TRAINING, PAY} - {cost.limit for cost in costs}:
        assert count_kept(lift(said, limit), careers) == count_kept(said, careers)


@given(answers, career_lists)
def test_a_step_brings_as_many_careers_as_the_looser_limit(
    said: Answers, careers: list[MeasuredCareer]
) -> None:
    kept, costs = count_kept(said, careers), count_costs(read_careers(said, careers))
    without = {cost.limit: cost.alone for cost in costs}
    for step in count_steps(read_careers(said, careers), said.limits):
        field = "training_months" if step.limit == TRAINING else "pay_from"
        looser = replace(said, limits=replace(said.limits, **{field: step.value}))
        assert step.more == count_kept(looser, careers) - kept
        assert 0 < step.more < without[step.limit]


@given(answers, career_lists, st.sampled_from([*KEYS, TRAINING, PAY]))
def test_lifting_a_limit_never_loses_a_career(
    said: Answers, careers: list[MeasuredCareer], limit: str
) -> None:
    for before, after in zip(
        read_careers(said, careers), read_careers(lift(said, limit), careers), strict=True
    ):
        assert before.is_out or not after.is_out


def test_a_condition_that_is_lifted_still_bothers() -> None:
    said = Answers(stances={"noise": Stance.RULES_OUT}, lifted=frozenset({"noise"}))
    loud = MeasuredCareer(1, "welder", "51-4121", conditions={"noise": 4.5})
    (reading,) = read_careers(said, [loud])
    assert (reading.bothers, reading.rules_out) == (("noise",), ())


def make_limited_profile() -> Result:
    """Somebody with an hour’s notice, a year for training, and a family to feed in Ohio."""
    stances = {"schedule": Stance.RULES_OUT, "customers": Stance.RULES_OUT, "noise": Stance.BOTHERS}
    result, _token = make_profile(
        answer_everything("RI", **stances),
        training_months=12,
        pay_from=45_000,
        area_code="39",
        releases=read_measured().releases,
    )
    return result


def follow(result: Result, query: str) -> Matched:
    return match_result(result, read_trial(QueryDict(query.removeprefix("?"))))


def list_links(matched: Matched) -> list[tuple[str, int]]:
    """The links that lift or loosen a limit, and how many careers each brings back."""
    numbers = [cost.alone for cost in list_costly(matched)]
    numbers += [step.more for step in matched.steps]
    bars = [*build_cost_bars(matched), *build_step_bars(matched)]
    return [(bar.query, number) for bar, number in zip(bars, numbers, strict=True)]


def test_each_link_shows_as_many_careers_more_as_it_says(content: None) -> None:
    result = make_limited_profile()
    matched = match_result(result)
    assert {cost.limit for cost in matched.costs} == {"schedule", "customers", TRAINING, PAY}
    assert {step.limit for step in matched.steps} == {TRAINING, PAY}
    for query, more in list_links(matched):
        tried = follow(result, query)
        assert tried.stays == matched.stays + more, query
        # What is tried leads on: the links there keep it.
        for further, still_more in list_links(tried)[:2]:
            assert follow(result, further).stays == tried.stays + still_more, further


def test_all_limits_lifted_leave_every_career(content: None) -> None:
    result = make_limited_profile()
    matched = match_result(result, Trial(("schedule", "customers"), ANY, ANY))
    assert (matched.stays, matched.out, matched.costs, matched.steps) == (830, 0, (), ())
    shown = sum(len(family.readings) for family in matched.families)
    assert matched.unmeasured is not None
    assert shown + len(matched.unmeasured.readings) == 830


def test_without_a_limit_no_career_is_off_the_list(content: None) -> None:
    result, _token = make_profile(releases=read_measured().releases)
    matched = match_result(result)
    assert (matched.stays, matched.costs, matched.steps) == (830, (), ())


@pytest.mark.parametrize(
    "query",
    [
        *("lift=no-such-condition", "training=-1", "training=999999999", "training=²"),
        *("pay_from=1e9", "pay_from=%00", "pay_from=12.5", "figures=yesterday", "training="),
    ],
)
def test_what_makes_no_sense_in_an_address_is_not_tried(query: str) -> None:
    assert read_trial(QueryDict(query)).is_none


def test_an_address_says_what_is_tried_and_is_read_back() -> None:
    trial = Trial(("noise", "schedule"), training=24, pay_from=ANY, is_today=True)
    assert trial.query == "?lift=noise&lift=schedule&training=24&pay_from=any&figures=today"
    assert read_trial(QueryDict(trial.query[1:])) == trial
    assert trial.apply(Limits(12, 40_000)) == Limits(24, None)
    assert Trial().query == "?"
