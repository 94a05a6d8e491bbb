"""The last step of a quiz: a complete attempt becomes a result.

A class of thirty finishes within a minute, so this is the one place where the quiz speaks SQL
itself: one statement checks the attempt and turns it into the result. Reading it first and
building the queries anew each time took longer than all the rest together.

The answer may be lost on its way, with the result made and the attempt gone. So the owner's code
is derived from the attempt's key: who still holds that, in the cookie that the lost answer would
have deleted, is led to the result. The database keeps nothing of the key.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from quiz import tokens
from quiz.content import VERSIONS_KEPT, VersionContent, content_by_key
from quiz.models import Attempt, QuizVersion, Result
from quiz.models.results import RESULT_KEPT
from quiz.signals import is_awaited, result_finished

_TABLES = {
    model.__name__: connection.ops.quote_name(model._meta.db_table)
    for model in (Attempt, QuizVersion, Result)
}

_FIND = """
SELECT attempt.version_id, version.published_at, attempt.form
FROM {Attempt} attempt
JOIN {QuizVersion} version ON version.id = attempt.version_id
WHERE attempt.key_hash = %(key)s
""".format(**_TABLES)

# Of two clicks at once only one finds the attempt to delete, and so only one makes a result.
_FINISH = """
WITH finished AS (
    DELETE FROM {Attempt}
    WHERE key_hash = %(key)s AND expires_at > now() AND version_id = %(version)s
        AND form = %(form)s AND answers ?& %(asked)s::text[]
    RETURNING version_id, form, answers, wage_release
)
INSERT INTO {Result} (token_hash, owner_hash, share_number, version_id, form, answers, conditions,
    interests, area_code, wage_release, delivery, metro_code, nickname, created_at, expires_at)
SELECT %(token_hash)s, %(owner_hash)s, 1, version_id, form, answers, %(conditions)s,
    '{{}}', %(area)s, wage_release, '', '', '', statement_timestamp(),
    statement_timestamp() + %(kept)s
FROM finished
""".format(**_TABLES)  # noqa: S608 (table names of our own models)


# Most visitors of a career answer the same version and form at a time. So the last one is tried
# before an attempt is read, and read again after so many seconds.
LATELY = 60
# How long a finished attempt's cookie leads to its result: an evening without a network is shorter,
# and a copy of the cookie that turns up later is worth nothing.
ASKED_AGAIN = timedelta(days=1)
_lately: dict[str, "Asked"] = {}


@dataclass(frozen=True)
class Asked:
    """What an attempt asks. `read_at`: seconds of the clock that only goes forward."""

    version: int
    content: VersionContent
    form: str
    read_at: float = field(compare=False)

    @cached_property
    def keys(self) -> str:
        """The keys of its statements, which are slugs, as an array's text."""
        return "{" + ",".join(each.key for each in self.content.asked(self.form)) + "}"


def asked_of(slug: str, key_hash: str) -> Iterator[Asked]:
    """What the attempt with this key may ask: what others did lately, then what it does."""
    usual = _lately.get(slug)
    if usual is not None and monotonic() - usual.read_at > LATELY:
        usual = None
    if usual is not None:
        yield usual
    found = _find(key_hash)
    if found is None or found == usual:
        return
    if len(_lately) >= VERSIONS_KEPT:
        _lately.clear()
    _lately[slug] = found
    yield found


def _find(key_hash: str) -> Asked | None:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"key": key_hash})
        row: tuple[int, datetime, str] | None = cursor.fetchone()
    if row is None:
        return None
    version, published_at, form = row
    return Asked(version, content_by_key(version, published_at), form, monotonic())


def finish(
    request: HttpRequest,
    key: str,
    asked: Asked,
    conditions: Mapping[str, str],
    area_code: str,
) -> str | None:
    """Turn the attempt with this key into a result; returns its owner's code.

    None, and nothing has changed, where there is none (a second click was quicker), it asks
    something else, or an answer is missing. Raises what a receiver of `result_finished` raises;
    nothing has changed then either.
    """
    key_hash = tokens.hashed(key)
    owner_token = tokens.owner_token(key, settings.SECRET_KEY)
    values: dict[str, Any] = {
        "key": key_hash,
        "version": asked.version,
        "form": asked.form,
        "asked": asked.keys,
        "token_hash": tokens.hashed(tokens.reading_token(owner_token, 1)),
        "owner_hash": tokens.hashed(owner_token),
        "conditions": json.dumps(dict(conditions)),
        "area": area_code,
        "kept": RESULT_KEPT,
    }
    if not is_awaited(request):
        return owner_token if _write(values) else None
    with transaction.atomic():
        if not _write(values):
            return None
        result_finished.send(
            Result, request=request, attempt_key_hash=key_hash, owner_token=owner_token
        )
    return owner_token


def finished(key: str, slug: str) -> tuple[Result, str] | None:
    """The result that the attempt with this key became within a day, and its owner's code.

    None where there is none of this career, or none any more.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    codes = [tokens.owner_token(key, secret) for secret in secrets]
    by_hash = {tokens.hashed(code): code for code in codes}
    result = (
        Result.objects.readable()
        .filter(
            owner_hash__in=by_hash,
            created_at__gt=timezone.now() - ASKED_AGAIN,
            version__quiz__career__slug=slug,
        )
        .first()
    )
    return (result, by_hash[result.owner_hash]) if result else None


def _write(values: Mapping[str, Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, values)
        return bool(cursor.rowcount)
