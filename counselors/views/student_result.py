"""One student's result as the group's counselors see it, and what they note about it."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselors.archive import student_data
from counselors.board import Board, Row, board_of
from counselors.forms.counselor import NoteForm, StatusForm
from counselors.gate import for_group, log
from counselors.models import Access, Group, Note, Participation, TalkStatus
from counselors.names import student_name
from counselors.talking import talking_points
from quiz.story import build_guide_links, build_story


@for_group
@require_safe
def student(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    board = board_of(group, request.user)
    row = _row(board, number)
    log(request, group, Access.Action.RESULT, student_number=number)
    note = Note.objects.filter(participation=row.participation, author=request.user.pk).first()
    form = NoteForm(text=note.text if note else "")
    return _page(request, board, row, note, form)


@for_group
@require_POST
def note(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Save this counselor's own note; an empty one is deleted."""
    board = board_of(group, request.user)
    row = _row(board, number)
    notes = Note.objects.filter(participation=row.participation, author=request.user.pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, board, row, notes.first(), form)
    text = form.cleaned_data["text"]
    with transaction.atomic():
        if text:
            Note.objects.update_or_create(
                participation=row.participation,
                author_id=request.user.pk,
                defaults={"text": text},
            )
        else:
            notes.delete()
        log(request, group, Access.Action.NOTE, student_number=number)
    return HttpResponseRedirect(_address(group, number) + "#note")


def _page(
    request: HttpRequest, board: Board, row: Row, note: Note | None, form: NoteForm
) -> HttpResponse:
    group, career = board.group, row.career
    prefetch_related_objects([career], "sections")
    story = build_story(row.result, build_guide_links(career))
    place = board.rows.index(row)
    context = {
        "group": group,
        "row": row,
        "career": career,
        "story": story,
        "points": talking_points(story),
        "note": note,
        "form": form,
        "statuses": TalkStatus.choices,
        "previous": board.rows[place - 1] if place else None,
        "next": board.rows[place + 1] if place + 1 < len(board.rows) else None,
        "place": place + 1,
        "number_of_students": len(board.rows),
    }
    status = 422 if form.errors else 200
    return render(request, "counselors/student_result.html", context, status=status)


@for_group
@require_POST
def status(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Mark a result; back to where the form was."""
    form = StatusForm(request.POST)
    with transaction.atomic():
        participation = _participation(group, number)
        if form.is_valid() and form.cleaned_data["status"] != participation.status:
            participation.status = form.cleaned_data["status"]
            participation.save(update_fields=["status"])
            detail = participation.get_status_display()
            log(request, group, Access.Action.STATUS, student_number=number, detail=detail)
    if not request.accepts("text/html"):
        # The board's own script stays where it is.
        return HttpResponse(status=204 if form.is_valid() else 422)
    if "back" not in request.POST:
        return HttpResponseRedirect(_address(group, number))
    # What a form sends is no address: only parameters are taken from it.
    query = urlencode(QueryDict(request.POST["back"]).dict())
    return HttpResponseRedirect(f"{group.get_absolute_url()}?{query}#student-{number}")


@for_group
@require_safe
def data(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """All that the group holds about one student, as a file."""
    row = _row(board_of(group, request.user), number)
    log(request, group, Access.Action.STUDENT, student_number=number)
    notes = row.participation.notes
    own = notes.filter(author=request.user.pk).first()
    told = {
        "group": group.name,
        "deleted_on": group.deleted_on,
        **student_data(row.participation),
        "own_note": own.text if own else "",
        "private_notes_of_colleagues": notes.exclude(author=request.user.pk).count(),
    }
    response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"{slugify(group.name) or 'group'}-student-{number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_group
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Ask, then delete what the group holds about one student. The student's own result stays."""
    if request.method != "POST":
        participation = _participation(group, number, lock=False)
        context = {
            "group": group,
            "number": number,
            "name": student_name(participation, group),
            "notes": participation.notes.count(),
        }
        return render(request, "counselors/student_delete.html", context)
    with transaction.atomic():
        participation = _participation(group, number)
        name = student_name(participation, group)
        participation.delete()
        log(request, group, Access.Action.DELETED, student_number=number)
    messages.success(request, f"What this group held about {name} is deleted.")
    return redirect(group)


def _address(group: Group, number: int) -> str:
    return reverse("counselor-student", args=[group.pk, number])


def _row(board: Board, number: int) -> Row:
    row = board.of_number(number)
    if row is None:
        raise Http404("No such student in this group.")
    return row


def _participation(group: Group, number: int, *, lock: bool = True) -> Participation:
    """The student who finished with this number; locked it stays so to the transaction's end."""
    finished: Any = group.participations.finished().filter(number=number)
    found = (finished.select_for_update() if lock else finished).first()
    if found is None:
        raise Http404("No such student in this group.")
    return cast("Participation", found)
