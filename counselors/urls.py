"""Counselors' pages, the links that they hand out, and what students decide there."""

from django.urls import URLPattern, path, re_path

from counselors.views import (
    board,
    booklet,
    colleagues,
    groups,
    invitations,
    keeping,
    link,
    own_result,
    student,
    student_result,
)
from counselors.views import workspace as workspace_views

# A group: its making, its link, its end.
GROUP = "counselor/groups/<int:pk>/"
workspace: list[URLPattern] = [
    path("counselor/", workspace_views.workspace, name="counselor"),
    path("counselor/invitation/<str:token>/", invitations.invitation, name="invitation"),
    # The same as some mail programs hand it on.
    path("COUNSELOR/INVITATION/<str:token>/", invitations.invitation),
    path("counselor/groups/new/", groups.new, name="counselor-group-new"),
    path(f"{GROUP}settings/", groups.settings, name="counselor-group-settings"),
    path(f"{GROUP}close/", groups.close, name="counselor-group-close"),
    path(f"{GROUP}reopen/", groups.reopen, name="counselor-group-reopen"),
    path(f"{GROUP}link/", link.link, name="counselor-group-link"),
    path(f"{GROUP}link/qr.svg", link.qr_code, name="counselor-group-qr"),
    path(f"{GROUP}poster/", link.poster, name="counselor-group-poster"),
    path(f"{GROUP}colleagues/", colleagues.colleagues, name="counselor-group-colleagues"),
    path(
        f"{GROUP}colleagues/<int:colleague>/remove/",
        colleagues.remove,
        name="counselor-group-colleague-remove",
    ),
    path(f"{GROUP}leave/", colleagues.leave, name="counselor-group-leave"),
    path(f"{GROUP}access/", keeping.access, name="counselor-group-access"),
    path(f"{GROUP}download/", keeping.download, name="counselor-group-download"),
    path(f"{GROUP}delete/", keeping.delete, name="counselor-group-delete"),
]

# A group's students: their yes, the board, one student.
STUDENT = f"{GROUP}students/<int:number>/"
students: list[URLPattern] = [
    path("g/", student.code, name="group-code"),
    path("g/<str:code>/", student.group, name="group"),
    # As a keyboard writes it that begins with a capital.
    re_path(r"^G/(?P<code>[^/]+)/?$", student.group),
    path("results/<str:token>/share/", own_result.share, name="result-share"),
    path("results/<str:token>/share/<str:code>/", own_result.share_with, name="result-share-with"),
    path(
        "results/<str:token>/take-back/<str:code>/", own_result.take_back, name="result-take-back"
    ),
    path(GROUP, board.board, name="counselor-group"),
    path(f"{GROUP}rows/", board.board_rows, name="counselor-group-rows"),
    path(f"{GROUP}board.csv", board.board_csv, name="counselor-group-csv"),
    path(f"{GROUP}picture.csv", board.picture_csv, name="counselor-group-picture-csv"),
    path(f"{GROUP}booklet/", booklet.booklet, name="counselor-group-booklet"),
    path(STUDENT, student_result.student, name="counselor-student"),
    path(f"{STUDENT}note/", student_result.note, name="counselor-student-note"),
    path(f"{STUDENT}status/", student_result.status, name="counselor-student-status"),
    path(f"{STUDENT}data.json", student_result.data, name="counselor-student-data"),
    path(f"{STUDENT}delete/", student_result.delete, name="counselor-student-delete"),
]

urlpatterns = [*workspace, *students]
