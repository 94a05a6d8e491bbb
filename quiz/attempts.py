"""The life of an attempt: begun, answered page by page, finished as a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from quiz import tokens
from quiz.content import StatementContent, VersionContent, content_of
from quiz.forms.take import pages
from quiz.models import Attempt, QuizVersion, Result
from salaries.models import Occupation, Release


@dataclass(frozen=True)
class Walk:
    """The pages of an attempt's form, counted from 1; the last holds the yes-or-no questions."""

    content: VersionContent
    length: str
    answers: Mapping[str, int]

    @property
    def statements(self) -> tuple[StatementContent, ...]:
        return self.content.asked(self.length)

    @property
    def pages(self) -> list[Sequence[StatementContent]]:
        return pages(self.statements)

    @property
    def last_page(self) -> int:
        return len(self.pages) + 1

    def first_number(self, page: int) -> int:
        """Number of a page's first statement among all of them."""
        return 1 + sum(len(group) for group in self.pages[: page - 1])

    @property
    def first_open_page(self) -> int:
        """The first page with an unanswered statement; the last page where all are answered."""
        for number, group in enumerate(self.pages, start=1):
            if any(statement.key not in self.answers for statement in group):
                return number
        return self.last_page

    @property
    def answered(self) -> int:
        return sum(statement.key in self.answers for statement in self.statements)


def walk(attempt: Attempt) -> Walk:
    return Walk(content_of(attempt.version), attempt.form, attempt.answers)


def begin(version: QuizVersion, length: str) -> tuple[Attempt, str]:
    """A new attempt, and the key that only its visitor's cookie will hold."""
    key = tokens.new_token()
    attempt = Attempt.objects.create(version=version, form=length, key_hash=tokens.hashed(key))
    return attempt, key


@transaction.atomic
def keep(attempt: Attempt, answers: Mapping[str, int]) -> None:
    """Add answers to those kept; two windows on the same attempt do not undo each other."""
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    locked.answers = {**locked.answers, **answers}
    locked.save(update_fields=["answers"])
    attempt.answers = locked.answers


@transaction.atomic
def finish(attempt: Attempt, conditions: Mapping[str, str], area_code: str) -> tuple[Result, str]:
    """Turn a complete attempt into a result; returns it with its owner's code.

    Raises ValueError where an answer is missing, and Attempt.DoesNotExist where the attempt was
    finished already (by a double click, say).
    """
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    content = content_of(attempt.version)
    asked = [statement.key for statement in content.asked(locked.form)]
    if any(key not in locked.answers for key in asked):
        raise ValueError("Not every statement is answered.")
    owner_token = tokens.new_token()
    career = attempt.version.quiz.career
    result = Result.objects.create(
        version=attempt.version,
        form=locked.form,
        answers={key: locked.answers[key] for key in asked},
        conditions=dict(conditions),
        area_code=area_code,
        wage_release=release_seen(career.soc_code),
        owner_hash=tokens.hashed(owner_token),
        token_hash=tokens.hashed(tokens.reading_token(owner_token, 1)),
    )
    locked.delete()
    return result, owner_token


def release_seen(soc_code: str) -> str:
    """Month of the wage release that a result of today shows; empty where there is none."""
    occupation = Occupation.objects.filter(soc_code=soc_code).first()
    if occupation is None:
        return ""
    release = Release.objects.published().covering(occupation).first()
    return release.key if release else ""
