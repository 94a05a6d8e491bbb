"""Why a result is what it is, and what would change it. Pure reasoning, like `quiz.scoring`."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quiz.scoring import STEPS, Form, Item, keyed_steps, score_answers

MIDDLE_STEP = STEPS // 2


@dataclass(frozen=True)
class Reason:
    """How far one answer moved the fit from the middle of the scale, in points (below 0: down).

    `rank` counts from 1 at the largest move; equal moves share a rank.
    """

    key: str
    points: Fraction
    rank: int


@dataclass(frozen=True)
class Step:
    """One answer of a change: the one given and the one needed (1 … 5)."""

    key: str
    was: int
    would_be: int


@dataclass(frozen=True)
class Change:
    """The smallest change of answers that takes the fit into another band, and that band."""

    band: str
    steps: tuple[Step, ...]
    fit: Fraction


def calculate_points(form: Form, answers: Mapping[str, int]) -> dict[str, Fraction]:
    """Points that each answer adds to the fit or takes from it, in the order asked.

    p_i = (v_i − 50) · (W_t/ΣW) · (w_i/Σw), so that 50 + Σ p_i is the fit exactly.
    """
    return {
        item.key: (keyed_steps(answers[item.key], item.reverse) - MIDDLE_STEP)
        * form.step_effects[item.key]
        for item in form.items
    }


def rank_reasons(form: Form, answers: Mapping[str, int]) -> tuple[Reason, ...]:
    """Every answer that moved the fit, the one that moved it most first.

    Answers with equal effect share a rank and keep the order asked.
    """
    moves = {key: points for key, points in calculate_points(form, answers).items() if points}
    sizes = [abs(points) for points in moves.values()]
    reasons = [
        Reason(key, points, rank=1 + sum(size > abs(points) for size in sizes))
        for key, points in moves.items()
    ]
    return tuple(sorted(reasons, key=lambda reason: reason.rank))


def find_smallest_change(form: Form, answers: Mapping[str, int], *, up: bool) -> Change | None:
    """The fewest steps of answers that lift the fit out of its band (or lower it).

    None if there is no further band in that direction.

    A step moves one answer by one place on the five-point scale. Every step of a statement moves
    the fit by the same amount, so taking the steps with the largest effect first needs the fewest:
    no other set of as many steps moves it further. Among equal effects the answer with the most
    room comes first, then the order asked; so the same answers always give the same change, on
    few statements. It is found for the fit itself; the range around it moves along.
    """
    outcome = score_answers(form, answers)
    order = [band.key for band in form.bands_ascending]
    place = order.index(outcome.band) + (1 if up else -1)
    if not 0 <= place < len(order):
        return None
    # Upward the fit must reach the next threshold, downward it must fall below its own band's.
    border = form.bands_ascending[place if up else place + 1].threshold

    def is_beyond(fit: Fraction) -> bool:
        return fit >= border if up else fit < border

    fit, steps = outcome.fit, []
    for item in sorted(form.items, key=lambda item: _priority(form, answers, item, up=up)):
        effect = form.step_effects[item.key]
        taken = 0
        while taken < _room(answers[item.key], item, up=up) and not is_beyond(fit):
            fit += effect if up else -effect
            taken += 1
        if taken:
            direction = taken if up != item.reverse else -taken
            was = answers[item.key]
            steps.append(Step(item.key, was, was + direction))
        if is_beyond(fit):
            return Change(form.find_band(fit).key, tuple(steps), fit)
    return None


def _room(answer: int, item: Item, *, up: bool) -> int:
    """Steps by which this answer could still speak more for the fit (or against it)."""
    steps = keyed_steps(answer, item.reverse)
    return STEPS - steps if up else steps


def _priority(
    form: Form, answers: Mapping[str, int], item: Item, *, up: bool
) -> tuple[Fraction, int]:
    return (-form.step_effects[item.key], -_room(answers[item.key], item, up=up))
