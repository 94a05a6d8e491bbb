"""The board of a group: who finished, and their results.

Everything is calculated from the current answers. All students come from one query, and the
content of quiz versions and the figures of careers are cached in memory.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from counselors.models import Group, Note, Participation, TalkStatus


@dataclass(frozen=True)
class Board:
    """A group's students.

    `rows` are the participations of those who finished, in the order of their numbers, with
    `has_note`.
    """

    group: Group
    rows: tuple[Any, ...]
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
                *(row.result_id, row.result.answers, row.result.conditions),
                [career.pk for career in row.chosen_careers],
            ]
            for row in self.rows
        ]
        state = json.dumps([self.group.name, self.unfinished, shown], sort_keys=True)
        return hashlib.sha256(state.encode()).hexdigest()[:32]


def select_results(group: Group) -> QuerySet[Participation]:
    """The group's participations with what their results are scored or read from."""
    if group.asks_profile:
        participations = group.participations.select_related("result__profile")
        return participations.prefetch_related("result__profile__chosen")
    return group.participations.select_related("result__version", "career")


def build_board(group: Group, user: Any) -> Board:
    """Load the board with this user's own notes. One query, of profiles two."""
    notes = Note.objects.filter(participation=OuterRef("pk"), author=user)
    participations = select_results(group).annotate(has_note=Exists(notes)).order_by("number")
    now = timezone.now()
    rows = tuple(
        each for each in participations if each.result is not None and each.result.expires_at > now
    )
    return Board(group, rows, sum(each.result is None for each in participations))
