"""Spoken codes: an owner says nine digits at a counselor's desk, and the result opens there."""

import secrets

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from quiz import tokens
from quiz.models import DeskLink, Result
from quiz.models.desk import desk_expiry
from serving.limits import Limit

DIGITS = 9
# Wrong codes in an hour. With a hundred codes alive, the chance to guess one in that hour is
# 300 × 100 / 10^9.
WRONG_CODES = Limit("spoken code", max_requests=10, window_seconds=3600, max_overall=300)


class TooManyFailuresError(Exception):
    """So many wrong codes were entered that no more are taken for a while."""


def _hashed(code: str) -> str:
    """Keyed, for nine digits could be tried out against a plain hash."""
    return salted_hmac("quiz.desk.code", code, algorithm="sha256").hexdigest()


def make_code(result: Result) -> str:
    """A new code for the result, as in 482 917 305; an earlier one no longer works."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with transaction.atomic():
        result.desk_links.filter(code_hash__isnull=False).delete()
        DeskLink.objects.create(result=result, code_hash=_hashed(code))
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def read_code(text: str) -> str | None:
    """The nine digits of what somebody typed; None where it cannot be a code.

    >>> read_code(" 482-917 305"), read_code("482917"), read_code("٤٨٢٩١٧٣٠٥")
    ('482917305', None, None)
    """
    digits = "".join(text.split()).replace("-", "")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None


def redeem(code: str, request: HttpRequest) -> str | None:
    """Use a code up; returns the code of a link that opens the result for an hour.

    None for a wrong, used or expired code, which is counted. Raises TooManyFailuresError after too
    many of them.
    """
    if WRONG_CODES.is_reached(request):
        raise TooManyFailuresError
    with transaction.atomic():
        found = DeskLink.objects.alive().select_for_update().filter(code_hash=_hashed(code)).first()
        if found is not None:
            token = tokens.new_token()
            found.code_hash, found.token_hash = None, tokens.hashed(token)
            found.expires_at = desk_expiry()
            found.save(update_fields=["code_hash", "token_hash", "expires_at"])
            return token
    WRONG_CODES.count_request(request)
    return None
