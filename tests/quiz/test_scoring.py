"""Properties of the score that hold for every quiz and all answers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.scoring import (
    BandThreshold,
    Doubt,
    Form,
    Item,
    Level,
    TraitWeight,
    keyed_steps,
    score_answers,
)
from quiz.scoring.calculation import MIN_VARIANCE
from tests.quiz.forms import answered_forms, quiz_forms

BANDS = (BandThreshold("low", 0), BandThreshold("middle", 40), BandThreshold("high", 70))


def two_traits() -> Form:
    return Form(
        (TraitWeight("people", 60), TraitWeight("detail", 40)),
        (
            Item("greet", "people", mirror="alone"),
            Item("alone", "people", reverse=True, mirror="greet"),
            Item("calm", "people"),
            Item("check", "detail"),
            Item("typing", "detail", reverse=True),
        ),
        BANDS,
    )


def test_a_score_by_hand() -> None:
    answers = {"greet": 5, "alone": 2, "calm": 4, "check": 3, "typing": 4}
    outcome = score_answers(two_traits(), answers)

    # people: 100, 75, 75 -> 250/3; detail: 50, 25 -> 37.5
    assert [trait.score for trait in outcome.traits] == [Fraction(250, 3), Fraction(75, 2)]
    assert outcome.fit == Fraction(60, 100) * Fraction(250, 3) + Fraction(40, 100) * Fraction(75, 2)
    assert outcome.fit == 65
    # squares around the trait means: people 416.67, detail 312.5; divided by 5 answers - 2 traits
    assert 243 < (416.6667 + 312.5) / 3 < 243.1
    # and the factor: .6² / 3 + .4² / 2 = .2
    assert outcome.standard_error == pytest.approx((243.0556 * 0.2) ** 0.5, abs=1e-3)
    assert outcome.low == pytest.approx(65 - 1.2816 * outcome.standard_error)
    assert outcome.bands == ("middle", "high")
    assert outcome.doubts == (Doubt.BETWEEN,)
    assert [trait.level for trait in outcome.traits] == [Level.HIGH, Level.MIDDLE]


@given(answered_forms(), st.data())
def test_every_answer_moves_the_fit_in_its_keyed_direction(
    case: tuple[Form, dict[str, int]], data: st.DataObject
) -> None:
    form, answers = case
    item = data.draw(st.sampled_from(form.items))
    better = 1 if item.reverse else 5
    if answers[item.key] == better:
        return
    nearer = answers[item.key] + (-1 if item.reverse else 1)

    before, after = score_answers(form, answers), score_answers(form, {**answers, item.key: nearer})

    assert after.fit > before.fit
    for old, new in zip(before.traits, after.traits, strict=True):
        assert new.score > old.score if old.key == item.trait else new.score == old.score


@given(answered_forms(), st.randoms(use_true_random=False))
def test_the_order_of_statements_and_traits_changes_no_score(
    case: tuple[Form, dict[str, int]], random: object
) -> None:
    form, answers = case
    items, traits, bands = list(form.items), list(form.traits), list(form.bands)
    for rows in (items, traits, bands):
        random.shuffle(rows)  # type: ignore[attr-defined]
    shuffled = Form(tuple(traits), tuple(items), tuple(bands))

    one, other = (
        score_answers(form, answers),
        score_answers(shuffled, dict(reversed(answers.items()))),
    )

    assert (one.fit, one.standard_error, one.band, one.bands) == (
        other.fit,
        other.standard_error,
        other.band,
        other.bands,
    )
    assert {trait.key: trait for trait in one.traits} == {
        trait.key: trait for trait in other.traits
    }


@given(quiz_forms(), st.integers(1, 5), st.integers(2, 4))
def test_a_trait_with_more_statements_does_not_weigh_more(
    form: Form, answer: int, times: int
) -> None:
    first = form.traits[0].key
    copies = tuple(
        replace(item, key=f"{item.key}-copy-{number}")
        for item in form.items
        if item.trait == first
        for number in range(times)
    )
    longer = replace(form, items=form.items + copies)
    answers = {item.key: keyed_steps(answer, item.reverse) + 1 for item in form.items}
    # Every other trait is answered the opposite way, so that a shift of weight would show.
    answers |= {item.key: 6 - answers[item.key] for item in form.items if item.trait != first}
    of_copies = {item.key: answers[item.key.partition("-copy-")[0]] for item in copies}

    assert score_answers(longer, {**answers, **of_copies}).fit == score_answers(form, answers).fit


@given(st.integers(1, 5), st.booleans())
def test_turning_a_statement_twice_gives_the_answer_back(answer: int, reverse: bool) -> None:
    assert keyed_steps(keyed_steps(answer, True) + 1, True) + 1 == answer
    assert keyed_steps(answer, reverse) + keyed_steps(answer, not reverse) == 4


@given(answered_forms())
def test_turning_every_statement_and_every_answer_changes_nothing(
    case: tuple[Form, dict[str, int]],
) -> None:
    form, answers = case
    opposite = replace(
        form, items=tuple(replace(item, reverse=not item.reverse) for item in form.items)
    )
    mirrored = {key: 6 - answer for key, answer in answers.items()}

    one, other = score_answers(form, answers), score_answers(opposite, mirrored)

    assert (one.fit, one.traits) == (other.fit, other.traits)
    assert (one.low, one.high) == (other.low, other.high)


@given(quiz_forms())
def test_neutral_answers_give_the_middle_and_are_not_called_high(form: Form) -> None:
    outcome = score_answers(form, {item.key: 3 for item in form.items})

    assert outcome.fit == 50
    assert {trait.score for trait in outcome.traits} == {50}
    assert {trait.level for trait in outcome.traits} == {Level.MIDDLE}
    assert not outcome.is_clear


@given(answered_forms())
def test_scores_and_ranges_stay_within_bounds(case: tuple[Form, dict[str, int]]) -> None:
    form, answers = case
    outcome = score_answers(form, answers)

    assert 0 <= outcome.low <= outcome.fit <= outcome.high <= 100
    assert all(0 <= trait.score <= 100 for trait in outcome.traits)
    assert outcome.band in outcome.bands
    assert outcome.standard_error**2 >= MIN_VARIANCE * form.error_factor * 0.999
    assert (len(outcome.bands) > 1) == (Doubt.BETWEEN in outcome.doubts)


@given(answered_forms())
def test_the_same_answers_always_give_the_same_result(
    case: tuple[Form, dict[str, int]],
) -> None:
    form, answers = case
    again = Form(form.traits, form.items, form.bands)
    assert score_answers(form, answers) == score_answers(again, dict(sorted(answers.items())))


@given(answered_forms(max_traits=5))
def test_equal_traits_share_a_rank_and_are_shown_as_ties(
    case: tuple[Form, dict[str, int]],
) -> None:
    form, answers = case
    traits = score_answers(form, answers).traits
    for one in traits:
        equals = [other for other in traits if other.score == one.score]
        assert one.tied == (len(equals) > 1)
        assert {other.rank for other in equals} == {one.rank}
        assert one.rank == 1 + sum(other.score > one.score for other in traits)
    assert [trait.key for trait in traits] == [trait.key for trait in form.traits]


@given(answered_forms())
def test_a_hard_conflict_is_never_outvoted(case: tuple[Form, dict[str, int]]) -> None:
    form, answers = case
    assert score_answers(form, answers, ("remote-only",)).conflicts == ("remote-only",)


@pytest.mark.parametrize("answer", [1, 2, 3, 4, 5])
def test_the_same_answer_everywhere_is_flat_and_not_clear(answer: int) -> None:
    form = two_traits()
    outcome = score_answers(form, {item.key: answer for item in form.items})
    assert outcome.doubts[0] is Doubt.FLAT
    assert not outcome.is_firm


def wide_form(number: int) -> Form:
    """One trait, every second statement reversed, each mirrored by its neighbor."""
    items = tuple(
        Item(str(place), "trait", reverse=place % 2 == 1, mirror=str(place ^ 1))
        for place in range(number)
    )
    return Form((TraitWeight("trait", 100),), items, BANDS)


def test_a_long_run_of_one_answer_is_noticed() -> None:
    form = wide_form(12)
    answers = {str(place): 4 if place < 7 else 2 for place in range(12)}
    outcome = score_answers(form, answers)
    assert outcome.longest_run == 7
    assert Doubt.LONG_RUN in outcome.doubts


def test_agreeing_with_a_statement_and_its_opposite_twice_is_not_clear_once_is_human() -> None:
    form = wide_form(12)
    consistent = {str(place): 2 if place % 2 else 4 for place in range(12)}
    assert score_answers(form, consistent).doubts == ()

    once = {**consistent, "1": 4}
    assert score_answers(form, once).contradictions == (("0", "1"),)
    assert Doubt.CONTRADICTION not in score_answers(form, once).doubts

    twice = {**once, "2": 2}
    assert score_answers(form, twice).contradictions == (("0", "1"), ("2", "3"))
    assert Doubt.CONTRADICTION in score_answers(form, twice).doubts


def test_a_result_far_from_every_border_is_firm_and_one_beside_it_is_on_the_edge() -> None:
    form = wide_form(12)
    strong = {str(place): 1 if place % 2 else 5 for place in range(12)}
    assert score_answers(form, strong).is_firm

    agreeing = {str(place): 2 if place % 2 else 4 for place in range(12)}
    near = replace(form, bands=(BandThreshold("low", 0), BandThreshold("high", 72)))
    outcome = score_answers(near, agreeing)
    assert outcome.is_clear
    assert not outcome.is_firm


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"greet": 5, "alone": 2, "calm": 4, "check": 3},
        {"greet": 5, "alone": 2, "calm": 4, "check": 3, "typing": 4, "more": 1},
        {"greet": -1, "alone": 2, "calm": 4, "check": 3, "typing": 4},
        {"greet": 6, "alone": 2, "calm": 4, "check": 3, "typing": 4},
        {"greet": True, "alone": 2, "calm": 4, "check": 3, "typing": 4},
    ],
)
def test_nothing_is_filled_in_silently(answers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="answer"):
        score_answers(two_traits(), answers)


@settings(max_examples=50)
@given(quiz_forms())
def test_a_form_that_cannot_be_scored_is_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="A trait needs statements"):
        replace(form, items=())
    with pytest.raises(ValueError, match="the same key"):
        replace(form, items=(*form.items, form.items[0]))
    with pytest.raises(ValueError, match="A trait needs statements"):
        replace(form, traits=(*form.traits, TraitWeight("idle", 1)))
    with pytest.raises(ValueError, match="1 or more"):
        replace(form, items=tuple(replace(item, weight=0) for item in form.items))
    with pytest.raises(ValueError, match="one of them 0"):
        replace(form, bands=tuple(band for band in form.bands if band.threshold))
