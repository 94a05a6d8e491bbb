"""Career match by interests: the six Holland scales, scored by profile correlation. Pure reasoning.

A visitor's six scales are compared with an occupation's six. What counts is the shape of the two
profiles, not their height: Pearson's r over the six pairs, as the O*NET Interest Profiler does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import correlation, fmean

from django.utils.translation import gettext_lazy as _

# The hexagon's order: neighbors are alike, opposites are not.
SCALES = ("R", "I", "A", "S", "E", "C")
SCALE_NAMES = {
    "R": _("Realistic: working with tools, machines, plants or animals"),
    "I": _("Investigative: looking into things and working them out"),
    "A": _("Artistic: making and designing"),
    "S": _("Social: helping and teaching people"),
    "E": _("Enterprising: leading and persuading"),
    "C": _("Conventional: keeping records and following procedures"),
}
# One-tailed critical values of r with 6 − 2 degrees of freedom, at .05 and .10.
MIN_BEST, MIN_GREAT = 0.729, 0.608
# A kind of activity is liked if its mean is nearer to "like" than to "unsure".
LIKED_ABOVE = 3.5

# Activities to like or dislike, three for each scale, written for this site.
ACTIVITIES = (
    ("repair-bicycle", "R", _("Repair a bicycle")),
    ("find-cause", "I", _("Find out why a test went wrong")),
    ("design-poster", "A", _("Design a poster for an event")),
    ("calm-child", "S", _("Calm a child who is afraid of the dentist")),
    ("run-stall", "E", _("Run a stall at a fair")),
    ("sort-receipts", "C", _("Sort a year of receipts")),
    ("plant-hedge", "R", _("Plant a hedge")),
    ("compare-studies", "I", _("Compare what two studies say")),
    ("write-story", "A", _("Write a short story")),
    ("teach-neighbor", "S", _("Teach a neighbor to use a phone")),
    ("win-over", "E", _("Win a group over to a plan")),
    ("check-list", "C", _("Check a list of names against a register")),
    ("drive-truck", "R", _("Drive a delivery truck")),
    ("grow-culture", "I", _("Watch bacteria grow under a microscope")),
    ("play-stage", "A", _("Play a part on a stage")),
    ("visit-lonely", "S", _("Visit people who are lonely")),
    ("start-business", "E", _("Start a small business")),
    ("keep-calendar", "C", _("Keep the calendar of a busy office")),
)


class Match(StrEnum):
    BEST = "best"
    GREAT = "great"
    OTHER = "other"
    # No kind of activity is liked: the shape is that of what is disliked least.
    NOT_CLEAR = "not-clear"
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
    return {
        scale: fmean(answers[key] for key, of_scale, _text in ACTIVITIES if of_scale == scale)
        for scale in SCALES
    }


def correlate(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's r of two equally long rows; None if one of them is flat.

    >>> correlate((1, 2, 3), (2, 4, 6)), correlate((1, 2, 3), (3, 2, 1))
    (1.0, -1.0)
    >>> correlate((3, 3, 3), (1, 2, 3)) is None
    True
    """
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    # Rounding may lead beyond the ends of the scale.
    return max(-1.0, min(1.0, correlation(one, other)))


def match_interests(scales: Mapping[str, float], occupation: Mapping[str, float]) -> InterestMatch:
    """Compare a visitor's scales with an occupation's; both by the letters of SCALES.

    Not clear unless the visitor likes at least one kind of activity.
    """
    r = correlate([scales[key] for key in SCALES], [occupation[key] for key in SCALES])
    if r is None:
        level = Match.UNDEFINED
    elif max(scales.values()) <= LIKED_ABOVE:
        level = Match.NOT_CLEAR
    elif r >= MIN_BEST:
        level = Match.BEST
    elif r >= MIN_GREAT:
        level = Match.GREAT
    else:
        level = Match.OTHER
    return InterestMatch(dict(scales), dict(occupation), r, level)
