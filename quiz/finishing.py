"""The last step of a quiz: a complete attempt becomes a result.

A class of thirty finishes within a minute, so this is the one place where the quiz speaks SQL
itself: one statement reads all that is needed, one turns the attempt into the result. Building
the queries anew each time took longer than all the rest together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest

from quiz import tokens
from quiz.content import VersionContent, content_by_key
from quiz.models import Attempt, QuizVersion, Result
from quiz.models.results import RESULT_KEPT
from quiz.signals import is_awaited, result_finished

_TABLES = {
    model.__name__: connection.ops.quote_name(model._meta.db_table)
    for model in (Attempt, QuizVersion, Result)
}

_FIND = """
SELECT attempt.id, attempt.version_id, version.published_at, attempt.form, attempt.answers,
    attempt.wage_release
FROM {Attempt} attempt
JOIN {QuizVersion} version ON version.id = attempt.version_id
WHERE attempt.key_hash = %(key)s AND attempt.expires_at > now()
""".format(**_TABLES)

# Of two clicks at once only one finds the attempt to delete, and so only one makes a result.
_FINISH = """
WITH finished AS (
    DELETE FROM {Attempt} WHERE id = %(attempt)s RETURNING version_id, form
)
INSERT INTO {Result} (token_hash, owner_hash, share_number, version_id, form, answers, conditions,
    interests, area_code, wage_release, delivery, metro_code, nickname, created_at, expires_at)
SELECT %(token_hash)s, %(owner_hash)s, 1, version_id, form, %(answers)s, %(conditions)s,
    '{{}}', %(area)s, %(release)s, '', '', '', statement_timestamp(),
    statement_timestamp() + %(kept)s
FROM finished
""".format(**_TABLES)  # noqa: S608 (table names of our own models)


@dataclass(frozen=True)
class Ready:
    """An attempt as it stands before its last page is judged."""

    attempt: int
    key_hash: str
    content: VersionContent
    form: str
    answers: Mapping[str, int]
    wage_release: str

    @property
    def asked(self) -> list[str]:
        return [statement.key for statement in self.content.asked(self.form)]

    @property
    def is_complete(self) -> bool:
        """Whether every statement is answered."""
        return all(key in self.answers for key in self.asked)


def find(key_hash: str) -> Ready | None:
    """The unexpired attempt with this key."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"key": key_hash})
        row: tuple[int, int, datetime, str, str, str] | None = cursor.fetchone()
    if row is None:
        return None
    attempt, version, published_at, form, answers, release = row
    content = content_by_key(version, published_at)
    return Ready(attempt, key_hash, content, form, json.loads(answers), release)


def finish(
    request: HttpRequest, ready: Ready, conditions: Mapping[str, str], area_code: str
) -> str | None:
    """Turn the attempt into a result; returns its owner's code.

    None where somebody (a second click) was quicker. Raises ValueError where an answer is missing,
    and what a receiver of `result_finished` raises; then nothing has changed.
    """
    if not ready.is_complete:
        raise ValueError("Not every statement is answered.")
    owner_token = tokens.new_token()
    values: dict[str, Any] = {
        "attempt": ready.attempt,
        "token_hash": tokens.hashed(tokens.reading_token(owner_token, 1)),
        "owner_hash": tokens.hashed(owner_token),
        "answers": json.dumps({key: ready.answers[key] for key in ready.asked}),
        "conditions": json.dumps(dict(conditions)),
        "area": area_code,
        "release": ready.wage_release,
        "kept": RESULT_KEPT,
    }
    if not is_awaited(request):
        return owner_token if _write(values) else None
    with transaction.atomic():
        if not _write(values):
            return None
        result_finished.send(
            Result, request=request, attempt_key_hash=ready.key_hash, owner_token=owner_token
        )
    return owner_token


def _write(values: Mapping[str, Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, values)
        return bool(cursor.rowcount)
