"""What a profile asks, page by page, and how far one is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from programs.geography import STATES
from quiz.areas import find_area
from quiz.attempts import Progress, create_attempt, split_pages
from quiz.matching.conditions import ASKED
from quiz.matching.items import ACTIVITIES
from quiz.models import Attempt, Result
from quiz.profiles.texts import ACTIVITY_TEXTS, CONDITION_TEXTS, Text


class Part(StrEnum):
    """The parts of a profile, in their order."""

    INTERESTS = "interests"
    CONDITIONS = "conditions"
    PRACTICAL = "practical"


@dataclass(frozen=True)
class ProfileQuestion:
    """An activity or a condition, as it is asked."""

    key: str
    text: Text


def list_questions() -> dict[Part, list[ProfileQuestion]]:
    """What is asked on a scale, by part; the practical part has fields of its own."""
    return {
        Part.INTERESTS: [ProfileQuestion(one.key, ACTIVITY_TEXTS[one.key]) for one in ACTIVITIES],
        Part.CONDITIONS: ask_conditions(ASKED),
    }


def ask_conditions(keys: Iterable[str]) -> list[ProfileQuestion]:
    """Conditions, by their keys, as they are asked about."""
    return [ProfileQuestion(key, CONDITION_TEXTS[key].question) for key in keys]


PAGES = {part: split_pages(questions) for part, questions in list_questions().items()}
ALL_PAGES = [page for pages in PAGES.values() for page in pages]
ASKED_KEYS = [question.key for page in ALL_PAGES for question in page]


@dataclass(frozen=True)
class ProfileProgress(Progress):
    """Of a profile; its last page asks for practical limits. `practical` is as typed so far."""

    practical: Mapping[str, str]

    def find_part(self, page: int) -> Part:
        if page == self.last_page:
            return Part.PRACTICAL
        return Part.INTERESTS if page <= len(PAGES[Part.INTERESTS]) else Part.CONDITIONS

    def number_within_part(self, page: int) -> tuple[int, int, int]:
        """The numbers of a page's first and last question in its part, and how many that has."""
        part = self.find_part(page)
        before = 0 if part is Part.INTERESTS else sum(map(len, PAGES[Part.INTERESTS]))
        first = self.first_number(page) - before
        return first, first + len(self.pages[page - 1]) - 1, sum(map(len, PAGES[part]))


def get_progress(attempt: Attempt) -> ProfileProgress:
    return ProfileProgress(ALL_PAGES, attempt.answers, attempt.practical)


def start_attempt(earlier: Result | None = None) -> tuple[Attempt, str]:
    """Create an attempt at a profile; returns it and its key.

    With an `earlier` profile its answers are there already; one that is asked no more is left out.
    """
    if earlier is None:
        return create_attempt()
    answers = {key: earlier.answers[key] for key in ASKED_KEYS if key in earlier.answers}
    return create_attempt(answers=answers, practical=describe_practical(earlier))


def describe_practical(result: Result) -> dict[str, str]:
    """The practical answers of a profile, as they could have been typed."""
    profile = result.profile
    state = find_area(result.area_code)
    work = profile.current_career
    return {
        "training": "any" if result.months is None else str(result.months),
        "pay": "" if profile.pay_from is None else str(profile.pay_from),
        # Not by the survey's name of it, which is no name that people write of some territories.
        "place": profile.zip_code or (STATES[state.state] if state else ""),
        "work": work.name if work else "",
        "work_career": work.slug if work else "",
    }
