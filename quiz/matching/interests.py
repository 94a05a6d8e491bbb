"""How near a person's interests are to an occupation's.

The score is Σ w·p − mean(p), with p the person's mean liking of each interest (1 to 5) and the
weight w = q² / Σ q² of the occupation's interest q = (OI − 1) / 6 (OI 1 to 7). Subtracting the
person's own mean leaves out how much they like everything, which says nothing of what fits.
"""

from collections.abc import Mapping
from enum import StrEnum
from statistics import fmean

from quiz.matching.answers import INTERESTS

LOWEST_OI, OI_RANGE = 1, 6
# Cut by simulated random takers: of 100 pairs of a taker and a career 4 are close and 16 partly
# (`error_rates`, docs/match.md).
CLOSE_FROM, PARTLY_FROM = 0.55, 0.25
# A score without the interests that weigh more than this together is not given.
MAX_UNKNOWN_WEIGHT = 1 / 3


class InterestBand(StrEnum):
    CLOSE = "close"
    PARTLY = "partly"
    FAR = "far"
    # The person's answers do not tell.
    UNCLEAR = "unclear"
    # No source has the occupation's interests.
    UNKNOWN = "unknown"


def weigh_interests(occupation: Mapping[str, float]) -> dict[str, float] | None:
    """The weight of each interest, which add up to 1; None where all scores are the lowest."""
    squares = {key: ((occupation[key] - LOWEST_OI) / OI_RANGE) ** 2 for key in INTERESTS}
    total = sum(squares.values())
    return {key: square / total for key, square in squares.items()} if total else None


def score_interests(person: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    """The score, −4 to 4; None where what is not known of the person weighs too much."""
    return InterestScorer(person).score(weights)


class InterestScorer:
    """Scores one person's interests for any number of occupations."""

    def __init__(self, person: Mapping[str, float]) -> None:
        self._liking = [(key, person[key]) for key in INTERESTS if key in person]
        self._mean = fmean(liking for _, liking in self._liking) if self._liking else 0.0

    def score(self, weights: Mapping[str, float]) -> float | None:
        """As `score_interests`."""
        known = total = 0.0
        for key, liking in self._liking:
            known += weights[key]
            total += weights[key] * liking
        if 1 - known > MAX_UNKNOWN_WEIGHT:
            return None
        return total / known - self._mean


def find_band(score: float) -> InterestBand:
    if score >= CLOSE_FROM:
        return InterestBand.CLOSE
    return InterestBand.PARTLY if score >= PARTLY_FROM else InterestBand.FAR


def largest_step(weight: float, answered: int = 5, known: int = len(INTERESTS)) -> float:
    """How far one step of one answer moves a score: an answer of an interest with this weight.

    One step moves the interest's mean by 1 / answered, so it moves the weighted liking by weight
    times that, and the person's own mean by that / known. `weight` is that among the interests
    that are known. No answer moves a score by more than 1/6 where all are answered.
    """
    return abs(weight - 1 / known) / answered
