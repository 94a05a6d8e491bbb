"""“I don't know yet” says nothing for or against: it is left out, and said."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.explain import calculate_points, find_smallest_change
from quiz.scoring import (
    UNSURE_ANSWER,
    BandThreshold,
    Doubt,
    Form,
    Item,
    TraitWeight,
    score_answers,
)
from tests.quiz.forms import answered_forms

BANDS = (BandThreshold("low", 0), BandThreshold("middle", 40), BandThreshold("high", 70))


def build_form(*, is_core: bool = False) -> Form:
    """Three statements about people, twelve about detail."""
    return Form(
        (TraitWeight("people", 20, is_core), TraitWeight("detail", 80)),
        (
            *(Item(f"people-{number}", "people") for number in range(3)),
            *(Item(f"detail-{number}", "detail", number % 2 == 1) for number in range(12)),
        ),
        BANDS,
    )


def agree(form: Form) -> dict[str, int]:
    return {item.key: 2 if item.reverse else 4 for item in form.items}


@given(answered_forms(), st.data())
def test_unsure_answers_count_as_if_the_form_did_not_have_the_statements(
    case: tuple[Form, dict[str, int]], data: st.DataObject
) -> None:
    form, answers = case
    unsure = data.draw(st.sets(st.sampled_from([item.key for item in form.items]), min_size=1))
    outcome = score_answers(form, {**answers, **dict.fromkeys(unsure, UNSURE_ANSWER)})

    assert set(outcome.unsure) == unsure
    assert {trait.key for trait in outcome.traits} | set(outcome.unscored) == {
        trait.key for trait in form.traits
    }
    shorter = form.leave_out(unsure)
    if shorter is None:
        assert (outcome.low, outcome.high, outcome.doubts) == (0, 100, (Doubt.UNSURE,))
        assert not outcome.traits
        return
    rest = {item.key: answers[item.key] for item in shorter.items}
    without = score_answers(shorter, rest)
    assert (outcome.fit, outcome.traits) == (without.fit, without.traits)
    assert (outcome.low, outcome.high, outcome.band) == (without.low, without.high, without.band)
    assert tuple(doubt for doubt in outcome.doubts if doubt != Doubt.UNSURE) == without.doubts


@given(answered_forms(), st.data())
def test_reasons_and_changes_speak_of_what_was_counted(
    case: tuple[Form, dict[str, int]], data: st.DataObject
) -> None:
    form, answers = case
    unsure = data.draw(st.sets(st.sampled_from([item.key for item in form.items])))
    answers = {**answers, **dict.fromkeys(unsure, UNSURE_ANSWER)}
    points = calculate_points(form, answers)

    assert not points.keys() & unsure
    assert 50 + sum(points.values()) == score_answers(form, answers).fit
    for up in (True, False):
        change = find_smallest_change(form, answers, up=up)
        assert change is None or not {step.key for step in change.steps} & unsure


def test_a_third_may_be_left_out_and_no_more() -> None:
    form = build_form()
    some = {f"detail-{number}": UNSURE_ANSWER for number in range(5)}
    assert score_answers(form, agree(form) | some).doubts == ()

    more = some | {"detail-5": UNSURE_ANSWER}
    outcome = score_answers(form, agree(form) | more)
    assert outcome.doubts == (Doubt.UNSURE,)
    assert not outcome.is_firm


def test_a_side_without_an_answer_leaves_the_result_open_if_the_work_hangs_on_it() -> None:
    nothing_on_people = {f"people-{number}": UNSURE_ANSWER for number in range(3)}
    for is_core in (False, True):
        form = build_form(is_core=is_core)
        outcome = score_answers(form, agree(form) | nothing_on_people)
        assert outcome.unscored == ("people",)
        assert [trait.key for trait in outcome.traits] == ["detail"]
        assert (Doubt.UNSURE in outcome.doubts) == is_core


def test_an_unsure_answer_neither_makes_nor_breaks_a_run() -> None:
    form = build_form()
    answers = {item.key: 4 for item in form.items} | {"detail-11": 2, "detail-4": UNSURE_ANSWER}
    assert score_answers(form, answers).longest_run == 13
