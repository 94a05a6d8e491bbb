"""The last step of a quiz or a profile: a complete attempt becomes a result.

The response can get lost after the result was stored and the attempt deleted. So the owner's code
is derived from the attempt's key: a browser that still has the key, in the cookie that the lost
response would have deleted, is redirected to its result. The database does not store the key.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from careers.guides.published import newest_version_id
from quiz import tokens
from quiz.models import Attempt, Result
from quiz.signals import result_finished

# How long the cookie of a finished attempt leads to its result. An evening without a network is
# shorter, and a copy of the cookie that turns up later opens nothing.
REPEAT_WINDOW = timedelta(days=1)


def finish_quiz(
    request: HttpRequest,
    attempt: Attempt,
    key: str,
    conditions: Mapping[str, str],
    area_code: str,
) -> str:
    """Turn a complete attempt at a quiz into a result; returns the owner's code of the result.

    The attempt's row must be locked, and the transaction rolled back if a receiver of
    `result_finished` raises an exception.
    """
    _result, owner_token = store_result(
        attempt,
        key,
        answers=attempt.answers,
        version_id=attempt.version_id,
        guide_version_id=newest_version_id(attempt.quiz_version.quiz.career_id),
        conditions=dict(conditions),
        area_code=area_code,
        wage_release=attempt.wage_release,
    )
    end_attempt(request, attempt, owner_token)
    return owner_token


def store_result(attempt: Attempt, key: str, **columns: Any) -> tuple[Result, str]:
    """The result of the attempt with this key, and its owner's code."""
    owner_token = tokens.derive_owner_token(key, settings.SECRET_KEY)
    result = Result.objects.create(
        token_hash=tokens.hash_token(tokens.derive_reading_token(owner_token, 1)),
        owner_hash=tokens.hash_token(owner_token),
        form=attempt.form,
        **columns,
    )
    return result, owner_token


def end_attempt(request: HttpRequest, attempt: Attempt, owner_token: str) -> None:
    """Delete the attempt whose result is stored with all that belongs to it, and tell receivers."""
    attempt.delete()
    result_finished.send(
        Result, request=request, attempt_key_hash=attempt.key_hash, owner_token=owner_token
    )


def find_finished_result(key: str, **kind: Any) -> tuple[Result, str] | None:
    """The result that the attempt with this key became within a day, and its owner's code.

    None if there is no such result of this kind (columns of Result), or no longer.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    owner_tokens = [tokens.derive_owner_token(key, secret) for secret in secrets]
    by_hash = {tokens.hash_token(owner_token): owner_token for owner_token in owner_tokens}
    result = (
        Result.objects.readable()
        .filter(owner_hash__in=by_hash, created_at__gt=timezone.now() - REPEAT_WINDOW, **kind)
        .first()
    )
    return (result, by_hash[result.owner_hash]) if result else None
