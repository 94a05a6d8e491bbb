"""What a counselor hands to students: the link, its code aloud, as a picture and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.qr import qr_image
from counselors.gate import for_group
from counselors.models import Group
from counselors.names import readers_of


def address(request: HttpRequest, group: Group) -> str:
    """The link of a group's students, whole."""
    return request.build_absolute_uri(group.link_path)


@for_group
@require_safe
def link(request: HttpRequest, group: Group) -> HttpResponse:
    address_ = address(request, group)
    code_page = request.build_absolute_uri(reverse("group-code"))
    context = {"group": group, "link": address_, "code_page": code_page}
    reminder = render_to_string("counselors/reminder.txt", context).strip()
    return render(request, "counselors/link.html", {**context, "reminder": reminder})


@for_group
@require_safe
def qr_code(request: HttpRequest, group: Group) -> HttpResponse:
    return qr_image(address(request, group))


@for_group
@require_safe
def poster(request: HttpRequest, group: Group) -> HttpResponse:
    """A page to print and hang up."""
    careers = list(group.careers.all())
    context = {
        "group": group,
        "link": address(request, group),
        "careers": careers,
        "readers": readers_of(group),
    }
    return render(request, "counselors/poster.html", context)
