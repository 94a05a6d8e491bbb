"""Whose result is it: the browser that holds its owner's code in a signed cookie.

Nothing here is stored on the server but hashes; there are no accounts.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import localtime

from quiz.models import Quiz, Result
from quiz.tokens import hashed, read_token, reading_token

RESULTS_COOKIE = "results"
ATTEMPT_COOKIE = "attempt"
SALT = "quiz.owners"
# A cookie is at most 4 KB; so many codes fit easily.
RESULTS_REMEMBERED = 20
REMEMBERED_FOR = timedelta(days=400)
ATTEMPT_REMEMBERED_FOR = timedelta(days=30)


def owner_tokens(request: HttpRequest) -> list[str]:
    """The owner's codes in this browser, the newest last; none if the cookie was altered."""
    try:
        tokens = signing.loads(request.COOKIES.get(RESULTS_COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []
    return [token for token in tokens if isinstance(token, str) and read_token(token) == token]


def owner_token_of(request: HttpRequest, result: Result) -> str | None:
    """The owner's code of this result, if this browser holds it."""
    return next(
        (token for token in owner_tokens(request) if hashed(token) == result.owner_hash), None
    )


@dataclass(frozen=True)
class OwnResult:
    """A result of this browser and the code of its link for reading."""

    result: Result
    token: str

    @property
    def name(self) -> str:
        """Its nickname, where it has one, and when it was taken, by which two of a day differ."""
        taken = date_format(localtime(self.result.created_at), "F j, Y, g:i a T")
        return f"{self.result.nickname}, {taken}" if self.result.nickname else taken


def results_of(request: HttpRequest, quiz: Quiz | None = None) -> list[OwnResult]:
    """This browser's results that still open, newest first; of one quiz where one is given."""
    by_hash = {hashed(token): token for token in owner_tokens(request)}
    if not by_hash:
        return []
    found = Result.objects.readable().filter(owner_hash__in=by_hash)
    if quiz is not None:
        found = found.filter(version__quiz=quiz)
    return [
        OwnResult(result, reading_token(by_hash[result.owner_hash], result.share_number))
        for result in found
    ]


def remember(response: HttpResponseBase, request: HttpRequest, token: str) -> None:
    """Make this browser an owner."""
    others = [other for other in owner_tokens(request) if other != token]
    _write(response, [*others, token][-RESULTS_REMEMBERED:])


def forget(response: HttpResponseBase, request: HttpRequest, token: str) -> None:
    _write(response, [other for other in owner_tokens(request) if other != token])


def _write(response: HttpResponseBase, tokens: list[str]) -> None:
    if not tokens:
        response.delete_cookie(RESULTS_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        RESULTS_COOKIE,
        signing.dumps(tokens, salt=SALT),
        max_age=REMEMBERED_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def attempt_key(request: HttpRequest) -> str | None:
    """The key of the quiz under way in this browser; None if there is none or it was altered."""
    key = request.get_signed_cookie(ATTEMPT_COOKIE, default=None, salt=SALT)
    return read_token(key) if key else None


def remember_attempt(response: HttpResponseBase, key: str, path: str) -> None:
    response.set_signed_cookie(
        ATTEMPT_COOKIE,
        key,
        salt=SALT,
        max_age=ATTEMPT_REMEMBERED_FOR,
        path=path,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget_attempt(response: HttpResponseBase, path: str) -> None:
    response.delete_cookie(ATTEMPT_COOKIE, path=path, samesite="Lax")
