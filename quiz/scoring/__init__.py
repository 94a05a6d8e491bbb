"""How a quiz is scored. Pure reasoning: no Django, no database, no randomness.

In one paragraph: every answer is turned to the direction in which it counts and put on 0 to 100; a
trait's score is the mean of its statements; the fit is the weighted mean of the traits; around the
fit lies a range that is wider the fewer and the more scattered the answers are; where the range
crosses a border between two bands, or the answers look careless, the result is "not clear".

Sums are whole numbers and fractions, so neither the order of the statements nor the machine can
change a result.
"""

from quiz.scoring.calculation import find_level, keyed_steps, score_answers
from quiz.scoring.form import (
    HIGHEST_ANSWER,
    LOWEST_ANSWER,
    STEP_POINTS,
    STEPS,
    BandThreshold,
    Form,
    Item,
    TraitWeight,
)
from quiz.scoring.outcome import Doubt, Level, Outcome, TraitScore

__all__ = [
    "HIGHEST_ANSWER",
    "LOWEST_ANSWER",
    "STEPS",
    "STEP_POINTS",
    "BandThreshold",
    "Doubt",
    "Form",
    "Item",
    "Level",
    "Outcome",
    "TraitScore",
    "TraitWeight",
    "find_level",
    "keyed_steps",
    "score_answers",
]
