"""The board and the group's summary as tables for spreadsheets."""

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext

from counselors.board import build_board
from counselors.group_summary import Distribution
from counselors.kinds import find_kind
from counselors.models import Group, Note

SUMMARY_COLUMNS = ("career", "students_counted", "what", "mean_0_to_100", "category", "students")


def list_columns(group: Group) -> tuple[str, ...]:
    """The names of the board's columns; what stands between is of the kind of the results."""
    columns = find_kind(group).columns
    return ("number", "nickname", "shared_on", *columns, "status", "your_note")


def build_board_rows(group: Group, user: Any) -> list[list[str | int]]:
    """The board with a header row and one row per student, with this user's own notes.

    Two queries, and those for quiz versions not in memory yet.
    """
    notes = Note.objects.texts(group, user)
    board = build_board(group, user)
    build_cells = find_kind(group).build_cells
    return [
        list(list_columns(group)),
        *(
            [
                row.number,
                row.shown_nickname,
                f"{localtime(row.shared_at, group.zone):%Y-%m-%d}",
                *build_cells(row),
                row.get_status_display(),
                notes.get(row.pk, ""),
            ]
            for row in board.rows
        ),
    ]


def build_summary_rows(group: Group, user: Any) -> list[list[str | int]]:
    """The summary with a header row; what fewer than five students share has no rows."""
    rows: list[list[str | int]] = [list(SUMMARY_COLUMNS)]
    for summary in find_kind(group).summarize(build_board(group, user)):
        for item in summary.distributions:
            rows += _build_distribution_rows(summary.career, item)
    return rows


def _build_distribution_rows(career: str, item: Distribution) -> list[list[str | int]]:
    start: list[str | int] = [career, item.number, item.name, item.mean_text]
    if not item.categories:
        return [[*start, gettext("not shown"), ""]]
    return [[*start, each.label, each.number] for each in item.categories]
