"""Why a result is what it is, and what would change it. Pure reasoning, like `quiz.scoring`."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from quiz.scoring import (
    LOW_BELOW,
    STEP_POINTS,
    STEPS,
    UNSURE_ANSWER,
    Form,
    Item,
    find_unsure,
    keyed_steps,
    score_answers,
)

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
    """The smallest change of answers that takes the result into another band, and that band."""

    band: str
    steps: tuple[Step, ...]
    fit: Fraction


def calculate_points(form: Form, answers: Mapping[str, int]) -> dict[str, Fraction]:
    """Points that each answer adds to the fit or takes from it, in the order asked.

    p_i = (v_i − 50) · (W_t/ΣW) · (w_i/Σw), so that 50 + Σ p_i is the fit exactly. Answers that are
    not known yet have no points.
    """
    counted = form.leave_out(find_unsure(form, answers))
    if counted is None:
        return {}
    return {
        item.key: (keyed_steps(answers[item.key], item.reverse) - MIDDLE_STEP)
        * counted.step_effects[item.key]
        for item in counted.items
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


def choose_reasons(form: Form, answers: Mapping[str, int], number: int) -> tuple[Reason, ...]:
    """The answers that stand for what moved the fit: one from each trait, then a second one.

    Traits come by how far they moved the fit from the middle. Of a trait's answers those come first
    that pull in its direction and differ most from the answer that this person usually gives, the
    mean of all answers on the scale of agreement: so a habit of agreeing is no reason. How other
    people answer a statement is not known here, and nothing is made up in its place.
    """
    reasons = {reason.key: reason for reason in rank_reasons(form, answers)}
    given = [answer for answer in answers.values() if answer != UNSURE_ANSWER]
    if not given:
        return ()
    usual = Fraction(sum(given), len(given))
    by_trait = []
    for items in form.items_by_trait.values():
        own = [reasons[item.key] for item in items if item.key in reasons]
        move = sum((reason.points for reason in own), start=Fraction(0))
        along = [reason for reason in own if reason.points * move > 0]
        along.sort(key=lambda reason: -abs(answers[reason.key] - usual))
        by_trait.append((abs(move), along))
    by_trait.sort(key=lambda row: -row[0])
    rounds = zip_longest(*(along for _move, along in by_trait))
    return tuple(reason for row in rounds for reason in row if reason is not None)[:number]


def find_smallest_change(form: Form, answers: Mapping[str, int], *, up: bool) -> Change | None:
    """The fewest steps of answers that lift the result into a higher band (or lower it).

    None if there is no further band in that direction.

    A step moves one answer by one place on the five-point scale. Every step of a statement moves
    the fit by the same amount, so taking the steps with the largest effect first needs the fewest:
    no other set of as many steps moves it further. Into the top band each low core trait is first
    lifted to the border of low, also by its largest steps; out of it the cheapest of these ways
    is taken: by the fit, or by one core trait. Among equal effects the answer with the most
    room comes first, then the order asked; so the same answers always give the same change, on
    few statements. It is found for the scores themselves; the ranges around them move along.
    Answers that are not known yet stay so.
    """
    counted = form.leave_out(find_unsure(form, answers))
    if counted is None:
        return None
    search = _Search(counted, {item.key: answers[item.key] for item in counted.items}, up)
    bands = counted.bands_ascending
    now = score_answers(counted, search.answers)
    place = [band.key for band in bands].index(now.band) + (1 if up else -1)
    if not 0 <= place < len(bands):
        return None
    is_top = bands[-1].key in {now.band, bands[place].key}
    core = [trait for trait in now.traits if trait.is_core and is_top]
    if up:
        for trait in core:
            search.move(LOW_BELOW, trait.key)
        search.move(Fraction(bands[place].threshold))
        return search.describe()
    ways = [_Search(counted, search.answers, up) for _trait in core]
    for way, trait in zip(ways, core, strict=True):
        way.move(LOW_BELOW, trait.key)
    search.move(Fraction(bands[place + 1].threshold))
    return min([search, *ways], key=lambda way: way.size).describe()


class _Search:
    """Answers that are moved step by step, by the largest effects first."""

    def __init__(self, form: Form, answers: Mapping[str, int], up: bool) -> None:
        self.form, self.answers, self.up = form, answers, up
        self.changed = dict(answers)

    def _score(self, trait: str) -> Fraction:
        """The score of the trait; of the whole without one."""
        if not trait:
            effects = self.form.step_effects
            return sum(
                (self._steps(item) * effects[item.key] for item in self.form.items),
                start=Fraction(0),
            )
        items = self.form.items_by_trait[trait]
        points = STEP_POINTS * sum(item.weight * self._steps(item) for item in items)
        return Fraction(points, sum(item.weight for item in items))

    @property
    def size(self) -> int:
        return sum(abs(self.changed[key] - self.answers[key]) for key in self.answers)

    def _steps(self, item: Item) -> int:
        return keyed_steps(self.changed[item.key], item.reverse)

    def move(self, border: Fraction, trait: str = "") -> None:
        """Move answers until the score is at the border or above it (downward: below it)."""
        items = [item for item in self.form.items if trait in ("", item.trait)]
        for item in sorted(items, key=self._find_priority):
            direction = 1 if self.up != item.reverse else -1
            for _step in range(self._find_room(item)):
                if (self._score(trait) >= border) is self.up:
                    return
                self.changed[item.key] += direction

    def _find_room(self, item: Item) -> int:
        """Steps by which this answer could still speak more for the fit (or against it)."""
        steps = self._steps(item)
        return STEPS - steps if self.up else steps

    def _find_priority(self, item: Item) -> tuple[Fraction, int]:
        return -self.form.step_effects[item.key], -self._find_room(item)

    def describe(self) -> Change:
        after = score_answers(self.form, self.changed)
        steps = tuple(
            Step(key, was, self.changed[key])
            for key, was in self.answers.items()
            if self.changed[key] != was
        )
        return Change(after.band, steps, after.fit)
