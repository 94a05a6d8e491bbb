"""A group's access log, its download, and its deletion."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.users import signed_in_user
from counselors.archive import build_archive
from counselors.models import Access, Group, Note
from counselors.permissions import group_access_required, group_owner_required

LINES_PER_PAGE = 50


@group_access_required
@require_safe
def access(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's access log, the newest line first."""
    lines = group.accesses.select_related("user")
    page = Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "counselors/access.html", {"group": group, "page": page})


@group_access_required
@require_safe
def download(request: HttpRequest, group: Group) -> HttpResponse:
    archive = build_archive(group, signed_in_user(request))
    group.log_access(request.user, Access.Action.DOWNLOAD)
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{group.file_name}.zip"'
    return response


@group_owner_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, group: Group) -> HttpResponse:
    """Ask for confirmation with numbers, then delete the group with everything in it."""
    if request.method == "POST":
        group.delete()
        message = _("“%(group)s” is deleted, with everything in it.") % {"group": group.name}
        messages.success(request, message)
        return redirect("counselor")
    context = {
        "group": group,
        "finished": group.participations.finished().count(),
        "unfinished": group.participations.unfinished().count(),
        "notes": Note.objects.filter(participation__group=group).count(),
        "colleagues": group.colleagues.count(),
    }
    return render(request, "counselors/group_delete.html", context)
