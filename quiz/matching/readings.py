"""The reading of each career: interests, conditions and practical limits, side by side."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from operator import ge, le
from typing import NamedTuple

from quiz.matching.answers import Answers, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.conditions import Amount
from quiz.matching.interests import InterestBand, InterestScorer, find_band


class Mark(StrEnum):
    """Whether a career keeps a limit."""

    WITHIN = "within"
    BEYOND = "beyond"
    # The career's figure is not published.
    UNKNOWN = "unknown"
    # The person named no limit.
    NOT_ASKED = "not-asked"


class Reading(NamedTuple):
    """What one career is for one person.

    `suits`, `bothers`, `rules_out` and `unknown` are keys of conditions. Bothers: the person said
    so and there is much of it; or they ruled it out and there is some. Unknown: the person has a
    stance on it, and no source measures it here.
    """

    career: MeasuredCareer
    interest_score: float | None
    interest_band: InterestBand
    suits: tuple[str, ...]
    bothers: tuple[str, ...]
    rules_out: tuple[str, ...]
    unknown: tuple[str, ...]
    training: Mark
    pay: Mark

    @property
    def is_out(self) -> bool:
        """Whether a condition or a limit of the person takes it off the list."""
        return bool(self.rules_out) or Mark.BEYOND in (self.training, self.pay)


# Where a condition belongs by how much there is of it: the position of a field in Reading, from
# `suits` on. What the person minds little, or there is little of, belongs nowhere.
_SUITS, _BOTHERS, _RULES_OUT, _UNKNOWN, _NOWHERE = range(5)
_Effects = tuple[int, int, int]
_EFFECTS: Mapping[Stance, _Effects] = {
    Stance.SUITS: (_NOWHERE, _NOWHERE, _SUITS),
    Stance.BOTHERS: (_NOWHERE, _NOWHERE, _BOTHERS),
    Stance.RULES_OUT: (_NOWHERE, _BOTHERS, _RULES_OUT),
}
_EFFECTS_OF_LIFTED: _Effects = (_NOWHERE, _BOTHERS, _BOTHERS)


def read_careers(answers: Answers, careers: Iterable[MeasuredCareer]) -> list[Reading]:
    """A reading of each career, in their order."""
    # What depends on the person alone is found out once: there are hundreds of careers.
    scorer, effects, limits = (
        InterestScorer(answers.interests),
        _list_effects(answers),
        answers.limits,
    )
    readings = []
    for career in careers:
        score, band = _read_interests(scorer, career.interest_weights, answers.is_clear)
        suits, bothers, rules_out, unknown = _read_conditions(effects, career.amounts)
        reading = Reading(
            career=career,
            interest_score=score,
            interest_band=band,
            suits=suits,
            bothers=bothers,
            rules_out=rules_out,
            unknown=unknown,
            training=_mark(limits.training_months, career.training_months, le),
            pay=_mark_pay(limits.pay_from, career),
        )
        readings.append(reading)
    return readings


def read_career(answers: Answers, career: MeasuredCareer) -> Reading:
    """The reading of one career."""
    return read_careers(answers, [career])[0]


def _list_effects(answers: Answers) -> list[tuple[str, _Effects]]:
    """The conditions that the person has a stance on that can matter."""
    return [
        (
            key,
            _EFFECTS_OF_LIFTED
            if stance is Stance.RULES_OUT and key in answers.lifted
            else _EFFECTS[stance],
        )
        for key, stance in answers.stances.items()
        if stance in _EFFECTS
    ]


def _read_conditions(
    effects: Iterable[tuple[str, _Effects]], amounts: Mapping[str, Amount]
) -> tuple[tuple[str, ...], ...]:
    """The keys of the conditions that suit, bother, rule out and are unknown."""
    found: tuple[list[str], ...] = ([], [], [], [], [])
    for key, by_amount in effects:
        amount = amounts.get(key)
        found[_UNKNOWN if amount is None else by_amount[amount]].append(key)
    return tuple(map(tuple, found[:_NOWHERE]))


def _read_interests(
    scorer: InterestScorer, weights: Mapping[str, float] | None, is_clear: bool
) -> tuple[float | None, InterestBand]:
    if weights is None:
        return None, InterestBand.UNKNOWN
    score = scorer.score(weights)
    if score is None or not is_clear:
        return score, InterestBand.UNCLEAR
    return score, find_band(score)


def _mark_pay(limit: int | None, career: MeasuredCareer) -> Mark:
    mark = _mark(limit, career.pay, ge)
    # What is known to be at least an amount may be any amount above.
    return Mark.UNKNOWN if mark is Mark.BEYOND and career.is_pay_floor else mark


def _mark(limit: int | None, own: int | None, is_within: Callable[[int, int], bool]) -> Mark:
    if limit is None:
        return Mark.NOT_ASKED
    if own is None:
        return Mark.UNKNOWN
    return Mark.WITHIN if is_within(own, limit) else Mark.BEYOND
