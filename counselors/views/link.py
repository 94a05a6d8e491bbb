"""The group's link for students: as text, QR code and poster."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.qr import qr_image
from counselors.models import Group
from counselors.permissions import group_access_required


@group_access_required
@require_safe
def link(request: HttpRequest, group: Group) -> HttpResponse:
    context = {
        "group": group,
        "link": request.build_absolute_uri(group.link_path),
        "code_page": request.build_absolute_uri(reverse("join")),
    }
    reminder = render_to_string("counselors/reminder.txt", context).strip()
    return render(request, "counselors/link.html", {**context, "reminder": reminder})


@group_access_required
@require_safe
def qr_code(request: HttpRequest, group: Group) -> HttpResponse:
    return qr_image(request.build_absolute_uri(group.link_path))


@group_access_required
@require_safe
def poster(request: HttpRequest, group: Group) -> HttpResponse:
    """A page to print and put up."""
    careers = list(group.careers.all())
    context = {
        "group": group,
        "link": request.build_absolute_uri(group.link_path),
        "code_page": f"{request.get_host()}{reverse('join')}",
        "careers": careers,
    }
    return render(request, "counselors/poster.html", context)
