"""The board of a group: who finished, the results, and the answers for and against them.

Everything is calculated from the current answers. All students come from one query, and the
content of quiz versions is cached in memory.
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
from counselors.names import get_nickname
from quiz import explain, scoring
from quiz.answers import ANSWER_LABELS
from quiz.content import (
    BandContent,
    ConditionContent,
    StatementContent,
    VersionContent,
)
from quiz.versions import get_content

# Results that are none of the quiz's bands.
NOT_CLEAR, RULED_OUT = "not-clear", "ruled-out"


@dataclass(frozen=True)
class Reason:
    """A statement whose answer moved the fit, and the label of the answer."""

    statement: StatementContent
    said: str


@dataclass(frozen=True)
class Row:
    """A student who finished. The result is scored when it is first read."""

    participation: Participation
    nickname: str
    has_note: bool = False

    @property
    def name(self) -> str:
        return self.nickname or f"Student {self.number}"

    @property
    def number(self) -> int:
        return self.participation.number or 0

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
    def result_key(self) -> str:
        """The key of the band, or NOT_CLEAR or RULED_OUT."""
        if self.outcome.conflicts:
            return RULED_OUT
        return self.outcome.band if self.outcome.is_clear else NOT_CLEAR

    @property
    def result_label(self) -> str:
        if self.outcome.conflicts:
            return "Ruled out by an answer"
        return self.band.label if self.outcome.is_clear else "Not clear"

    @property
    def certainty(self) -> str:
        """How certain the result is, in a few words."""
        if self.outcome.is_clear:
            apart = f"apart from that “{self.band.label.lower()}”, " if self.conflicts else ""
            return f"{apart}{'firm' if self.outcome.is_firm else 'on the edge'}"
        return ", ".join(self._describe_doubt(doubt) for doubt in self.outcome.doubts)

    def _describe_doubt(self, doubt: scoring.Doubt) -> str:
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
        """The answer that speaks most for the fit; the first of equal ones."""
        return self._first_reason(reason for reason in self._reasons if reason.points > 0)

    @property
    def reason_against(self) -> Reason | None:
        return self._first_reason(reason for reason in self._reasons if reason.points < 0)

    def _first_reason(self, reasons: Iterable[explain.Reason]) -> Reason | None:
        reason = next(iter(reasons), None)
        if reason is None:
            return None
        statement = next(item for item in self.content.statements if item.key == reason.key)
        return Reason(statement, ANSWER_LABELS[self.result.answers[reason.key]])


@dataclass(frozen=True)
class Board:
    """A group's students; `rows` are those who finished, in the order of their numbers."""

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
        """Changes whenever something on the board changes; calculated without scoring."""
        shown = [
            [
                *(row.number, row.name, row.status, row.has_note, str(row.shared_at)),
                *(row.result.pk, row.result.answers, row.result.conditions),
            ]
            for row in self.rows
        ]
        state = json.dumps([self.group.name, self.unfinished, shown], sort_keys=True)
        return hashlib.sha256(state.encode()).hexdigest()[:32]

    @property
    def careers(self) -> dict[str, str]:
        """The slugs and names of the results' careers."""
        return {row.career.slug: row.career.name for row in self.rows}

    @property
    def bands(self) -> dict[str, str]:
        """The keys and labels of the quizzes' bands, the highest first."""
        contents = {row.result.version_id: row.content for row in self.rows}
        return {band.key: band.label for content in contents.values() for band in content.bands}

    def find_row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.number == number), None)


def build_board(group: Group, user: Any) -> Board:
    """Load the board with this user's own notes. One query."""
    notes = Note.objects.filter(participation=OuterRef("pk"), author=user)
    participations = (
        group.participations.select_related("result__version", "career")
        .annotate(has_note=Exists(notes))
        .order_by("number")
    )
    now = timezone.now()
    rows = tuple(
        Row(each, get_nickname(each, group), each.has_note)
        for each in participations
        if each.result is not None and each.result.expires_at > now
    )
    return Board(group, rows, sum(each.result is None for each in participations))
