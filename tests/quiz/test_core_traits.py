"""No other answers make up for a low score in what the work consists of."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.scoring import (
    BandThreshold,
    Doubt,
    Form,
    Item,
    Level,
    TraitWeight,
    mark_core_traits,
    score_answers,
)
from quiz.scoring.outcome import LOW_BELOW
from tests.quiz.forms import answered_forms

BANDS = (BandThreshold("low", 0), BandThreshold("middle", 40), BandThreshold("high", 70))
Case = tuple[Form, dict[str, int]]


def build_form(statements: int = 4) -> Form:
    """People are a quarter and core, detail is the rest and is not."""
    return Form(
        (TraitWeight("people", 25, is_core=True), TraitWeight("detail", 75)),
        (
            *(Item(f"people-{number}", "people") for number in range(statements)),
            *(Item(f"detail-{number}", "detail", number % 2 == 1) for number in range(12)),
        ),
        BANDS,
    )


def answer_best(form: Form, **people: int) -> dict[str, int]:
    """The best answers about detail, and these about people (by number)."""
    best = {item.key: 1 if item.reverse else 5 for item in form.items}
    return best | {key.replace("_", "-"): answer for key, answer in people.items()}


def without_marks(form: Form) -> Form:
    return replace(form, traits=tuple(replace(trait, is_core=False) for trait in form.traits))


def place_of(form: Form, band: str) -> int:
    return [each.key for each in form.bands_ascending].index(band)


@given(answered_forms(), st.data())
def test_no_other_answers_lift_a_low_core_trait_into_the_top_band(
    case: Case, data: st.DataObject
) -> None:
    form, answers = case
    low = [
        trait for trait in score_answers(form, answers).traits if trait.is_core and trait.score < 37
    ]
    assume(low and len(form.bands) > 1)
    others = {
        item.key: data.draw(st.sampled_from([0, 1, 5, 1 if item.reverse else 5]))
        for item in form.items
        if item.trait != low[0].key
    }

    outcome = score_answers(form, answers | others)

    top = form.bands_ascending[-1].key
    assert outcome.band != top
    assert outcome.bands != (top,)
    assert not (outcome.is_clear and top in outcome.bands)


@given(answered_forms())
def test_the_cap_never_raises_and_moves_one_band_at_most(case: Case) -> None:
    form, answers = case
    capped, free = score_answers(form, answers), score_answers(without_marks(form), answers)

    assert free.capped_by == free.close_cores == ()
    assert (capped.fit, capped.low, capped.high) == (free.fit, free.low, free.high)
    lowered = place_of(form, free.band) - place_of(form, capped.band)
    assert lowered in (0, 1)
    assert place_of(form, capped.bands[0]) <= place_of(form, free.bands[0])
    assert place_of(form, capped.bands[-1]) <= place_of(form, free.bands[-1])
    assert capped.band in capped.bands
    if lowered:
        assert free.band == form.bands_ascending[-1].key
        assert capped.capped_by
    if capped.is_firm:
        assert not capped.capped_by
        assert not capped.close_cores
        assert free.is_firm or capped.bands != free.bands


@given(answered_forms(), st.data())
def test_a_better_answer_never_lowers_the_band(case: Case, data: st.DataObject) -> None:
    form, answers = case
    item = data.draw(st.sampled_from(form.items))
    better = answers[item.key] + (-1 if item.reverse else 1)
    assume(1 <= better <= 5)
    before, after = score_answers(form, answers), score_answers(form, {**answers, item.key: better})
    assert place_of(form, after.band) >= place_of(form, before.band)


@given(answered_forms(), st.randoms(use_true_random=False))
def test_the_cap_does_not_depend_on_any_order(case: Case, random: object) -> None:
    form, answers = case
    traits, items = list(form.traits), list(form.items)
    random.shuffle(traits)  # type: ignore[attr-defined]
    random.shuffle(items)  # type: ignore[attr-defined]
    one = score_answers(form, answers)
    other = score_answers(replace(form, traits=tuple(traits), items=tuple(items)), answers)
    assert (one.band, one.bands) == (other.band, other.bands)
    assert set(one.capped_by) == set(other.capped_by)
    assert set(one.close_cores) == set(other.close_cores)


def test_a_core_trait_that_is_surely_low_is_clear_and_never_firm() -> None:
    form = build_form()
    outcome = score_answers(form, answer_best(form, people_0=1, people_1=1, people_2=1, people_3=1))
    assert outcome.fit == 75
    assert (outcome.band, outcome.bands, outcome.doubts) == ("middle", ("middle",), ())
    assert outcome.capped_by == ("people",)
    assert not outcome.is_firm
    free = score_answers(without_marks(form), answer_best(form, **dict.fromkeys(["people_0"], 5)))
    assert free.is_firm


@pytest.mark.parametrize(
    ("answers", "level"), [((1, 1, 2, 5), Level.LOW), ((2, 2, 3, 4), Level.MIDDLE)]
)
def test_a_core_trait_beside_the_border_leaves_both_bands_open(
    answers: tuple[int, ...], level: Level
) -> None:
    form = build_form()
    given = {f"people_{number}": answer for number, answer in enumerate(answers)}
    outcome = score_answers(form, answer_best(form, **given))
    people = outcome.traits[0]
    assert people.level is level
    assert people.low < LOW_BELOW <= people.high
    assert outcome.low > 70
    assert outcome.bands == ("middle", "high")
    assert outcome.close_cores == ("people",)
    assert outcome.doubts == (Doubt.BETWEEN,)
    assert outcome.band == ("middle" if level is Level.LOW else "high")


def test_a_trait_that_is_not_core_is_outvoted() -> None:
    form = without_marks(build_form())
    answers = answer_best(form, **{f"people_{number}": 1 for number in range(4)})
    assert score_answers(form, answers).band == "high"


def test_without_marks_an_equal_share_of_the_weight_makes_a_trait_core() -> None:
    weights = {"people": 25, "detail": 25, "pace": 20, "setting": 20, "training": 10}
    traits = [TraitWeight(key, weight) for key, weight in weights.items()]
    marked = mark_core_traits(traits)
    assert [trait.key for trait in marked if trait.is_core] == [
        *("people", "detail", "pace", "setting")
    ]
    own = [replace(trait, is_core=trait.key == "training") for trait in traits]
    assert mark_core_traits(own) == tuple(own)
