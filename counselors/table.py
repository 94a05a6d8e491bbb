"""The board as a table for spreadsheets, and the group's picture as another."""

from itertools import groupby
from typing import Any

from counselors.board import Board, Row, board_of
from counselors.models import Group, Note
from counselors.picture import Picture, Scored, picture
from quiz import scoring

COLUMNS = (
    *("number", "nickname", "shared_on", "career", "result", "how_sure", "fit", "fit_from"),
    *("fit_to", "ruled_out_by", "speaks_for", "speaks_against", "high", "middle", "low"),
    *("status", "your_note"),
)
PICTURE_COLUMNS = ("career", "students_counted", "what", "mean_0_to_100", "category", "students")


def rows(group: Group, user: Any) -> list[list[str | int]]:
    """The board with its heading, one student a row, with this user's own notes and no others.

    Two queries, and those for a quiz version not in memory yet.
    """
    notes = Note.objects.texts(group, user)
    board = board_of(group, user)
    return [
        list(COLUMNS),
        *(list(_cells(row, notes.get(row.participation.pk, ""))) for row in board.rows),
    ]


def _cells(row: Row, note: str) -> tuple[str | int, ...]:
    outcome, names = row.outcome, {trait.key: trait.name for trait in row.content.traits}
    levels = (scoring.Level.HIGH, scoring.Level.MIDDLE, scoring.Level.LOW)
    return (
        row.number,
        row.name if row.has_nickname else "",
        f"{row.shared_at:%Y-%m-%d}",
        row.career.name,
        row.standing_words,
        row.sureness,
        *(row.fit, round(outcome.low), round(outcome.high)),
        "; ".join(condition.question for condition in row.conflicts),
        *(
            f"{reason.statement.text} ({reason.said})" if reason else ""
            for reason in (row.reason_for, row.reason_against)
        ),
        *(
            "; ".join(names[trait.key] for trait in outcome.traits if trait.level == level)
            for level in levels
        ),
        row.status.label,
        note,
    )


def pictures(board: Board) -> list[Picture]:
    """The picture of each career of a board, by the careers' names; hidden where few finished."""
    by_career = sorted(board.rows, key=lambda row: (row.career.name, row.number))
    return [
        picture(name, [Scored(row.content, row.outcome) for row in found])
        for name, found in groupby(by_career, key=lambda row: str(row.career.name))
    ]


def picture_rows(group: Group, user: Any) -> list[list[str | int]]:
    """The group's picture with its heading; a career with fewer than five results has no row."""
    found: list[list[str | int]] = [list(PICTURE_COLUMNS)]
    for drawn in pictures(board_of(group, user)):
        for spread in (drawn.results, *drawn.traits):
            if spread is None:
                continue
            start: tuple[str | int, ...] = (
                drawn.career,
                spread.number,
                spread.name,
                spread.mean_words,
            )
            if not spread.categories:
                found.append([*start, "not shown", ""])
            found += [[*start, one.label, one.number] for one in spread.categories]
    return found
