"""Counselors' pages, the links that they hand out, and what students decide there."""

from django.urls import URLPattern, path, re_path

from counselors.views import colleagues, groups, invitations, keeping, link
from counselors.views import workspace as workspace_views

# A group: its making, its link, its end.
GROUP = "counselor/groups/<int:pk>/"
workspace: list[URLPattern] = [
    path("counselor/", workspace_views.workspace, name="counselor"),
    path("counselor/invitation/<str:token>/", invitations.invitation, name="invitation"),
    # The same as some mail programs hand it on: shouted, or with a full stop at its end.
    re_path(r"^(?i:counselor/invitation)/(?P<token>[^/]+)/?$", invitations.invitation),
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
students: list[URLPattern] = []

urlpatterns = [*workspace, *students]
