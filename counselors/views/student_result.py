"""One student's result for the group's counselors, with its status and their notes."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselors.archive import build_student_data
from counselors.board import Board, build_board
from counselors.forms.notes import NoteForm, StatusForm
from counselors.kinds import find_kind
from counselors.models import Access, Group, Note, Participation, TalkStatus
from counselors.permissions import group_access_required


@group_access_required
@require_safe
def student(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    board = build_board(group, request.user)
    row = _find_row(board, number)
    group.log_access(request.user, Access.Action.RESULT, student_number=number)
    note = Note.objects.filter(participation=row, author=request.user.pk).first()
    form = NoteForm(text=note.text if note else "")
    return _render_page(request, board, row, note, form)


@group_access_required
@require_POST
def note(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Save this counselor's note; an empty one is deleted."""
    board = build_board(group, request.user)
    row = _find_row(board, number)
    notes = Note.objects.filter(participation=row, author=request.user.pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _render_page(request, board, row, notes.first(), form)
    text = form.cleaned_data["text"]
    with transaction.atomic():
        if text:
            Note.objects.update_or_create(
                participation=row,
                author_id=request.user.pk,
                defaults={"text": text},
            )
        else:
            notes.delete()
        group.log_access(request.user, Access.Action.NOTE, student_number=number)
    return HttpResponseRedirect(_build_url(group, number) + "#note")


def _render_page(
    request: HttpRequest, board: Board, row: Participation, note: Note | None, form: NoteForm
) -> HttpResponse:
    group = board.group
    kind = find_kind(group)
    index = board.rows.index(row)
    context = {
        "group": group,
        "row": row,
        **kind.build_page(row),
        "note": note,
        "form": form,
        "statuses": TalkStatus.choices,
        "previous": board.rows[index - 1] if index else None,
        "next": board.rows[index + 1] if index + 1 < len(board.rows) else None,
        "position": index + 1,
        "number_of_students": len(board.rows),
    }
    status = 422 if form.errors else 200
    return render(request, f"{kind.folder}/student.html", context, status=status)


@group_access_required
@require_POST
def status(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Set a result's status, and return to the page of the form."""
    form = StatusForm(request.POST)
    with transaction.atomic():
        participation = _find_participation(group, number)
        if form.is_valid() and form.cleaned_data["status"] != participation.status:
            participation.status = form.cleaned_data["status"]
            participation.save(update_fields=["status"])
            group.log_access(
                request.user,
                Access.Action.STATUS,
                student_number=number,
                detail=participation.status,
            )
    if not request.accepts("text/html"):
        # The board's script stays on the page.
        return HttpResponse(status=204 if form.is_valid() else 422)
    if "back" not in request.POST:
        return HttpResponseRedirect(_build_url(group, number))
    # Only parameters are taken from the form, never an address.
    query = urlencode(QueryDict(request.POST["back"]).dict())
    return HttpResponseRedirect(f"{group.get_absolute_url()}?{query}#student-{number}")


@group_access_required
@require_safe
def data(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """All data of one student in the group, as a file."""
    row = _find_row(build_board(group, request.user), number)
    group.log_access(request.user, Access.Action.STUDENT, student_number=number)
    notes = row.notes
    own = notes.filter(author=request.user.pk).first()
    content = {
        "group": group.name,
        "deleted_on": group.deleted_on,
        **build_student_data(row),
        "own_note": own.text if own else "",
        "private_notes_of_colleagues": notes.exclude(author=request.user.pk).count(),
    }
    response = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"{group.file_name}-student-{number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@group_access_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Ask for confirmation, then delete a student's data. The student's own result stays."""
    if request.method != "POST":
        participation = _find_participation(group, number, lock=False)
        context = {
            "group": group,
            "number": number,
            "name": participation.name,
            "notes": participation.notes.count(),
        }
        return render(request, "counselors/student_delete.html", context)
    with transaction.atomic():
        participation = _find_participation(group, number)
        name = participation.name
        participation.delete()
        group.log_access(request.user, Access.Action.DELETED, student_number=number)
    message = _("The data of %(name)s in this group is deleted.") % {"name": name}
    messages.success(request, message)
    return redirect(group)


def _build_url(group: Group, number: int) -> str:
    return reverse("counselor-student", args=[group.pk, number])


def _find_row(board: Board, number: int) -> Participation:
    for row in board.rows:
        if row.number == number:
            return cast("Participation", row)
    raise Http404("No such student in this group.")


def _find_participation(group: Group, number: int, *, lock: bool = True) -> Participation:
    """The participation with this number, by default locked to the end of the transaction."""
    finished = group.participations.finished()
    return get_object_or_404(finished.select_for_update() if lock else finished, number=number)
