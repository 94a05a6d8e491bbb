"""How a quiz is scored. Pure reasoning: no Django, no database, no randomness.

In one paragraph: every answer is turned to the direction in which it counts and put on 0 to 100; a
trait's score is the mean of its statements; the fit is the weighted mean of the traits; around the
fit lies a range that is wider the fewer and the more scattered the answers are; where the range
crosses a border between two bands, or the answers look careless, the result is "not clear". No mean
outvotes a core trait that is low, or a condition that rules the work out.

Sums are whole numbers and fractions, so neither the order of the statements nor the machine can
change a result.
"""

from quiz.scoring.calculation import (
    find_level,
    find_unsure,
    keyed_steps,
    score_answers,
)
from quiz.scoring.cap import Cap, mark_core_traits
from quiz.scoring.form import (
    HIGHEST_ANSWER,
    LOWEST_ANSWER,
    STEP_POINTS,
    STEPS,
    UNSURE_ANSWER,
    BandThreshold,
    Form,
    Item,
    TraitWeight,
)
from quiz.scoring.outcome import LOW_BELOW, Doubt, Level, Outcome, TraitScore

__all__ = [
    "HIGHEST_ANSWER",
    "LOWEST_ANSWER",
    "LOW_BELOW",
    "STEPS",
    "STEP_POINTS",
    "UNSURE_ANSWER",
    "BandThreshold",
    "Cap",
    "Doubt",
    "Form",
    "Item",
    "Level",
    "Outcome",
    "TraitScore",
    "TraitWeight",
    "find_level",
    "find_unsure",
    "keyed_steps",
    "mark_core_traits",
    "score_answers",
]
