"""An attempt under way: started, and answered page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quiz import tokens
from quiz.content import StatementContent, VersionContent
from quiz.models import Attempt, QuizVersion
from quiz.scoring import UNSURE_ANSWER
from quiz.versions import get_content
from salaries.coverage import find_release
from salaries.models import Occupation

MAX_STATEMENTS_PER_PAGE = 4


def split_pages(statements: Sequence[StatementContent]) -> list[Sequence[StatementContent]]:
    """Split statements into pages of at most four, as even as possible.

    >>> [len(page) for page in split_pages(range(10))]
    [4, 3, 3]
    >>> [len(page) for page in split_pages(range(16))]
    [4, 4, 4, 4]
    """
    number = -(-len(statements) // MAX_STATEMENTS_PER_PAGE)
    size, longer = divmod(len(statements), number)
    ends = [size * page + min(page, longer) for page in range(number + 1)]
    return [statements[start:end] for start, end in pairwise(ends)]


@dataclass(frozen=True)
class Progress:
    """How far an attempt is. Pages count from 1; the last one has the yes-or-no questions."""

    content: VersionContent
    length: str
    answers: Mapping[str, int]

    @property
    def statements(self) -> tuple[StatementContent, ...]:
        return self.content.asked(self.length)

    @cached_property
    def pages(self) -> list[Sequence[StatementContent]]:
        return split_pages(self.statements)

    @property
    def last_page(self) -> int:
        return len(self.pages) + 1

    def first_number(self, page: int) -> int:
        """Number of a page's first statement among all of them."""
        return 1 + sum(len(statements) for statements in self.pages[: page - 1])

    @property
    def first_open_page(self) -> int:
        """The first page with an unanswered statement; the last page if there is none."""
        for number, statements in enumerate(self.pages, start=1):
            if any(statement.key not in self.answers for statement in statements):
                return number
        return self.last_page

    @property
    def answered(self) -> int:
        return sum(statement.key in self.answers for statement in self.statements)

    @property
    def unsure(self) -> int:
        """How many statements are answered with “I don't know yet”."""
        return sum(self.answers.get(each.key) == UNSURE_ANSWER for each in self.statements)


def get_progress(attempt: Attempt) -> Progress:
    return Progress(get_content(attempt.version), attempt.form, attempt.answers)


def start_attempt(version: QuizVersion, length: str) -> tuple[Attempt, str]:
    """Create an attempt; returns it and its key, which only the visitor's cookie holds."""
    key = tokens.create_token()
    attempt = Attempt.objects.create(
        version=version,
        form=length,
        key_hash=tokens.hash_token(key),
        wage_release=newest_release(version.quiz.career.occupation),
    )
    return attempt, key


def newest_release(occupation: Occupation) -> str:
    """Month of the newest published release with this occupation; empty where there is none."""
    release = find_release(occupation)
    return release.key if release else ""


def save_answers(attempt: Attempt, answers: Mapping[str, int]) -> None:
    """Add answers to those stored. The attempt's row must be locked."""
    attempt.answers = {**attempt.answers, **answers}
    attempt.save(update_fields=["answers"])
