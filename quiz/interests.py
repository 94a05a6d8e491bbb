"""Career match by interests: the six Holland scales, scored by profile correlation. Pure reasoning.

A visitor's six scales are compared with an occupation's six. What counts is the shape of the two
profiles, not their height: Pearson's r over the six pairs, as the O*NET Interest Profiler does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt

# The hexagon's order: neighbors are alike, opposites are not.
SCALES = ("R", "I", "A", "S", "E", "C")
SCALE_NAMES = {
    "R": "Realistic: working with tools, machines, plants or animals",
    "I": "Investigative: looking into things and working them out",
    "A": "Artistic: making and designing",
    "S": "Social: helping and teaching people",
    "E": "Enterprising: leading and persuading",
    "C": "Conventional: keeping records and following procedures",
}
# One-tailed critical values of r with 6 − 2 degrees of freedom, at .05 and .10.
MIN_BEST, MIN_GREAT = 0.729, 0.608

# Activities to like or dislike, three for each scale, written for this site.
ACTIVITIES: tuple[tuple[str, str, str], ...] = (
    ("repair-bicycle", "R", "Repair a bicycle"),
    ("find-cause", "I", "Find out why a test went wrong"),
    ("design-poster", "A", "Design a poster for an event"),
    ("calm-child", "S", "Calm a child who is afraid of the dentist"),
    ("run-stall", "E", "Run a stall at a fair"),
    ("sort-receipts", "C", "Sort a year of receipts"),
    ("plant-hedge", "R", "Plant a hedge"),
    ("compare-studies", "I", "Compare what two studies say"),
    ("write-story", "A", "Write a short story"),
    ("teach-neighbor", "S", "Teach a neighbor to use a phone"),
    ("win-over", "E", "Win a group over to a plan"),
    ("check-list", "C", "Check a list of names against a register"),
    ("drive-truck", "R", "Drive a delivery truck"),
    ("grow-culture", "I", "Watch bacteria grow under a microscope"),
    ("play-stage", "A", "Play a part on a stage"),
    ("visit-lonely", "S", "Visit people who are lonely"),
    ("start-business", "E", "Start a small business"),
    ("keep-calendar", "C", "Keep the calendar of a busy office"),
)


class Match(StrEnum):
    BEST = "best"
    GREAT = "great"
    OTHER = "other"
    # All six scales are the same, so the profile has no shape to compare.
    UNDEFINED = "undefined"


@dataclass(frozen=True)
class InterestMatch:
    """The visitor's six scales beside the occupation's; `correlation` is None if undefined."""

    scales: Mapping[str, float]
    occupation: Mapping[str, float]
    correlation: float | None
    match: Match


def score_scales(answers: Mapping[str, int]) -> dict[str, float]:
    """Mean answer (1 to 5) of each scale's activities; ValueError unless all are answered."""
    if set(answers) != {key for key, _scale, _text in ACTIVITIES}:
        raise ValueError("Every activity has to be answered.")
    if any(type(value) is not int or not 1 <= value <= 5 for value in answers.values()):
        raise ValueError("An answer is a whole number from 1 to 5.")
    by_scale: dict[str, list[int]] = {scale: [] for scale in SCALES}
    for key, scale, _text in ACTIVITIES:
        by_scale[scale].append(answers[key])
    return {scale: sum(values) / len(values) for scale, values in by_scale.items()}


def correlate(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's r of two equally long rows; None if one of them is flat.

    >>> correlate((1, 2, 3), (2, 4, 6)), correlate((1, 2, 3), (3, 2, 1))
    (1.0, -1.0)
    >>> correlate((3, 3, 3), (1, 2, 3)) is None
    True
    """
    if len(one) != len(other):
        raise ValueError("The rows differ in length.")
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    first, second = fsum(one) / len(one), fsum(other) / len(other)
    products = fsum((a - first) * (b - second) for a, b in zip(one, other, strict=True))
    squares = fsum((a - first) ** 2 for a in one) * fsum((b - second) ** 2 for b in other)
    return max(-1.0, min(1.0, products / sqrt(squares)))


def match_interests(scales: Mapping[str, float], occupation: Mapping[str, float]) -> InterestMatch:
    """Compare a visitor's scales with an occupation's; both by the letters of SCALES."""
    r = correlate([scales[key] for key in SCALES], [occupation[key] for key in SCALES])
    if r is None:
        level = Match.UNDEFINED
    elif r >= MIN_BEST:
        level = Match.BEST
    elif r >= MIN_GREAT:
        level = Match.GREAT
    else:
        level = Match.OTHER
    return InterestMatch(dict(scales), dict(occupation), r, level)


def calculate_c_index(one: str, other: str) -> int:
    """The Brown–Gore C index of two three-letter codes: 18 for the same code, 0 for opposites.

    C = 3 (3 − d1) + 2 (3 − d2) + (3 − d3), with d the distance of the letters at each place on the
    hexagon (0 to 3). Brown and Gore, Journal of Vocational Behavior 45, 1994. It is the published
    measure against which the order of the six scales is checked.

    >>> calculate_c_index("SEC", "SEC"), calculate_c_index("RIA", "SEC")
    (18, 0)
    """
    if len(one) != 3 or len(other) != 3 or not set(one + other) <= set(SCALES):
        raise ValueError("A code has three of the letters R, I, A, S, E, C.")
    return sum(
        weight * (3 - _hexagon_distance(a, b))
        for weight, a, b in zip((3, 2, 1), one, other, strict=True)
    )


def _hexagon_distance(one: str, other: str) -> int:
    """Steps between two scales on the hexagon, the shorter way round: 0 to 3."""
    around = abs(SCALES.index(one) - SCALES.index(other))
    return min(around, len(SCALES) - around)
