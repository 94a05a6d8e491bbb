"""Invented answerers, to see how a form behaves before people meet it. Pure; seeded, so repeatable.

Three kinds: random (every answer equally likely), straight-line (the same answer everywhere) and
consistent (around a known profile, as people are). What they show is how the thresholds and the
doubts work, never how real visitors are spread.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from quiz.scoring import (
    HIGHEST_ANSWER,
    LOWEST_ANSWER,
    STEP_POINTS,
    Form,
    score,
)

# How far one person's answers to statements of one trait scatter around the trait's true level, in
# points of 0 to 100: about one step of the scale, as people's answers to such statements do.
PERSON_SCATTER = 20.0
# The levels around which consistent answerers' true levels of the traits lie, in points of 0 to
# 100, and the standard deviation of a person's true levels from there.
LEVELS = (85.0, 55.0, 22.0)
SPREAD_OF_PEOPLE = 10.0


@dataclass(frozen=True)
class Tally:
    """How a group of answerers came out: shares from 0 to 1."""

    answerers: int
    band: Mapping[str, float]
    told_band: Mapping[str, float]
    not_clear: float
    doubts: Mapping[str, float]


def random_answers(form: Form, chance: Random) -> dict[str, int]:
    return {item.key: chance.randint(LOWEST_ANSWER, HIGHEST_ANSWER) for item in form.items}


def profile_around(form: Form, level: float, chance: Random) -> dict[str, float]:
    """True trait levels (0 to 100) of a consistent answerer around a level."""
    return {
        trait.key: min(max(chance.gauss(level, SPREAD_OF_PEOPLE), 0.0), 100.0)
        for trait in form.traits
    }


def answers_around(
    form: Form, profile: Mapping[str, float], chance: Random, scatter: float = PERSON_SCATTER
) -> dict[str, int]:
    """Answers of somebody whose true trait levels (0 to 100) are `profile`.

    Each answer is the true level plus a normal error with standard deviation `scatter`, rounded to
    the nearest step, turned back where the statement is reverse-keyed.
    """
    answers = {}
    for item in form.items:
        level = profile[item.trait] + chance.gauss(0, scatter)
        steps = min(max(round(level / STEP_POINTS), 0), HIGHEST_ANSWER - LOWEST_ANSWER)
        answers[item.key] = HIGHEST_ANSWER - steps if item.reverse else LOWEST_ANSWER + steps
    return answers


def true_band(form: Form, profile: Mapping[str, float]) -> str:
    """The band that the true levels themselves belong to."""
    whole = sum(trait.weight for trait in form.traits)
    fit = sum(trait.weight * profile[trait.key] for trait in form.traits) / whole
    return form.band_of(fit).key


def tally(form: Form, answerers: list[dict[str, int]]) -> Tally:
    """Score a group and count; `band` of the fit itself, `told_band` where the result is clear."""
    band: Counter[str] = Counter()
    told: Counter[str] = Counter()
    doubts: Counter[str] = Counter()
    for answers in answerers:
        outcome = score(form, answers)
        band[outcome.band] += 1
        if outcome.is_clear:
            told[outcome.band] += 1
        doubts.update(str(doubt) for doubt in outcome.doubts)
    number = len(answerers)
    keys = [entry.key for entry in form.bands_ascending]
    return Tally(
        answerers=number,
        band={key: band[key] / number for key in keys},
        told_band={key: told[key] / number for key in keys},
        not_clear=1 - sum(told.values()) / number,
        doubts={key: times / number for key, times in sorted(doubts.items())},
    )


def straight_line(form: Form) -> dict[int, str]:
    """What the same answer everywhere comes to: answer → band of the fit (it is never clear)."""
    return {
        answer: score(form, {item.key: answer for item in form.items}).band
        for answer in range(LOWEST_ANSWER, HIGHEST_ANSWER + 1)
    }


def idle_items(form: Form, answerers: list[dict[str, int]]) -> tuple[str, ...]:
    """Statements whose answer, turned right round, changed the band of none of these answerers."""
    moved: set[str] = set()
    for answers in answerers:
        before = score(form, answers).band
        for item in form.items:
            if item.key in moved:
                continue
            other = HIGHEST_ANSWER + LOWEST_ANSWER - answers[item.key]
            if score(form, {**answers, item.key: other}).band != before:
                moved.add(item.key)
    return tuple(item.key for item in form.items if item.key not in moved)
