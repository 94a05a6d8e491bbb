"""A counselor's first page, with the groups."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselors.models import Group
from counselors.permissions import counselor_required
from quiz.forms.result import CodeForm

GROUPS_PER_PAGE = 20


@counselor_required
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """The counselor's own and shared groups, newest first."""
    visible = Group.objects.visible_to(request.user)
    groups = (
        visible.select_related("counselor")
        .prefetch_related("careers")
        .annotate(
            finished=Count("participations__result", distinct=True),
            unfinished=Count(
                "participations", distinct=True, filter=Q(participations__result=None)
            ),
        )
    )
    groups = groups.order_by("-created_at", "-pk")
    page = Paginator(groups, GROUPS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "deleted_soon": visible.expiring_soon().order_by("deleted_on"),
        "code_form": CodeForm(),
    }
    return render(request, "counselors/workspace.html", context)
