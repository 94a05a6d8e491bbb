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
from counselors.board import select_results
from counselors.csv_tables import build_board_rows
from counselors.kinds import find_kind
from counselors.models import Group, Note, Participation


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
    shared = select_results(group).filter(result__isnull=False)
    own = Note.objects.texts(group, user)
    return {
        "name": group.name,
        "code": group.code,
        "asks_profile": group.asks_profile,
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
        "career": student.career.name if student.career else None,
        "consented_at": student.consented_at,
        "shared_at": student.shared_at,
        "result": find_kind(student.group).build_data(student) if student.result else None,
    }
