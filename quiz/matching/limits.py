"""What each limit of a person costs: how many careers it alone takes off the list. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quiz.matching.answers import Limits
from quiz.matching.interests import InterestBand
from quiz.matching.readings import Mark, Reading

# The limits that are no conditions, by the names of a reading's fields.
TRAINING, PAY = "training", "pay"
# Lengths of the usual schooling, in months: what a longer training can be.
TRAINING_STEPS = (12, 24, 48, 72, 96)
# What less pay can be: the next lower multiples of so many dollars a year.
PAY_STEP, MAX_PAY_STEPS = 5_000, 2


class LimitCost(NamedTuple):
    """A limit: a key of a condition, TRAINING or PAY.

    `alone` careers come back without it, `close` of them close to the person's interests; `all` are
    beyond it, others for another reason as well.
    """

    limit: str
    alone: int
    all: int
    close: int


class LimitStep(NamedTuple):
    """A looser limit, TRAINING (months) or PAY (dollars a year).

    `more` careers come back, `close` of them close to the person's interests.
    """

    limit: str
    value: int
    more: int
    close: int


def list_reasons(reading: Reading) -> tuple[str, ...]:
    """The limits that take a career off the list; empty if it stays."""
    reasons = reading.rules_out
    if reading.training is Mark.BEYOND:
        reasons = (*reasons, TRAINING)
    return (*reasons, PAY) if reading.pay is Mark.BEYOND else reasons


def count_costs(readings: Iterable[Reading]) -> Sequence[LimitCost]:
    """Each limit that takes a career off the list, the costliest first."""
    alone: Counter[str] = Counter()
    close: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for reading in readings:
        reasons = list_reasons(reading)
        for limit in reasons:
            all_[limit] += 1
        if len(reasons) == 1:
            alone[reasons[0]] += 1
            close[reasons[0]] += reading.interest_band is InterestBand.CLOSE
    costs = [LimitCost(limit, alone[limit], all_[limit], close[limit]) for limit in all_]
    return sorted(costs, key=lambda cost: (-cost.alone, -cost.all, cost.limit))


def count_steps(readings: Iterable[Reading], limits: Limits) -> Sequence[LimitStep]:
    """Longer training and less pay, step by step.

    A step is left out that brings no more than the one before, or as much as no limit at all.
    """
    out = [(reading, list_reasons(reading)) for reading in readings if reading.is_out]
    steps: list[LimitStep] = []
    if (limit := limits.training_months) is not None:
        beyond = [reading for reading, reasons in out if reasons == (TRAINING,)]
        longer = [step for step in TRAINING_STEPS if step > limit]
        back = [
            [one for one in beyond if (one.career.training_months or 0) <= step] for step in longer
        ]
        steps += _list_steps(TRAINING, longer, back, len(beyond))
    if (limit := limits.pay_from) is not None:
        beyond = [reading for reading, reasons in out if reasons == (PAY,)]
        highest = (limit - 1) // PAY_STEP * PAY_STEP
        less = [highest - PAY_STEP * step for step in range(MAX_PAY_STEPS)]
        less = [step for step in less if step > 0]
        back = [[one for one in beyond if (one.career.pay or 0) >= step] for step in less]
        steps += _list_steps(PAY, less, back, len(beyond))
    return steps


def _list_steps(
    limit: str, values: Iterable[int], back: Iterable[Sequence[Reading]], without: int
) -> Iterator[LimitStep]:
    """`back` has the careers that come back at each of `values`."""
    before = 0
    for value, more in zip(values, back, strict=True):
        if before < len(more) < without:
            close = sum(1 for one in more if one.interest_band is InterestBand.CLOSE)
            yield LimitStep(limit, value, len(more), close)
            before = len(more)
