"""A damaged quiz file becomes a draft or is refused with a reason; it is never an error page."""

import contextlib
import copy
import json
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings

from quiz.content import VersionContent
from quiz.exchange import QUIZ_FOLDER, InvalidQuizFileError, format_quiz, parse_quiz
from quiz.models import Quiz
from quiz.versions import create_draft
from tests.damage import BLOWS, SHARE, Blow, damaged, examples

BUNDLED = (QUIZ_FOLDER / "medical-office-administrator.json").read_bytes()
# What a place may hold in the end; a lone half of a character and NUL can be said in JSON.
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(None, True, 0, -1, 1.0, 2.5, 10**400, 1e308, float("nan"), float("inf"), [], {}, [[]]),
        *("", " ", "\0", "a\0b", "\ud800", "\u202e", "x" * 2000, "a" * 41, "{{x}}", "<b>"),
    )
)
Change = tuple[list[float], str, Any]
CHANGES = st.lists(
    st.tuples(
        st.lists(SHARE, min_size=1, max_size=5),
        st.sampled_from(("put", "put", "delete", "add", "note")),
        VALUES,
    ),
    min_size=1,
    max_size=3,
)
ENCODINGS = st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32"))


def changed(data: Any, change: Change) -> None:
    """Change one place, to which the shares lead: of each level's entries, the one so far along."""
    way, kind, value = *change[:2], copy.deepcopy(change[2])
    place: Any = data
    for i, share in enumerate(way):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = keys[int(share * len(keys))]
        if isinstance(place[key], dict | list) and i < len(way) - 1:
            place = place[key]
            continue
        if kind == "delete":
            del place[key]
        elif kind == "put" or not isinstance(place, dict):
            place[key] = value
        else:
            place["note" if kind == "note" else str(value)] = value
        return


def import_quiz(data: bytes) -> None:
    """Parse a quiz and store it as a draft; if it is refused, a page must be able to say why."""
    try:
        content = parse_quiz(data)
    except InvalidQuizFileError as refused:
        text = "\n".join(refused.problems)
    else:
        text = store_draft(content)
    assert text.encode()


def store_draft(content: VersionContent) -> str:
    exported = format_quiz(content, "any-career", "43-6013").encode()
    assert parse_quiz(exported) == content
    quiz = Quiz.objects.get()
    # The database refuses a key that is used twice; the page says so.
    with contextlib.suppress(IntegrityError), transaction.atomic():
        create_draft(quiz, content)
        transaction.set_rollback(True)
    return content.title


@pytest.mark.usefixtures("content")
@given(blows=BLOWS)
@settings(max_examples=examples(40))
def test_a_damaged_file_is_accepted_or_refused(blows: list[Blow]) -> None:
    import_quiz(damaged(BUNDLED, blows))


@pytest.mark.usefixtures("content")
@given(changes=CHANGES, encoding=ENCODINGS)
@settings(max_examples=examples(40))
def test_odd_values_are_accepted_or_refused(changes: list[Change], encoding: str) -> None:
    data = json.loads(BUNDLED)
    for change in changes:
        changed(data, change)
    import_quiz(json.dumps(data).encode(encoding))


@pytest.mark.parametrize("depth", [900, 970, 985, 995, 1500])
def test_a_file_that_is_nested_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(InvalidQuizFileError):
        parse_quiz(b'{"title": ' + b"[" * depth + b"]" * depth + b"}")
