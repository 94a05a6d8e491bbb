"""Who comes in: counselors to their pages, and to a group only those whose group it is.

To everybody else a group is not there at all: the answer is that of an address that never existed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.roles import COUNSELORS
from common.privacy import keep_private
from counselors.models import Access, Group

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
GroupView = Callable[Concatenate[HttpRequest, Group, P], HttpResponse]


def is_counselor(user: Any) -> bool:
    """Whether this person is in the group of counselors. Administrators are not by themselves."""
    return bool(user.is_active and user.groups.filter(name=COUNSELORS).exists())


def for_counselors(view: View[P]) -> View[P]:
    """Let in counselors who signed in; keep the page out of caches and search engines.

    Others who signed in get 403, and who did not is asked to sign in.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_counselor(request.user):
            raise PermissionDenied
        return keep_private(view(request, *args, **kwargs))

    return cast("View[P]", login_required(wrapped))


def for_group(view: GroupView[P]) -> Callable[..., HttpResponse]:
    """The same for a page of one group, which the view gets instead of its `pk`."""

    def wrapped(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        groups = Group.objects.of(request.user).select_related("counselor")
        group = groups.filter(pk=pk).first()
        if group is None:
            raise Http404("No such group of this counselor.")
        return view(request, group, *args, **kwargs)

    return for_counselors(wraps(view)(wrapped))


def for_own_group(view: GroupView[P]) -> Callable[..., HttpResponse]:
    """The same for a page that is the group's own counselor's alone: colleagues get 403."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, group: Group, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if group.counselor_id != request.user.pk:
            raise PermissionDenied
        return view(request, group, *args, **kwargs)

    return for_group(cast("GroupView[P]", wrapped))


def log(
    request: HttpRequest,
    group: Group,
    action: Access.Action,
    *,
    student_number: int | None = None,
    detail: str = "",
) -> None:
    """Write a line of the group's access log."""
    Access.objects.create(
        group=group,
        user_id=request.user.pk,
        action=action,
        student_number=student_number,
        detail=detail,
    )
