"""The reasons of a result add up to its fit, and no smaller change leads to another band."""

from itertools import product

from hypothesis import given, settings

from quiz.explain import calculate_points, find_smallest_change, rank_reasons
from quiz.scoring import Form, score_answers
from tests.quiz.forms import answered_forms


@given(answered_forms())
def test_the_points_of_all_answers_add_up_to_the_fit(case: tuple[Form, dict[str, int]]) -> None:
    form, answers = case
    assert 50 + sum(calculate_points(form, answers).values()) == score_answers(form, answers).fit


@given(answered_forms())
def test_reasons_come_with_the_largest_first_and_ties_are_marked(
    case: tuple[Form, dict[str, int]],
) -> None:
    reasons = rank_reasons(*case)
    sizes = [abs(reason.points) for reason in reasons]
    assert sizes == sorted(sizes, reverse=True)
    for reason in reasons:
        assert reason.points != 0
        assert reason.rank == 1 + sum(size > abs(reason.points) for size in sizes)


def cheapest_by_trying_everything(form: Form, answers: dict[str, int], bands: list[str]) -> int:
    keys = [item.key for item in form.items]
    return min(
        sum(abs(new - answers[key]) for key, new in zip(keys, combination, strict=True))
        for combination in product(range(1, 6), repeat=len(keys))
        if score_answers(form, dict(zip(keys, combination, strict=True))).band in bands
    )


@settings(max_examples=50, deadline=None)
@given(answered_forms(max_traits=2, max_items=2))
def test_no_smaller_change_leads_out_of_the_band(case: tuple[Form, dict[str, int]]) -> None:
    form, answers = case
    order = [band.key for band in form.bands_ascending]
    place = order.index(score_answers(form, answers).band)
    for up, bands in ((True, order[place + 1 :]), (False, order[:place])):
        change = find_smallest_change(form, answers, up=up)
        assert (change is None) == (not bands)
        if change is not None:
            changed = {**answers, **{step.key: step.would_be for step in change.steps}}
            after = score_answers(form, changed)
            assert (after.fit, after.band) == (change.fit, change.band)
            assert after.band in bands
            size = sum(abs(step.would_be - step.was) for step in change.steps)
            assert size == cheapest_by_trying_everything(form, answers, bands)


@given(answered_forms())
def test_every_step_of_a_change_starts_at_the_answer_given(
    case: tuple[Form, dict[str, int]],
) -> None:
    form, answers = case
    for up in (True, False):
        change = find_smallest_change(form, answers, up=up)
        if change is not None:
            assert all(step.was == answers[step.key] for step in change.steps)
            assert all(1 <= step.would_be <= 5 for step in change.steps)
            assert all(step.would_be != step.was for step in change.steps)
            assert change == find_smallest_change(form, dict(reversed(answers.items())), up=up)
