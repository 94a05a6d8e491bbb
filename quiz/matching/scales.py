"""From answers about activities to a person's six interests."""

from collections.abc import Iterable, Mapping
from statistics import fmean

from quiz.matching.answers import INTERESTS, UNKNOWN_ANSWER
from quiz.matching.items import ACTIVITIES, Activity

# With fewer answers of five an interest is not known.
MIN_ANSWERED = 3


def score_scales(
    answers: Mapping[str, int], activities: Iterable[Activity] = ACTIVITIES
) -> dict[str, float]:
    """The mean answer, 1 to 5, of each interest that is known; other keys are left out."""
    given = group_answers(answers, activities)
    return {key: fmean(values) for key, values in given.items() if len(values) >= MIN_ANSWERED}


def group_answers(
    answers: Mapping[str, int], activities: Iterable[Activity] = ACTIVITIES
) -> dict[str, list[int]]:
    """The answers given about each interest, without those that are not known."""
    given: dict[str, list[int]] = {key: [] for key in INTERESTS}
    for activity in activities:
        if answer := answers.get(activity.key, UNKNOWN_ANSWER):
            given[activity.interest].append(answer)
    return given
