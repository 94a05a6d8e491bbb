"""Spoken codes: an owner says nine digits at a counselor's desk, and the result opens there."""

import secrets

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from common.addresses import drop_marks
from quiz import tokens
from quiz.models import DeskLink, Result
from quiz.models.desk import desk_expiry
from serving.limits import Limit

DIGITS = 9
# Wrong codes in an hour. With a hundred codes alive, the chance to guess one in that hour is
# 300 × 100 / 10^9.
WRONG_CODES = Limit("spoken code", max_requests=10, window_seconds=3600, max_overall=300)
# Who is signed in is known, and was invited: no wrong codes of others, in the same school or
# anywhere, keep a counselor from opening the right one.
WRONG_CODES_OF_USER = Limit(
    "spoken code, user",
    max_requests=30,
    window_seconds=3600,
    identify=lambda request: f"user {request.user.pk}",
)


class TooManyFailuresError(Exception):
    """So many wrong codes were entered that no more are taken for a while."""


def _hash_code(code: str) -> str:
    """Keyed, because all codes of nine digits can be tried against a plain hash."""
    return salted_hmac("quiz.desk.code", code, algorithm="sha256").hexdigest()


def make_code(result: Result) -> str:
    """A new code for the result, as in 482 917 305; an earlier one no longer works.

    Call it in a transaction.
    """
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    result.desk_links.filter(code_hash__isnull=False).delete()
    DeskLink.objects.create(result=result, code_hash=_hash_code(code))
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def parse_code(text: str) -> str | None:
    """The nine digits of what somebody typed; None if it cannot be a code.

    >>> parse_code(" 482-917 305."), parse_code("482917"), parse_code("٤٨٢٩١٧٣٠٥")
    ('482917305', None, None)
    """
    digits = tokens.normalize_typed(drop_marks(text))
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None


def redeem_code(code: str, request: HttpRequest) -> str | None:
    """Use a code up; returns the code of a link that opens the result for an hour.

    None for a wrong, used or expired code, which is counted. Raises TooManyFailuresError after too
    many of them.
    """
    limit = WRONG_CODES_OF_USER if request.user.is_authenticated else WRONG_CODES
    if limit.is_reached(request):
        raise TooManyFailuresError
    with transaction.atomic():
        links = DeskLink.objects.active().select_for_update()
        link = links.filter(code_hash=_hash_code(code)).first()
        if link is not None:
            token = tokens.create_token()
            link.code_hash, link.token_hash = None, tokens.hash_token(token)
            link.expires_at = desk_expiry()
            link.save(update_fields=["code_hash", "token_hash", "expires_at"])
            return token
    limit.count_request(request)
    return None
