"""The last step of a profile: a complete attempt becomes a result with its profile."""

from dataclasses import dataclass

from django.http import HttpRequest

from quiz.areas import find_area_code
from quiz.finishing import end_attempt, store_result
from quiz.matching import METHOD_VERSION
from quiz.matching.items import FORM_VERSION
from quiz.models import Attempt, MatchProfile
from quiz.models.results import ResultKind
from quiz.profiles.measured import read_measured
from quiz.profiles.progress import ASKED_KEYS


@dataclass(frozen=True)
class Practical:
    """Limits, place and work of now; None or empty where nothing was said.

    `pay_from` is in dollars a year, `state` as in `OH`.
    """

    training_months: int | None = None
    pay_from: int | None = None
    state: str = ""
    zip_code: str = ""
    current_career_id: int | None = None


def finish_profile(request: HttpRequest, attempt: Attempt, key: str, practical: Practical) -> str:
    """Turn a complete attempt at a profile into a result; returns the owner's code of the result.

    The attempt's row must be locked, and the transaction rolled back if a receiver of
    `result_finished` raises an exception.
    """
    measured = read_measured(practical.state)
    result, owner_token = store_result(
        attempt,
        key,
        kind=ResultKind.MATCH,
        answers={each: attempt.answers[each] for each in ASKED_KEYS},
        months=practical.training_months,
        area_code=find_area_code(practical.state),
        wage_release=measured.wage_release,
    )
    MatchProfile.objects.create(
        result=result,
        form_version=FORM_VERSION,
        method_version=METHOD_VERSION,
        releases=dict(measured.releases),
        pay_from=practical.pay_from,
        zip_code=practical.zip_code,
        current_career_id=practical.current_career_id,
    )
    end_attempt(request, attempt, owner_token)
    return owner_token
