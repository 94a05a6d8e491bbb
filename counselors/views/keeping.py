"""Who looked at a group, the whole of it to take away, and its end."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from counselors.archive import pack
from counselors.gate import for_group, for_own_group, log
from counselors.models import Access, Group, Note

LINES_ON_A_PAGE = 50


@for_group
@require_safe
def access(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's access log, the newest line first."""
    lines = group.accesses.select_related("user")
    page = Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "counselors/access.html", {"group": group, "page": page})


@for_group
@require_safe
def download(request: HttpRequest, group: Group) -> HttpResponse:
    packed = pack(group, cast("User", request.user))
    log(request, group, Access.Action.DOWNLOAD)
    response = HttpResponse(packed, content_type="application/zip")
    name = slugify(group.name) or "group"
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@for_own_group
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, group: Group) -> HttpResponse:
    """Ask, with the numbers; then delete the group with all that is in it."""
    if request.method == "POST":
        name = group.name
        group.delete()
        messages.success(request, f"“{name}” is deleted, with all that was in it.")
        return redirect("counselor")
    context = {
        "group": group,
        "finished": group.participations.finished().count(),
        "unfinished": group.participations.unfinished().count(),
        "notes": Note.objects.filter(participation__group=group).count(),
        "colleagues": group.colleagues.count(),
    }
    return render(request, "counselors/group_delete.html", context)
