"""The board and the group's summary as tables for spreadsheets."""

from itertools import groupby
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext

from counselors.board import Board, build_board
from counselors.group_summary import GroupSummary, summarize_results
from counselors.models import Group, Note, Participation
from quiz import scoring

BOARD_COLUMNS = (
    *("number", "nickname", "shared_on", "career", "result", "how_sure", "fit", "fit_from"),
    *("fit_to", "ruled_out_by", "highest_side", "lowest_side", "high", "middle", "low"),
    *("not_known", "answers_left_out", "status", "your_note"),
)
SUMMARY_COLUMNS = ("career", "students_counted", "what", "mean_0_to_100", "category", "students")


def build_board_rows(group: Group, user: Any) -> list[list[str | int]]:
    """The board with a header row and one row per student, with this user's own notes.

    Two queries, and those for quiz versions not in memory yet.
    """
    notes = Note.objects.texts(group, user)
    board = build_board(group, user)
    return [
        list(BOARD_COLUMNS),
        *(list(_build_cells(row, notes.get(row.pk, ""))) for row in board.rows),
    ]


def _build_cells(row: Participation, note: str) -> tuple[str | int, ...]:
    scored, outcome = row.scored, row.scored.outcome
    names = {trait.key: trait.name for trait in scored.content.traits}
    figures = (scored.fit, round(outcome.low), round(outcome.high))
    levels = (scoring.Level.HIGH, scoring.Level.MIDDLE, scoring.Level.LOW)
    return (
        row.number or 0,
        row.shown_nickname,
        f"{localtime(row.shared_at, row.group.zone):%Y-%m-%d}",
        row.career.name,
        scored.label,
        scored.certainty,
        *(figures if outcome.traits else ("", "", "")),
        "; ".join(condition.question for condition in scored.conflicts),
        *(
            "; ".join(f"{name} ({sides.score})" for name in sides.names) if sides else ""
            for sides in (scored.highest_sides, scored.lowest_sides)
        ),
        *(
            "; ".join(names[trait.key] for trait in outcome.traits if trait.level == level)
            for level in levels
        ),
        "; ".join(scored.unscored_sides),
        scored.number_unsure,
        row.get_status_display(),
        note,
    )


def summarize_board(board: Board) -> list[GroupSummary]:
    """The summary of each career of a board, ordered by the careers' names."""
    by_career = sorted(board.rows, key=lambda row: (row.career.name, row.career_id, row.number))
    return [
        summarize_results(
            rows[0].career.name, [(row.scored.content, row.scored.outcome) for row in rows]
        )
        for rows in (list(each) for _, each in groupby(by_career, key=lambda row: row.career_id))
    ]


def build_summary_rows(group: Group, user: Any) -> list[list[str | int]]:
    """The summary with a header row; careers with fewer than five results have no rows."""
    rows: list[list[str | int]] = [list(SUMMARY_COLUMNS)]
    for summary in summarize_board(build_board(group, user)):
        for item in (summary.results, *summary.traits):
            if item is None:
                continue
            start: list[str | int] = [summary.career, item.number, item.name, item.mean_text]
            if not item.categories:
                rows.append([*start, gettext("not shown"), ""])
            rows += [[*start, each.label, each.number] for each in item.categories]
    return rows
