"""A counselor's first page: the groups, and what else there is to do."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselors.gate import for_counselors
from counselors.models import Group
from quiz.forms.result import CodeForm

GROUPS_ON_A_PAGE = 20


@for_counselors
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Own groups and those shared by others, the newest first."""
    mine = Group.objects.of(request.user)
    groups = mine.with_numbers().select_related("counselor").prefetch_related("careers")
    groups = groups.order_by("-created_at", "-pk")
    page = Paginator(groups, GROUPS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "deleted_soon": mine.due_soon().order_by("deleted_on"),
        "code_form": CodeForm(),
    }
    return render(request, "counselors/workspace.html", context)
