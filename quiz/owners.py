"""Who owns a result: the browser that has the owner's code in a signed cookie.

The server stores only hashes; there are no accounts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import localtime

from common.cookies import (
    delete_page_cookie,
    delete_signed_cookie,
    get_page_cookie,
    get_signed_cookie,
    set_page_cookie,
    set_signed_cookie,
)
from quiz.models import Quiz, Result
from quiz.tokens import derive_reading_token, hash_token

RESULTS_COOKIE = "results"
ATTEMPT_COOKIE = "attempt"
# A cookie has at most 4 KB; so many codes fit easily.
MAX_RESULTS = 20
RESULTS_COOKIE_AGE = timedelta(days=400)
ATTEMPT_COOKIE_AGE = timedelta(days=30)
TIME_FORMAT = "g:i a T"


def get_owner_tokens(request: HttpRequest) -> list[str]:
    """The owner's codes in this browser, the newest last; none if the cookie was altered."""
    tokens: list[str] | None = get_signed_cookie(request, RESULTS_COOKIE, RESULTS_COOKIE_AGE)
    return tokens or []


def find_owner_token(request: HttpRequest, result: Result) -> str | None:
    """The owner's code of this result, if this browser has it."""
    return next(
        (token for token in get_owner_tokens(request) if hash_token(token) == result.owner_hash),
        None,
    )


def format_moment(moment: datetime, day_format: str) -> str:
    """A day in this format, and the time of day."""
    moment = localtime(moment)
    return f"{date_format(moment, day_format)}, {date_format(moment, TIME_FORMAT)}"


@dataclass(frozen=True)
class OwnResult:
    """A result of this browser and the code of its link for reading."""

    result: Result
    token: str

    @property
    def name(self) -> str:
        """Its nickname, if it has one, and its time, so that two of one day differ."""
        time = format_moment(self.result.created_at, "DATE_FORMAT")
        return f"{self.result.nickname}, {time}" if self.result.nickname else time


def list_own_results(request: HttpRequest, quiz: Quiz) -> list[OwnResult]:
    """This browser's results of a quiz that still open, newest first."""
    by_hash = {hash_token(token): token for token in get_owner_tokens(request)}
    if not by_hash:
        return []
    results = Result.objects.readable().filter(owner_hash__in=by_hash, version__quiz=quiz)
    return [
        OwnResult(result, derive_reading_token(by_hash[result.owner_hash], result.share_number))
        for result in results
    ]


def add_owner_token(response: HttpResponseBase, request: HttpRequest, token: str) -> None:
    """Make this browser an owner."""
    others = [other for other in get_owner_tokens(request) if other != token]
    _set_results_cookie(response, [*others, token][-MAX_RESULTS:])


def remove_owner_token(response: HttpResponseBase, request: HttpRequest, token: str) -> None:
    _set_results_cookie(response, [other for other in get_owner_tokens(request) if other != token])


def _set_results_cookie(response: HttpResponseBase, tokens: list[str]) -> None:
    if tokens:
        set_signed_cookie(response, RESULTS_COOKIE, tokens, RESULTS_COOKIE_AGE)
    else:
        delete_signed_cookie(response, RESULTS_COOKIE)


def get_attempt_key(request: HttpRequest) -> str | None:
    """The key of the quiz under way in this browser; None if there is none or it was altered."""
    key: str | None = get_page_cookie(request, ATTEMPT_COOKIE, ATTEMPT_COOKIE_AGE)
    return key


def set_attempt_cookie(response: HttpResponseBase, key: str, path: str) -> None:
    set_page_cookie(response, ATTEMPT_COOKIE, key, ATTEMPT_COOKIE_AGE, path)


def delete_attempt_cookie(response: HttpResponseBase, path: str) -> None:
    delete_page_cookie(response, ATTEMPT_COOKIE, path)
