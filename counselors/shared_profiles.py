"""What counselors see of a student's profile; students read this very list before they agree.

Likings of the six interests, what suits or bothers, what is ruled out or not known, the first
groups of careers and the chosen careers. No page and no file gets anything else of a profile: not
single activities, and neither the limits of training and pay nor the place and the work of now.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from careers.models import Career
from careers.profile.interests import INTERESTS
from counselors.standings import MeasuredReader, Standing, find_standing
from quiz.matching.answers import Answers, Stance
from quiz.matching.doubts import UNCLEAR_INTERESTS, Doubt, find_doubts
from quiz.matching.readings import Reading, read_careers
from quiz.models import Result
from quiz.profiles.family_texts import FAMILIES
from quiz.profiles.stored import build_answers
from quiz.profiles.texts import CONDITION_TEXTS

# Equally strong interests beyond this number tell nothing of each other.
MAX_STRONGEST = 3


class LikedInterest(NamedTuple):
    """An interest, and the mean liking of its activities, 1 to 5."""

    key: str
    name: str
    likes: str
    liking: float


class NamedCondition(NamedTuple):
    """A condition of work; `name` within a sentence."""

    key: str
    name: str


class SharedFamily(NamedTuple):
    """A group of careers: how many stay of how many, and the names of the first.

    `bothers` are the conditions that would bother the student in most of those that stay.
    """

    key: str
    name: str
    stays: int
    total: int
    careers: tuple[str, ...]
    bothers: tuple[NamedCondition, ...]


class ChosenCareer(NamedTuple):
    """A career that the student chose, with what its conditions are for the student."""

    name: str
    url: str
    suits: tuple[NamedCondition, ...]
    bothers: tuple[NamedCondition, ...]
    rules_out: tuple[NamedCondition, ...]


class SharedProfile:
    """A profile as counselors see it; careers are read when something about them is first asked.

    The profile's `chosen` careers should be prefetched.
    """

    def __init__(self, result: Result, reader: MeasuredReader) -> None:
        self._result, self._reader = result, reader

    @cached_property
    def _answers(self) -> Answers:
        return build_answers(self._result)

    @cached_property
    def _standing(self) -> Standing:
        return find_standing(self._result, self._answers, self._reader)

    @property
    def finished_at(self) -> datetime:
        return self._result.created_at

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why the answers tell little, if they do."""
        return find_doubts(self._result.answers)

    @property
    def is_clear(self) -> bool:
        """Whether the answers tell interests."""
        return self._answers.is_clear

    @property
    def interest_doubt(self) -> Doubt | None:
        """Why the answers do not tell interests."""
        return next((doubt for doubt in self.doubts if doubt in UNCLEAR_INTERESTS), None)

    @cached_property
    def interests(self) -> tuple[LikedInterest, ...]:
        """The interests that are known, the strongest first; none if the answers do not tell."""
        if not self.is_clear:
            return ()
        known = [key for key in INTERESTS if key in self._answers.interests]
        known.sort(key=lambda key: -self._answers.interests[key])
        return tuple(
            LikedInterest(
                key,
                str(INTERESTS[key][0]),
                str(INTERESTS[key][1]),
                round(self._answers.interests[key], 1),
            )
            for key in known
        )

    @property
    def strongest(self) -> tuple[LikedInterest, ...]:
        """The two strongest interests, or three if the next is as strong as the second.

        Where even more are equal, those that are stronger than these; it may be none.
        """
        if len(self.interests) <= MAX_STRONGEST - 1:
            return self.interests
        second = self.interests[1].liking
        strong = tuple(each for each in self.interests if each.liking >= second)
        if len(strong) <= MAX_STRONGEST:
            return strong
        return tuple(each for each in self.interests if each.liking > second)

    @property
    def suits(self) -> tuple[NamedCondition, ...]:
        return self._list_conditions(Stance.SUITS)

    @property
    def bothers(self) -> tuple[NamedCondition, ...]:
        return self._list_conditions(Stance.BOTHERS)

    @property
    def rules_out(self) -> tuple[NamedCondition, ...]:
        return self._list_conditions(Stance.RULES_OUT)

    @property
    def unknown(self) -> tuple[NamedCondition, ...]:
        return self._list_conditions(Stance.UNKNOWN)

    def _list_conditions(self, stance: Stance) -> tuple[NamedCondition, ...]:
        return name_conditions([key for key, own in self._answers.stances.items() if own is stance])

    @cached_property
    def families(self) -> tuple[SharedFamily, ...]:
        """The first groups of careers, in the order in which the student reads them."""
        names = self._reader.read(self._result).names
        return tuple(
            SharedFamily(
                family.key,
                str(FAMILIES[family.key]),
                family.stays,
                family.total,
                tuple(names[pk] for pk in family.careers if pk in names),
                name_conditions(family.bothers),
            )
            for family in self._standing.families
        )

    @property
    def costs(self) -> dict[str, int]:
        """How many careers each condition that is ruled out alone takes off the list."""
        return dict(self._standing.costs)

    @cached_property
    def chosen(self) -> tuple[ChosenCareer, ...]:
        """The chosen careers that are public, as the student marked them until now."""
        measured = self._reader.read(self._result)
        careers: list[Career] = [
            career for career in self._result.profile.chosen.all() if career.pk in measured.by_id
        ]
        readings: Sequence[Reading] = read_careers(
            self._answers, [measured.by_id[career.pk] for career in careers]
        )
        return tuple(
            ChosenCareer(
                measured.names[career.pk],
                career.get_absolute_url(),
                name_conditions(reading.suits),
                name_conditions(reading.bothers),
                name_conditions(reading.rules_out),
            )
            for career, reading in zip(careers, readings, strict=True)
        )


def name_conditions(keys: Sequence[str]) -> tuple[NamedCondition, ...]:
    return tuple(NamedCondition(key, str(CONDITION_TEXTS[key].name)) for key in keys)
