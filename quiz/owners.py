"""Who owns a result: the browser that has the owner's code in a signed cookie.

The server stores only hashes; there are no accounts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from careers.models import Career
from common.cookies import (
    delete_page_cookie,
    delete_signed_cookie,
    get_page_cookie,
    get_signed_cookie,
    set_page_cookie,
    set_signed_cookie,
)
from quiz.models import Quiz, Result
from quiz.models.results import ResultKind
from quiz.tokens import derive_reading_token, hash_token
from serving.pagecache.pages import PROFILE_COOKIE

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
    return _list_own(request, version__quiz=quiz)


def list_own_fits(request: HttpRequest, career: Career) -> list[OwnResult]:
    """This browser's results of the fit check of a career that still open, newest first."""
    return _list_own(request, kind=ResultKind.FIT, profile__career=career)


def list_own_profiles(request: HttpRequest) -> list[OwnResult]:
    """This browser's profiles for all careers that still open, newest first."""
    return _list_own(request, kind=ResultKind.MATCH)


def _list_own(request: HttpRequest, **kind: Any) -> list[OwnResult]:
    by_hash = {hash_token(token): token for token in get_owner_tokens(request)}
    if not by_hash:
        return []
    results = Result.objects.readable().filter(owner_hash__in=by_hash, **kind)
    return [
        OwnResult(result, derive_reading_token(by_hash[result.owner_hash], result.share_number))
        for result in results
    ]


def add_owner_token(response: HttpResponseBase, request: HttpRequest, token: str) -> None:
    """Make this browser an owner."""
    others = [other for other in get_owner_tokens(request) if other != token]
    _set_results_cookie(response, [*_make_room(others), token])


def _make_room(tokens: list[str]) -> list[str]:
    """The codes that stay beside one more: those of results that are gone make room first.

    Then those of fit checks, of which one sitting can bring many, then the oldest. One query where
    there is no room.
    """
    excess = len(tokens) + 1 - MAX_RESULTS
    if excess <= 0:
        return tokens
    hashes = [hash_token(token) for token in tokens]
    results = Result.objects.readable().filter(owner_hash__in=hashes)
    kinds = dict(results.values_list("owner_hash", "kind"))

    def rank(place: int) -> tuple[bool, bool, int]:
        kind = kinds.get(hashes[place])
        return kind is not None, kind != ResultKind.FIT, place

    dropped = set(sorted(range(len(tokens)), key=rank)[:excess])
    return [token for place, token in enumerate(tokens) if place not in dropped]


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


def remember_profile(response: HttpResponseBase, owner_token: str) -> None:
    """Have the pages of careers show this browser what they are for the owner of this profile.

    Browsers send the cookie to those pages alone, so that all others stay cached for them.
    """
    path = reverse("careers")
    set_page_cookie(response, PROFILE_COOKIE, owner_token, RESULTS_COOKIE_AGE, path)


def forget_profile(response: HttpResponseBase, request: HttpRequest, owner_token: str) -> None:
    """Have them show the newest of this browser's other profiles, if there is one.

    The page that calls this is not sent the cookie, so it cannot see whose profile is in it.
    """
    others = {hash_token(token): token for token in get_owner_tokens(request)}
    others.pop(hash_token(owner_token), None)
    newest = Result.objects.readable().filter(owner_hash__in=others, kind=ResultKind.MATCH).first()
    if newest is None:
        delete_page_cookie(response, PROFILE_COOKIE, reverse("careers"))
    else:
        remember_profile(response, others[newest.owner_hash])


def find_remembered_profile(request: HttpRequest) -> tuple[Result, str] | None:
    """The profile that the page of a career shows, and the code of its link for reading."""
    token: str | None = get_page_cookie(request, PROFILE_COOKIE, RESULTS_COOKIE_AGE)
    if not token:
        return None
    profiles = Result.objects.readable().filter(kind=ResultKind.MATCH)
    # Nothing of a quiz, whose tables take longer to join than the profile to read.
    own = profiles.select_related(None).select_related("profile").order_by()
    result = own.filter(owner_hash=hash_token(token)).first()
    return (result, derive_reading_token(token, result.share_number)) if result else None
