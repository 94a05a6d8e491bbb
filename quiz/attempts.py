"""An attempt under way: begun, and answered page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from quiz import tokens
from quiz.content import StatementContent, VersionContent, content_of
from quiz.forms.take import pages
from quiz.models import Attempt, QuizVersion
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
    attempt = Attempt.objects.create(
        version=version,
        form=length,
        key_hash=tokens.hashed(key),
        wage_release=newest_release(version.quiz.career.occupation),
    )
    return attempt, key


def newest_release(occupation: Occupation) -> str:
    """Month of the newest published release with this occupation; empty where there is none."""
    release = Release.objects.published().covering(occupation).first()
    return release.key if release else ""


@transaction.atomic
def keep(attempt: Attempt, answers: Mapping[str, int]) -> bool:
    """Add answers to those kept; two windows on the same attempt do not undo each other.

    False where the attempt is over: another window has finished it.
    """
    locked = Attempt.objects.select_for_update().filter(pk=attempt.pk).first()
    if locked is None:
        return False
    locked.answers = {**locked.answers, **answers}
    locked.save(update_fields=["answers"])
    attempt.answers = locked.answers
    return True
