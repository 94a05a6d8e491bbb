"""The board of a group: who finished, the results, and the answers for and against them.

Everything is calculated from the current answers. All students come from one query, and the
content of quiz versions is cached in memory.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from counselors.models import Group, Note, TalkStatus


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
                *(row.result_id, row.scored.result.answers, row.scored.result.conditions),
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
        return {band.key: str(band.label) for row in self.rows for band in row.scored.content.bands}


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
        each for each in participations if each.result is not None and each.result.expires_at > now
    )
    return Board(group, rows, sum(each.result is None for each in participations))
