"""The board of a group: who finished, what came out, and what stands for and against it.

Everything is worked out from the answers as they are now; a version's content comes from memory
and the students from one query, however many they are.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from counselors.models import Group, Note, Participation, TalkStatus
from counselors.names import student_name
from quiz import explain, scoring
from quiz.answers import ANSWER_LABELS
from quiz.content import (
    BandContent,
    ConditionContent,
    StatementContent,
    VersionContent,
)
from quiz.versions import get_content

# Standings beside the quiz's own bands.
NOT_CLEAR, RULED_OUT = "not-clear", "ruled-out"


@dataclass(frozen=True)
class Reason:
    """An answer that moved the fit, and how it was given."""

    statement: StatementContent
    said: str


@dataclass(frozen=True)
class Row:
    """A student who finished; what is told of the result is worked out when it is asked for."""

    participation: Participation
    name: str
    has_note: bool = False

    @property
    def number(self) -> int:
        return self.participation.number or 0

    @property
    def has_nickname(self) -> bool:
        return self.name != f"Student {self.number}"

    @property
    def career(self) -> Any:
        return self.participation.career

    @property
    def shared_at(self) -> datetime | None:
        return self.participation.shared_at

    @property
    def status(self) -> TalkStatus:
        return TalkStatus(self.participation.status)

    @property
    def result(self) -> Any:
        return self.participation.result

    @cached_property
    def content(self) -> VersionContent:
        return get_content(self.result.version)

    @cached_property
    def outcome(self) -> scoring.Outcome:
        result = self.result
        return self.content.score_answers(result.form, result.answers, result.conditions)

    @property
    def band(self) -> BandContent:
        return self.content.band_by_key[self.outcome.band]

    @cached_property
    def conflicts(self) -> tuple[ConditionContent, ...]:
        return tuple(
            condition
            for condition in self.content.conditions
            if condition.key in self.outcome.conflicts
        )

    @property
    def standing(self) -> str:
        """Key of the band where the result is clear and nothing rules the work out."""
        if self.outcome.conflicts:
            return RULED_OUT
        return self.outcome.band if self.outcome.is_clear else NOT_CLEAR

    @property
    def standing_words(self) -> str:
        if self.outcome.conflicts:
            return "Ruled out by an answer"
        return self.band.label if self.outcome.is_clear else "Not clear"

    @property
    def sureness(self) -> str:
        """How sure that is, in a few words."""
        if self.outcome.is_clear:
            firm = self.outcome.stability is scoring.Stability.FIRM
            apart = f"apart from that “{self.band.label.lower()}”, " if self.conflicts else ""
            return f"{apart}{'firm' if firm else 'on the edge'}"
        return ", ".join(self._doubt(doubt) for doubt in self.outcome.doubts)

    def _doubt(self, doubt: scoring.Doubt) -> str:
        if doubt is scoring.Doubt.FLAT:
            return "the same answer everywhere"
        if doubt is scoring.Doubt.LONG_RUN:
            return f"the same answer {self.outcome.longest_run} times in a row"
        if doubt is scoring.Doubt.CONTRADICTION:
            return f"{len(self.outcome.contradictions)} pairs of answers contradict each other"
        lowest, highest = self.outcome.bands[0], self.outcome.bands[-1]
        labels = self.content.band_by_key
        return f"from “{labels[lowest].label.lower()}” to “{labels[highest].label.lower()}”"

    @property
    def tone(self) -> str:
        if self.outcome.conflicts:
            return "poor"
        return self.band.tone if self.outcome.is_clear else "open"

    @property
    def fit(self) -> int:
        return round(self.outcome.fit)

    @cached_property
    def _reasons(self) -> tuple[explain.Reason, ...]:
        return explain.rank_reasons(self.content.form(self.result.form), self.result.answers)

    @property
    def reason_for(self) -> Reason | None:
        """The answer that speaks most for the fit; of equal ones the first that was asked."""
        return self._told(reason for reason in self._reasons if reason.points > 0)

    @property
    def reason_against(self) -> Reason | None:
        return self._told(reason for reason in self._reasons if reason.points < 0)

    def _told(self, reasons: Iterable[explain.Reason]) -> Reason | None:
        reason = next(iter(reasons), None)
        if reason is None:
            return None
        statement = next(item for item in self.content.statements if item.key == reason.key)
        return Reason(statement, ANSWER_LABELS[self.result.answers[reason.key]])


@dataclass(frozen=True)
class Board:
    """A group's students: those who finished in the order of their numbers."""

    group: Group
    rows: tuple[Row, ...]
    unfinished: int

    @property
    def finished(self) -> int:
        return len(self.rows)

    @property
    def to_talk(self) -> int:
        return sum(row.status == TalkStatus.TO_TALK for row in self.rows)

    @property
    def talked(self) -> int:
        return sum(row.status == TalkStatus.TALKED for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Changes with all that the board shows; nothing is scored for it."""
        seen = [
            [
                *(row.number, row.name, row.status, row.has_note, str(row.shared_at)),
                *(row.result.pk, row.result.answers, row.result.conditions),
            ]
            for row in self.rows
        ]
        told = json.dumps([self.group.name, self.unfinished, seen], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def careers(self) -> dict[str, str]:
        """Slugs and names of the careers of these results."""
        return {row.career.slug: row.career.name for row in self.rows}

    @property
    def bands(self) -> dict[str, str]:
        """Keys and labels of the bands of these quizzes, the highest first."""
        contents = {row.result.version_id: row.content for row in self.rows}
        return {band.key: band.label for content in contents.values() for band in content.bands}

    def of_number(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.number == number), None)


def board_of(group: Group, user: Any) -> Board:
    """Read the board; notes are this user's own alone. One query."""
    notes = Note.objects.filter(participation=OuterRef("pk"), author=user)
    found = (
        group.participations.select_related("result__version", "career")
        .annotate(has_note=Exists(notes))
        .order_by("number")
    )
    now = timezone.now()
    every = list(found)
    rows = tuple(
        Row(one, student_name(one, group), one.has_note)
        for one in every
        if one.result is not None and one.result.expires_at > now
    )
    return Board(group, rows, sum(one.result is None for one in every))
