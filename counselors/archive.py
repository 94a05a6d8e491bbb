"""A whole group as a ZIP file, to keep after the site deletes it.

`group.json` has everything; `board.csv` is the board for spreadsheets.
"""

import io
import json
import zipfile
from typing import Any

from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from common.spreadsheets import csv_text
from counselors.csv_tables import build_board_rows
from counselors.models import Group, Note, Participation
from counselors.scored_results import ScoredResult
from quiz import wording
from quiz.answers import ANSWER_LABELS


def build_archive(group: Group, user: User) -> bytes:
    """A ZIP of the group as this counselor sees it, without other counselors' notes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        data = build_group_data(group, user)
        text = json.dumps(data, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
        files.writestr("group.json", text + "\n")
        files.writestr("board.csv", csv_text(build_board_rows(group, user)))
    return archive.getvalue()


def build_group_data(group: Group, user: User) -> dict[str, Any]:
    """The content of group.json. Three queries, and five more for each quiz not in memory."""
    shared = group.participations.finished().select_related("career", "result__version")
    own = Note.objects.texts(group, user)
    return {
        "name": group.name,
        "code": group.code,
        "careers": [career.name for career in group.careers.all()],
        "naming": group.naming,
        "made_at": group.created_at,
        "closes_on": group.closes_on,
        "deleted_on": group.deleted_on,
        "downloaded_at": timezone.now(),
        "opened_not_finished": group.participations.unfinished().count(),
        "students": [
            {**build_student_data(student), "own_note": own.get(student.pk, "")}
            for student in shared.order_by("number")
        ],
    }


def build_student_data(student: Participation) -> dict[str, Any]:
    """One student without notes; `result` is None until one is shared."""
    return {
        "number": student.number,
        "nickname": student.nickname,
        "status": student.get_status_display(),
        "career": student.career.name,
        "consented_at": student.consented_at,
        "shared_at": student.shared_at,
        "result": build_result_data(student.scored) if student.result else None,
    }


def build_result_data(scored: ScoredResult) -> dict[str, Any]:
    """The answers and the quiz's result; scores are out of 100.

    The answer 0 is “not known yet”; a side of which nothing is known has no score.
    """
    result, content, outcome = scored.result, scored.content, scored.outcome
    trait_names = {trait.key: trait.name for trait in content.traits}
    return {
        "finished_at": result.created_at,
        "quiz_version": result.version.number,
        "form": result.form,
        "headline": wording.format_headline(content, outcome),
        "band": scored.band.label if outcome.is_clear and not outcome.conflicts else None,
        "fit": round(outcome.fit),
        "range": [round(outcome.low), round(outcome.high)],
        "traits": [
            *(
                {"name": trait_names[trait.key], "score": round(trait.score)}
                for trait in outcome.traits
            ),
            *({"name": trait_names[key], "score": None} for key in outcome.unscored),
        ],
        "answers": [
            {
                "statement": statement.text,
                "answer": result.answers[statement.key],
                "answer_label": ANSWER_LABELS[result.answers[statement.key]],
            }
            for statement in content.asked(result.form)
        ],
        "conditions": [
            {"question": condition.question, "answer": result.conditions.get(condition.key, "")}
            for condition in content.conditions
        ],
    }
