"""View decorators: only counselors open these pages, and a group only its own counselors.

For everybody else a group gets the same 404 as an address that never existed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.roles import COUNSELORS
from common.privacy import keep_private
from counselors.models import Group

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
GroupView = Callable[Concatenate[HttpRequest, Group, P], HttpResponse]


def is_counselor(user: Any) -> bool:
    """Whether the user has the role of counselor; administrators do not have it automatically."""
    return bool(user.is_active and user.groups.filter(name=COUNSELORS).exists())


def counselor_required(view: View[P]) -> View[P]:
    """Require a signed-in counselor; keep the page out of caches and search engines.

    Other users get 403; visitors are sent to the sign-in page.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_counselor(request.user):
            raise PermissionDenied
        return keep_private(view(request, *args, **kwargs))

    return cast("View[P]", login_required(wrapped))


def group_access_required(view: GroupView[P]) -> Callable[..., HttpResponse]:
    """Also require access to the group; the view gets the group instead of its `pk`."""

    def wrapped(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        groups = Group.objects.visible_to(request.user).select_related("counselor")
        return view(request, get_object_or_404(groups, pk=pk), *args, **kwargs)

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
