"""Invented answerers, to see how a form behaves before people meet it. Pure; seeded, so repeatable.

Three kinds: random (every answer equally likely), straight-line (the same answer everywhere) and
consistent (around a known profile, as people are). They show how the thresholds and the doubts
work, never how real visitors are spread.
"""

from collections import Counter
from collections.abc import Mapping
from random import Random

from quiz.scoring import HIGHEST_ANSWER, LOWEST_ANSWER, STEP_POINTS, Form, score_answers

# How far one person's answers to statements of one trait scatter around the trait's true level, in
# points of 0 to 100: about one step of the scale, as people's answers to such statements do.
PERSON_SCATTER = 20.0
# The levels around which consistent answerers' true levels of the traits lie, in points of 0 to
# 100, and the standard deviation of a person's true levels from there.
LEVELS = (85.0, 55.0, 22.0)
LEVEL_DEVIATION = 10.0


def draw_random_answers(form: Form, rng: Random) -> dict[str, int]:
    return {item.key: rng.randint(LOWEST_ANSWER, HIGHEST_ANSWER) for item in form.items}


def draw_profile(form: Form, level: float, rng: Random) -> dict[str, float]:
    """True trait levels (0 to 100) of a consistent answerer around a level."""
    return {
        trait.key: min(max(rng.gauss(level, LEVEL_DEVIATION), 0.0), 100.0) for trait in form.traits
    }


def draw_answers(
    form: Form, profile: Mapping[str, float], rng: Random, scatter: float = PERSON_SCATTER
) -> dict[str, int]:
    """Answers of a person whose true trait levels (0 to 100) are `profile`.

    Each answer is the true level plus a normal error with standard deviation `scatter`, rounded to
    the nearest step, turned back where the statement is reverse-keyed.
    """
    answers = {}
    for item in form.items:
        level = profile[item.trait] + rng.gauss(0, scatter)
        steps = min(max(round(level / STEP_POINTS), 0), HIGHEST_ANSWER - LOWEST_ANSWER)
        answers[item.key] = HIGHEST_ANSWER - steps if item.reverse else LOWEST_ANSWER + steps
    return answers


def tally_clear_bands(form: Form, answerers: list[dict[str, int]]) -> dict[str, float]:
    """The share, from 0 to 1, of the answerers who clearly are in each band, lowest band first."""
    outcomes = [score_answers(form, answers) for answers in answerers]
    bands = Counter(outcome.band for outcome in outcomes if outcome.is_clear)
    return {band.key: bands[band.key] / len(answerers) for band in form.bands_ascending}


def score_straight_lines(form: Form) -> dict[int, str]:
    """The band of the fit for the same answer everywhere, by answer (it is never clear)."""
    return {
        answer: score_answers(form, {item.key: answer for item in form.items}).band
        for answer in range(LOWEST_ANSWER, HIGHEST_ANSWER + 1)
    }


def find_idle_items(form: Form, answerers: list[dict[str, int]]) -> tuple[str, ...]:
    """Statements whose answer, reversed, changed the band of none of these answerers."""
    moved: set[str] = set()
    for answers in answerers:
        before = score_answers(form, answers).band
        for item in form.items:
            if item.key in moved:
                continue
            reversed_answer = HIGHEST_ANSWER + LOWEST_ANSWER - answers[item.key]
            if score_answers(form, {**answers, item.key: reversed_answer}).band != before:
                moved.add(item.key)
    return tuple(item.key for item in form.items if item.key not in moved)
