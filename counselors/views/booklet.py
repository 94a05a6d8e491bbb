"""The whole group for printing: a cover with its summary, then each student's result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from counselors.board import build_board
from counselors.kinds import find_kind
from counselors.models import Access, Group, Note
from counselors.models.access import OWN_NOTES
from counselors.permissions import group_access_required


@group_access_required
@require_safe
def booklet(request: HttpRequest, group: Group) -> HttpResponse:
    """`?notes=1` prints this counselor's own notes; otherwise there are lines to write on."""
    with_notes = request.GET.get("notes") == "1"
    board = build_board(group, request.user)
    detail = OWN_NOTES if with_notes else ""
    group.log_access(request.user, Access.Action.BOOKLET, detail=detail)
    notes = Note.objects.texts(group, request.user.pk) if with_notes else {}
    kind = find_kind(group)
    students = [
        {"row": row, "report": kind.build_report(row), "note": notes.get(row.pk, "")}
        for row in board.rows
    ]
    context = {
        "group": group,
        "board": board,
        "kind": kind,
        "summaries": kind.summarize(board),
        "students": students,
        "with_notes": with_notes,
        "today": timezone.localdate(),
    }
    return render(request, "counselors/booklet.html", context)
