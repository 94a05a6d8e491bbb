"""The whole group on paper: a cover with its picture, then each student's result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from counselors.board import board_of
from counselors.gate import for_group, log
from counselors.models import Access, Group, Note
from counselors.table import pictures
from counselors.talking import talking_points
from quiz.models.parts import GuidePart
from quiz.story import build_story

# Paper has no links.
NO_LINKS = dict.fromkeys(GuidePart.values, "")


@for_group
@require_safe
def booklet(request: HttpRequest, group: Group) -> HttpResponse:
    """`?notes=1` prints this counselor's own notes; else there are lines to write on."""
    with_notes = request.GET.get("notes") == "1"
    board = board_of(group, request.user)
    log(request, group, Access.Action.BOOKLET, detail="with own notes" if with_notes else "")
    notes = Note.objects.texts(group, request.user.pk) if with_notes else {}
    students = []
    for row in board.rows:
        story = build_story(row.result, NO_LINKS)
        students.append(
            {
                "row": row,
                "story": story,
                "points": talking_points(story),
                "note": notes.get(row.participation.pk, ""),
            }
        )
    context = {
        "group": group,
        "board": board,
        "pictures": pictures(board),
        "students": students,
        "with_notes": with_notes,
        "today": timezone.localdate(),
    }
    return render(request, "counselors/booklet.html", context)
