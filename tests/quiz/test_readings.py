"""A career is read for a person in three ways, and no way outweighs another."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.conditions import CONDITIONS, Amount
from quiz.matching.grouping import BANDS, group_readings, place_reading
from quiz.matching.interests import InterestBand, find_band, weigh_interests
from quiz.matching.readings import Mark, read_career, read_careers
from tests.quiz.matching import KEYS, answers, career_lists, measured_careers

WELDER = MeasuredCareer(
    career_id=1,
    slug="welder",
    soc_code="51-4121",
    interest_weights=weigh_interests({"R": 7, "I": 3, "A": 2, "S": 1, "E": 2, "C": 3}),
    conditions={"outdoors": 2.0, "noise": 4.4, "gear": 5.0, "schedule": 1.3},
    training_months=0,
    pay=50_000,
)


def test_a_condition_suits_bothers_or_rules_out_where_there_is_much_of_it() -> None:
    stances = {"noise": Stance.BOTHERS, "gear": Stance.SUITS, "outdoors": Stance.RULES_OUT}
    reading = read_career(Answers(stances=stances), WELDER)
    assert (reading.suits, reading.bothers, reading.rules_out) == (("gear",), ("noise",), ())
    assert not reading.is_out
    reading = read_career(Answers(stances={"noise": Stance.RULES_OUT}), WELDER)
    assert (reading.rules_out, reading.is_out) == (("noise",), True)


def test_a_little_of_what_is_ruled_out_bothers() -> None:
    damp = replace(WELDER, conditions={"outdoors": 3.0})
    reading = read_career(Answers(stances={"outdoors": Stance.RULES_OUT}), damp)
    assert (reading.bothers, reading.rules_out, reading.is_out) == (("outdoors",), (), False)


def test_what_nobody_measured_is_unknown_and_stays_on_the_list() -> None:
    stances = {"driving": Stance.RULES_OUT, "sitting": Stance.FINE}
    unmeasured = replace(WELDER, training_months=None, pay=None, interest_weights=None)
    reading = read_career(Answers(stances=stances, limits=Limits(0, 90_000)), unmeasured)
    assert reading.unknown == ("driving",)
    assert (reading.training, reading.pay) == (Mark.UNKNOWN, Mark.UNKNOWN)
    assert reading.interest_band is InterestBand.UNKNOWN
    assert not reading.is_out


def test_pay_that_is_only_known_to_be_at_least_an_amount_is_not_below_a_higher_limit() -> None:
    surgeon = replace(WELDER, pay=239_200, is_pay_floor=True)
    assert read_career(Answers(limits=Limits(pay_from=200_000)), surgeon).pay is Mark.WITHIN
    assert read_career(Answers(limits=Limits(pay_from=250_000)), surgeon).pay is Mark.UNKNOWN


@given(answers, career_lists)
def test_a_ruled_out_career_never_stays_whatever_else_fits(
    said: Answers, careers: list[MeasuredCareer]
) -> None:
    readings = read_careers(said, careers)
    grouped = group_readings(readings)
    families = [*grouped.families, *filter(None, [grouped.unmeasured])]
    kept = {one.career.slug for family in families for one in family.readings}
    for career, reading in zip(careers, readings, strict=True):
        ruled_out = any(
            stance is Stance.RULES_OUT and career.amounts.get(key) is Amount.MUCH
            for key, stance in said.stances.items()
        )
        assert bool(reading.rules_out) == ruled_out
        if reading.is_out:
            assert career.slug not in kept
    assert len(kept) == sum(not one.is_out for one in readings)
    assert sum(family.total for family in families) + grouped.empty >= len(kept)


@given(answers, measured_careers, st.sampled_from(KEYS), st.sampled_from(Stance))
def test_a_stance_changes_its_own_condition_alone(
    said: Answers, career: MeasuredCareer, key: str, stance: Stance
) -> None:
    before = read_career(said, career)
    after = read_career(replace(said, stances={**said.stances, key: stance}), career)
    for field in ("suits", "bothers", "rules_out", "unknown"):
        assert set(getattr(before, field)) - {key} == set(getattr(after, field)) - {key}
    assert before.interest_score == after.interest_score
    assert (before.training, before.pay) == (after.training, after.pay)


@given(answers, measured_careers, st.sampled_from(KEYS))
def test_a_condition_that_is_not_measured_neither_suits_nor_bothers(
    said: Answers, career: MeasuredCareer, key: str
) -> None:
    rest = {each: mean for each, mean in career.conditions.items() if each != key}
    reading = read_career(said, replace(career, conditions=rest))
    assert key not in (*reading.suits, *reading.bothers, *reading.rules_out)
    has_opinion = said.stances.get(key) not in (None, Stance.UNKNOWN, Stance.FINE)
    assert (key in reading.unknown) == has_opinion


@given(answers, career_lists, st.randoms(use_true_random=False))
def test_the_order_of_conditions_and_of_careers_changes_nothing(
    said: Answers, careers: list[MeasuredCareer], random: object
) -> None:
    keys = list(said.stances)
    random.shuffle(keys)  # type: ignore[attr-defined]
    mixed = list(careers)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    other = replace(said, stances={key: said.stances[key] for key in keys})
    first = {one.career.slug: one for one in read_careers(said, careers)}
    for reading in read_careers(other, mixed):
        same = first[reading.career.slug]
        assert reading.is_out == same.is_out
        assert reading.interest_band == same.interest_band
        assert set(reading.bothers) == set(same.bothers)
        assert place_reading(reading) == place_reading(same)
    families = group_readings(read_careers(said, careers)).families
    shuffled = group_readings(read_careers(other, mixed)).families
    assert [(one.key, len(one.readings)) for one in families] == [
        (one.key, len(one.readings)) for one in shuffled
    ]


@given(answers, career_lists)
def test_families_and_their_careers_come_by_bands(
    said: Answers, careers: list[MeasuredCareer]
) -> None:
    grouped = group_readings(read_careers(said, careers))
    bands = [
        InterestBand.UNCLEAR if family.score is None else find_band(family.score)
        for family in grouped.families
    ]
    assert bands == sorted(bands, key=BANDS.index)
    for family in grouped.families:
        assert [*family.readings] == sorted(family.readings, key=place_reading)
        assert all(one.interest_band is not InterestBand.UNKNOWN for one in family.readings)
        assert sum(family.bands.values()) == len(family.readings) <= family.total
    if not said.is_clear:
        assert set(bands) <= {InterestBand.UNCLEAR}


def test_every_condition_of_the_profile_has_cuts_in_order() -> None:
    for condition in CONDITIONS.values():
        # The schedule has no middle: it is regular or it is not.
        assert condition.some_from <= condition.much_from
