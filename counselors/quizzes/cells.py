"""Quiz results as cells of tables for spreadsheets."""

from itertools import groupby

from counselors.board import Board
from counselors.group_summary import GroupSummary, summarize_results
from counselors.models import Participation
from quiz import scoring

COLUMNS = (
    *("career", "result", "how_sure", "fit", "fit_from", "fit_to", "ruled_out_by"),
    *("highest_side", "lowest_side", "high", "middle", "low", "not_known", "answers_left_out"),
)


def build_cells(row: Participation) -> tuple[str | int, ...]:
    """A student's result, in the order of COLUMNS."""
    scored, outcome = row.scored, row.scored.outcome
    names = {trait.key: trait.name for trait in scored.content.traits}
    figures = (scored.fit, round(outcome.low), round(outcome.high))
    levels = (scoring.Level.HIGH, scoring.Level.MIDDLE, scoring.Level.LOW)
    return (
        row.quiz_career.name,
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
    )


def summarize_board(board: Board) -> list[GroupSummary]:
    """The summary of each career of a board, ordered by the careers' names."""
    by_career = sorted(
        board.rows, key=lambda row: (row.quiz_career.name, row.career_id, row.number)
    )
    return [
        summarize_results(
            rows[0].quiz_career.name, [(row.scored.content, row.scored.outcome) for row in rows]
        )
        for rows in (list(each) for _, each in groupby(by_career, key=lambda row: row.career_id))
    ]
