"""Invented takers of the profile, to see how bands and doubts behave. Pure; seeded, so repeatable.

Random, straight-line and careless takers say nothing of themselves. Realistic ones have six true
interests and answer around them: that shows how much a result depends on which questions are asked,
never how real visitors are spread. docs/match.md gives the grounds for each figure.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from operator import mul
from random import Random

from quiz.matching.answers import HIGHEST_LIKING, INTERESTS, LOWEST_LIKING
from quiz.matching.items import ACTIVITIES

# Means of the six types, 1 to 5: people like Social activities most and Realistic ones least.
TYPE_MEANS = {"R": 2.1, "I": 2.9, "A": 3.0, "S": 3.4, "E": 2.7, "C": 2.5}
# Correlations of the true interests, by steps along the hexagon. Answers make them smaller: the
# means of five answers of neighbors correlate about .39, of opposites about .04.
TRUE_CORRELATIONS = (1.0, 0.5, 0.22, 0.05)
# One answer to an activity: its standard deviation, and the share of the variance that is due to
# the interest. Rounded to 1 to 5, the mean of five such answers has a reliability (alpha) of .79.
ANSWER_DEVIATION = 1.3
INTEREST_SHARE = 0.5
# How much more or less liked one activity of an interest is than another, for one taker.
ACTIVITY_DEVIATION = 0.3
# How long one answer is repeated by a taker who answers in runs.
SHORTEST_RUN, LONGEST_RUN = 6, 15


def draw_random_answers(rng: Random) -> dict[str, int]:
    """Each answer equally likely."""
    return {activity.key: rng.randint(LOWEST_LIKING, HIGHEST_LIKING) for activity in ACTIVITIES}


def draw_straight_line(rng: Random) -> dict[str, int]:
    """The same answer everywhere."""
    answer = rng.randint(LOWEST_LIKING, HIGHEST_LIKING)
    return {activity.key: answer for activity in ACTIVITIES}


def draw_runs(rng: Random) -> dict[str, int]:
    """The same answer for a while, then another."""
    answers: list[int] = []
    while len(answers) < len(ACTIVITIES):
        answer = rng.randint(LOWEST_LIKING, HIGHEST_LIKING)
        answers += [answer] * rng.randint(SHORTEST_RUN, LONGEST_RUN)
    return {activity.key: answer for activity, answer in zip(ACTIVITIES, answers, strict=False)}


def draw_half_random_answers(rng: Random) -> dict[str, int]:
    """Half of the activities answered as a realistic taker does, the others by chance."""
    answers = draw_realistic_answers(rng)
    by_chance = draw_random_answers(rng)
    keys = rng.sample(sorted(answers), len(answers) // 2)
    return answers | {key: by_chance[key] for key in keys}


def draw_realistic_answers(rng: Random) -> dict[str, int]:
    return answer_by_interests(draw_true_interests(rng), rng)


def draw_true_interests(rng: Random) -> dict[str, float]:
    """A person's true liking of each interest, on the scale of the answers, not cut off by it."""
    normal = [rng.gauss(0, 1) for _ in INTERESTS]
    deviation = ANSWER_DEVIATION * sqrt(INTEREST_SHARE)
    return {
        key: TYPE_MEANS[key] + deviation * sum(map(mul, row, normal))
        for key, row in zip(INTERESTS, _FACTORS, strict=True)
    }


def answer_by_interests(interests: Mapping[str, float], rng: Random) -> dict[str, int]:
    """Answers around true interests; a second call stands for other activities of the same kind."""
    scatter = sqrt(ACTIVITY_DEVIATION**2 + ANSWER_DEVIATION**2 * (1 - INTEREST_SHARE))
    answers = {}
    for activity in ACTIVITIES:
        liking = round(rng.gauss(interests[activity.interest], scatter))
        answers[activity.key] = min(max(liking, LOWEST_LIKING), HIGHEST_LIKING)
    return answers


def _factor(correlations: Sequence[float]) -> list[list[float]]:
    """The lower triangle L with L·Lᵀ the 6 × 6 correlations of types (Cholesky)."""
    size = len(INTERESTS)
    lower = [[0.0] * size for _ in INTERESTS]
    for i in range(size):
        for j in range(i + 1):
            steps = min(i - j, size - (i - j))
            rest = correlations[steps] - sum(map(mul, lower[i][:j], lower[j][:j]))
            lower[i][j] = sqrt(rest) if i == j else rest / lower[j][j]
    return lower


_FACTORS = _factor(TRUE_CORRELATIONS)
