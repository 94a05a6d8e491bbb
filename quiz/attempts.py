"""An attempt under way: started, and answered page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from django.utils.functional import Promise

from quiz import tokens
from quiz.content import VersionContent
from quiz.models import Attempt, QuizVersion
from quiz.scoring import UNSURE_ANSWER
from quiz.versions import get_content
from salaries.coverage import find_release
from salaries.models import Occupation

MAX_QUESTIONS_PER_PAGE = 4


class Question(Protocol):
    """A statement of a quiz, or an activity or condition of a profile."""

    @property
    def key(self) -> str: ...

    @property
    def text(self) -> str | Promise: ...


QuestionT = TypeVar("QuestionT")


def split_pages(questions: Sequence[QuestionT]) -> list[Sequence[QuestionT]]:
    """Split questions into pages of at most four, as even as possible.

    >>> [len(page) for page in split_pages(range(10))]
    [4, 3, 3]
    >>> [len(page) for page in split_pages(range(16))]
    [4, 4, 4, 4]
    """
    number = -(-len(questions) // MAX_QUESTIONS_PER_PAGE)
    size, longer = divmod(len(questions), number)
    ends = [size * page + min(page, longer) for page in range(number + 1)]
    return [questions[start:end] for start, end in pairwise(ends)]


@dataclass(frozen=True)
class Progress:
    """How far an attempt is. Pages count from 1; after `pages` comes a last one of another kind."""

    pages: Sequence[Sequence[Question]]
    answers: Mapping[str, int]

    @cached_property
    def questions(self) -> list[Question]:
        return [question for page in self.pages for question in page]

    @property
    def last_page(self) -> int:
        return len(self.pages) + 1

    def first_number(self, page: int) -> int:
        """Number of a page's first question among all of them."""
        return 1 + sum(len(questions) for questions in self.pages[: page - 1])

    @property
    def first_open_page(self) -> int:
        """The first page with an unanswered question; the last page if there is none."""
        for number, questions in enumerate(self.pages, start=1):
            if any(question.key not in self.answers for question in questions):
                return number
        return self.last_page

    @property
    def answered(self) -> int:
        return sum(question.key in self.answers for question in self.questions)

    @property
    def unsure(self) -> int:
        """How many questions are answered with “I don't know yet”."""
        return sum(self.answers.get(each.key) == UNSURE_ANSWER for each in self.questions)


@dataclass(frozen=True)
class QuizProgress(Progress):
    """Of a quiz; its last page has the yes-or-no questions."""

    content: VersionContent


def get_progress(attempt: Attempt) -> QuizProgress:
    """How far a quiz is."""
    content = get_content(attempt.quiz_version)
    return QuizProgress(split_pages(content.asked(attempt.form)), attempt.answers, content)


def create_attempt(**columns: Any) -> tuple[Attempt, str]:
    """Create an attempt; returns it and its key, which only the visitor's cookie holds."""
    key = tokens.create_token()
    return Attempt.objects.create(key_hash=tokens.hash_token(key), **columns), key


def start_attempt(version: QuizVersion, length: str) -> tuple[Attempt, str]:
    """Create an attempt at a quiz; returns it and its key."""
    wage_release = newest_release(version.quiz.career.occupation)
    return create_attempt(version=version, form=length, wage_release=wage_release)


def newest_release(occupation: Occupation) -> str:
    """Month of the newest published release with this occupation; empty where there is none."""
    release = find_release(occupation)
    return release.key if release else ""


def save_answers(attempt: Attempt, answers: Mapping[str, int]) -> None:
    """Add answers to those stored. The attempt's row must be locked."""
    attempt.answers = {**attempt.answers, **answers}
    attempt.save(update_fields=["answers"])
