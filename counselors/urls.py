"""Counselors' pages, and the pages where students share their results."""

from django.urls import URLPattern, path, re_path

from counselors.views import (
    board,
    booklet,
    colleagues,
    group_data,
    groups,
    invitations,
    link,
    names,
    own_result,
    student,
    student_result,
)
from counselors.views import workspace as workspace_views

# A group and its settings.
GROUP = "counselor/groups/<int:pk>/"
workspace: list[URLPattern] = [
    path("counselor/", workspace_views.workspace, name="counselor"),
    path("counselor/name/", names.shown_name, name="counselor-name"),
    path("counselor/invitation/<str:token>/", invitations.accept, name="invitation"),
    # Some mail programs change the path to capitals.
    path("COUNSELOR/INVITATION/<str:token>/", invitations.accept),
    path("counselor/groups/new/", groups.create, name="counselor-group-new"),
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
    path(f"{GROUP}access/", group_data.access, name="counselor-group-access"),
    path(f"{GROUP}download/", group_data.download, name="counselor-group-download"),
    path(f"{GROUP}delete/", group_data.delete, name="counselor-group-delete"),
]

# A group's students: consent, the board, one student.
STUDENT = f"{GROUP}students/<int:number>/"
students: list[URLPattern] = [
    path("join/", student.enter_code, name="join"),
    path("g/", student.enter_code),
    path("g/<str:code>/", student.consent, name="group"),
    # Phone keyboards capitalize the first letter.
    re_path(r"^G/(?P<code>[^/]+)/?$", student.consent),
    path("results/<str:token>/share/", own_result.share, name="result-share"),
    path(
        "results/<str:token>/share/<str:code>/",
        own_result.share_with_group,
        name="result-share-with",
    ),
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
