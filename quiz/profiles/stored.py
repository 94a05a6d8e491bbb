"""A person's answers, from the columns of a stored result."""

from collections.abc import Mapping

from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.doubts import find_doubts, is_clear
from quiz.matching.scales import score_scales
from quiz.models import Result


def build_answers(result: Result) -> Answers:
    """The answers of a result with a profile; of a fit quiz those about conditions alone."""
    return Answers(
        interests=score_scales(result.answers),
        is_clear=is_clear(find_doubts(result.answers)),
        stances=build_stances(result.answers),
        limits=Limits(training_months=result.months, pay_from=result.profile.pay_from),
    )


def build_stances(answers: Mapping[str, int]) -> dict[str, Stance]:
    """The answers about conditions; other keys are left out."""
    return {key: Stance(value) for key, value in answers.items() if key in CONDITIONS}
