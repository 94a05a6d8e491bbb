"""The whole group for printing: a cover with its summary, then each student's result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from counselors.board import build_board
from counselors.csv_tables import summarize_board
from counselors.models import Access, Group, Note
from counselors.models.access import OWN_NOTES
from counselors.permissions import group_access_required
from counselors.talking_points import build_talking_points
from quiz.models.parts import GuidePart
from quiz.story import build_story

# Links are of no use on paper.
NO_LINKS = dict.fromkeys(GuidePart.values, "")


@group_access_required
@require_safe
def booklet(request: HttpRequest, group: Group) -> HttpResponse:
    """`?notes=1` prints this counselor's own notes; otherwise there are lines to write on."""
    with_notes = request.GET.get("notes") == "1"
    board = build_board(group, request.user)
    detail = OWN_NOTES if with_notes else ""
    group.log_access(request.user, Access.Action.BOOKLET, detail=detail)
    notes = Note.objects.texts(group, request.user.pk) if with_notes else {}
    students = []
    for row in board.rows:
        story = build_story(row.scored.result, NO_LINKS)
        students.append(
            {
                "row": row,
                "story": story,
                "points": build_talking_points(story),
                "note": notes.get(row.pk, ""),
            }
        )
    context = {
        "group": group,
        "board": board,
        "summaries": summarize_board(board),
        "students": students,
        "with_notes": with_notes,
        "today": timezone.localdate(),
    }
    return render(request, "counselors/booklet.html", context)
