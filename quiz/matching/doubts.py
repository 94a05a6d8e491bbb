"""When answers tell little: too few, all alike, or no more alike within an interest than by chance.

The thresholds are from simulated takers (`simulation`); docs/match.md has how often each kind of
taker is found not clear.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, groupby
from statistics import fmean

from quiz.matching.answers import INTERESTS, UNKNOWN_ANSWER, Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.interests import PARTLY_FROM
from quiz.matching.items import ACTIVITIES
from quiz.matching.scales import group_answers, score_scales

# With fewer answered activities of 30, or fewer known interests of six, too little is known.
MIN_ANSWERED_ACTIVITIES, MIN_KNOWN_INTERESTS = 20, 4
# One answer given so often in a row. The activities are interleaved, so six in a row are of six
# interests.
MAX_RUN = 10
# Answers between interests must differ more than those within them: the ratio of the variances is 1
# on average for answers given by chance. Answers that scatter much within an interest (random ones
# have a variance of 2, real ones of about 0.8) must have the greater ratio.
MIN_VARIANCE_RATIO, MIN_RATIO_WHERE_SCATTERED = 1.0, 2.5
SCATTERED_FROM = 1.4
# No mean above the middle of the scale: nothing is liked.
MIDDLE_LIKING = 3
# The same stance on so many conditions, or more, and on all that were answered.
MIN_SAME_STANCES = 8
# So many of the 20 conditions ruled out leave fewer than one career in ten, whichever they are.
MANY_RULED_OUT = 8


class Doubt(StrEnum):
    """Why answers tell little. The texts are in `quiz.profiles.doubt_texts`."""

    TOO_FEW = "too-few"
    SAME_ANSWER = "same-answer"
    FLAT = "flat"
    SCATTERED = "scattered"
    # Told, but no reason to give no bands: what is disliked least is known.
    NOTHING_LIKED = "nothing-liked"
    SAME_STANCE = "same-stance"
    MANY_RULED_OUT = "many-ruled-out"


# Those that leave the interests unclear, so that no career has an interest band.
UNCLEAR_INTERESTS = frozenset({Doubt.TOO_FEW, Doubt.SAME_ANSWER, Doubt.FLAT, Doubt.SCATTERED})


def find_doubts(answers: Mapping[str, int]) -> tuple[Doubt, ...]:
    """What is doubtful in a profile's answers, as stored: activities and conditions."""
    return (*find_interest_doubts(answers), *find_condition_doubts(answers))


def is_clear(doubts: Iterable[Doubt]) -> bool:
    """Whether interests are clear enough for bands."""
    return UNCLEAR_INTERESTS.isdisjoint(doubts)


def is_flat(interests: Mapping[str, float]) -> bool:
    """Whether no interest stands out so far that any career could be even partly close."""
    likings = [interests[key] for key in INTERESTS if key in interests]
    return not likings or max(likings) - fmean(likings) < PARTLY_FROM


def find_interest_doubts(answers: Mapping[str, int]) -> tuple[Doubt, ...]:
    interests = score_scales(answers)
    given = [answers.get(activity.key, UNKNOWN_ANSWER) for activity in ACTIVITIES]
    given = [answer for answer in given if answer != UNKNOWN_ANSWER]
    if len(given) < MIN_ANSWERED_ACTIVITIES or len(interests) < MIN_KNOWN_INTERESTS:
        return (Doubt.TOO_FEW,)
    if find_longest_run(given) >= MAX_RUN:
        return (Doubt.SAME_ANSWER,)
    doubts = []
    if is_flat(interests):
        doubts.append(Doubt.FLAT)
    elif is_scattered(answers):
        doubts.append(Doubt.SCATTERED)
    if max(interests.values()) < MIDDLE_LIKING:
        doubts.append(Doubt.NOTHING_LIKED)
    return tuple(doubts)


def find_condition_doubts(answers: Mapping[str, int]) -> tuple[Doubt, ...]:
    stances = [value for key, value in answers.items() if key in CONDITIONS and value]
    doubts = []
    if len(stances) >= MIN_SAME_STANCES and len(set(stances)) == 1:
        doubts.append(Doubt.SAME_STANCE)
    if stances.count(Stance.RULES_OUT) >= MANY_RULED_OUT:
        doubts.append(Doubt.MANY_RULED_OUT)
    return tuple(doubts)


def find_longest_run(answers: Iterable[int]) -> int:
    """How often the same answer is given in a row at most."""
    return max((len(list(run)) for _answer, run in groupby(answers)), default=0)


def is_scattered(answers: Mapping[str, int]) -> bool:
    """Whether answers agree within an interest no more than answers given by chance do."""
    groups = group_answers(answers).values()
    between, within = find_variances([group for group in groups if group])
    needed = MIN_RATIO_WHERE_SCATTERED if within >= SCATTERED_FROM else MIN_VARIANCE_RATIO
    return between < needed * within


def find_variances(groups: Sequence[Sequence[int]]) -> tuple[float, float]:
    """The variances (mean squares) between groups and within them; their ratio is Fisher's F."""
    number = sum(map(len, groups))
    overall = fmean(chain.from_iterable(groups))
    between = within = 0.0
    for group in groups:
        mean = fmean(group)
        between += len(group) * (mean - overall) ** 2
        within += sum((answer - mean) ** 2 for answer in group)
    # Rounded, so that a value at a threshold is there for answers and for their opposites alike.
    return round(between / (len(groups) - 1), 9), round(within / (number - len(groups)), 9)
