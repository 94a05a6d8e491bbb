"""The two kinds of groups, and what is different of each: students take quizzes or share profiles.

All else is the same for both: consent, numbers, notes, status, the log, colleagues and deletion.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from counselors.board import Board
from counselors.forms.board import BoardFilterForm
from counselors.models import Group, Participation
from counselors.profiles import cells as profile_cells
from counselors.profiles import data as profile_data
from counselors.profiles import report as profile_report
from counselors.profiles.filters import ProfileFilterForm
from counselors.profiles.summary import summarize_profiles
from counselors.quizzes import cells as quiz_cells
from counselors.quizzes import data as quiz_data
from counselors.quizzes import report as quiz_report
from counselors.quizzes.filters import QuizFilterForm


@dataclass(frozen=True)
class Kind:
    """How results of one kind are shown; `folder` has its templates, of the same names for both.

    `columns` and `build_cells` are a student's result in a table, `build_data` in JSON.
    `build_report` and `build_page` are the context of a student in the booklet and on a page of
    their own. `summarize` gives summaries with `is_shown`, `career` and `distributions`.
    """

    folder: str
    filter_form: type[BoardFilterForm]
    columns: tuple[str, ...]
    build_cells: Callable[[Participation], tuple[str | int, ...]]
    build_data: Callable[[Participation], dict[str, Any]]
    build_report: Callable[[Participation], dict[str, Any]]
    build_page: Callable[[Participation], dict[str, Any]]
    summarize: Callable[[Board], Sequence[Any]]


QUIZZES = Kind(
    folder="counselors/quizzes",
    filter_form=QuizFilterForm,
    columns=quiz_cells.COLUMNS,
    build_cells=quiz_cells.build_cells,
    build_data=quiz_data.build_student_result,
    build_report=quiz_report.build_report,
    build_page=quiz_report.build_page,
    summarize=quiz_cells.summarize_board,
)
PROFILES = Kind(
    folder="counselors/profiles",
    filter_form=ProfileFilterForm,
    columns=profile_cells.COLUMNS,
    build_cells=profile_cells.build_cells,
    build_data=profile_data.build_profile_data,
    build_report=profile_report.build_report,
    build_page=profile_report.build_report,
    summarize=summarize_profiles,
)


def find_kind(group: Group) -> Kind:
    return PROFILES if group.asks_profile else QUIZZES
