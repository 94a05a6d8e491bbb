"""View decorators: only counselors open these pages, and a group only its own counselors.

For everybody else a group gets the same 404 as an address that never existed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.roles import COUNSELORS
from accounts.sending_again import read_unsent_form
from accounts.views.decorators import sign_in_required
from common.privacy import keep_private
from counselors.models import Group

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
GroupView = Callable[Concatenate[HttpRequest, Group, P], HttpResponse]


def is_counselor(user: Any) -> bool:
    """Whether the user has the role of counselor; administrators do not have it automatically."""
    return bool(user.is_active and user.groups.filter(name=COUNSELORS).exists())


def counselor_required(view: View[P]) -> View[P]:
    """Require a signed-in counselor with a name; keep the page out of caches and search engines.

    Other users get 403; visitors are sent to the sign-in page, and a counselor whom students could
    not recognize is asked for a name first, and loses nothing that was typed.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if cast("User", request.user).get_full_name():
            return view(request, *args, **kwargs)
        if unsent := read_unsent_form(request):
            context = {"unsent": unsent, "is_nameless": True}
            return render(request, "accounts/send_again.html", context, status=403)
        query = {"next": request.get_full_path()} if request.method == "GET" else None
        return redirect(reverse("counselor-name", query=query))

    return nameless_counselor_allowed(cast("View[P]", wrapped))


def nameless_counselor_allowed(view: View[P]) -> View[P]:
    """The same without a name, for the page that asks for it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_counselor(request.user):
            raise PermissionDenied
        return keep_private(view(request, *args, **kwargs))

    return cast("View[P]", sign_in_required(wrapped))


def group_access_required(view: GroupView[P]) -> Callable[..., HttpResponse]:
    """Also require access to the group; the view gets the group instead of its `pk`.

    Its pages show times in the group's time zone.
    """

    def wrapped(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        groups = Group.objects.visible_to(request.user).select_related("counselor")
        group = get_object_or_404(groups, pk=pk)
        with timezone.override(group.zone):
            return view(request, group, *args, **kwargs)

    return counselor_required(wraps(view)(wrapped))


def group_owner_required(view: GroupView[P]) -> Callable[..., HttpResponse]:
    """Also require the counselor who owns the group: colleagues get 403."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, group: Group, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if group.counselor_id != request.user.pk:
            raise PermissionDenied
        return view(request, group, *args, **kwargs)

    return group_access_required(cast("GroupView[P]", wrapped))
