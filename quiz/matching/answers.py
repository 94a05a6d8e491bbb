"""What a person said: interests, what suits them at work, and practical limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

# The hexagon's order: neighbors are alike, opposites are not.
INTERESTS = ("R", "I", "A", "S", "E", "C")
# Answers to an activity, from “strongly dislike” to “strongly like”.
LOWEST_LIKING, HIGHEST_LIKING = 1, 5
# An activity or condition that the person does not know; left out, never taken for the middle.
UNKNOWN_ANSWER = 0


class Stance(IntEnum):
    """What a person says of a condition of work; stored as these numbers."""

    UNKNOWN = UNKNOWN_ANSWER
    RULES_OUT = 1
    BOTHERS = 2
    FINE = 3
    SUITS = 4


@dataclass(frozen=True)
class Limits:
    """What a person can do; None: not said, so nothing is left out because of it.

    `training_months` is how long they can train before they earn, `pay_from` what they must earn,
    in dollars a year.
    """

    training_months: int | None = None
    pay_from: int | None = None


@dataclass(frozen=True)
class Answers:
    """One person's answers.

    `interests` has the mean liking, 1 to 5, by the letters of INTERESTS; an interest that too few
    answers tell is not there. `is_clear` is False where the answers about interests tell nothing
    (all alike, careless): then no career has an interest band. `stances` are by the keys of
    `conditions.CONDITIONS`. `lifted` are conditions that rule nothing out for once: they bother.
    """

    interests: Mapping[str, float] = field(default_factory=dict)
    is_clear: bool = True
    stances: Mapping[str, Stance] = field(default_factory=dict)
    limits: Limits = Limits()
    lifted: frozenset[str] = frozenset()
