"""Share a group with colleagues, remove them, or leave a shared group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counselors.forms.colleagues import ColleagueForm
from counselors.models import Access, Colleague, Group, Note
from counselors.models.groups import display_name
from counselors.permissions import group_access_required, group_owner_required
from serving.limits import Limit

# Enough for typing errors, too few to find out who has an account.
LIMIT = Limit("colleague", max_requests=30, window_seconds=3600)
FORM_METHODS = ["GET", "HEAD", "POST"]


@group_access_required
@require_http_methods(FORM_METHODS)
def colleagues(request: HttpRequest, group: Group) -> HttpResponse:
    """Who sees the group; for its owner, a form to share it with another counselor."""
    if request.method != "POST":
        return _render_page(request, group, ColleagueForm(group))
    if group.counselor_id != request.user.pk:
        raise PermissionDenied
    if LIMIT.count_request(request):
        # Not validated: an error about the name would be one more guess.
        form = ColleagueForm(group, initial={"who": request.POST.get("who", "")})
        return _render_page(request, group, form, is_limited=True)
    form = ColleagueForm(group, request.POST)
    if not form.is_valid():
        return _render_page(request, group, form)
    user = form.cleaned_data["who"]
    try:
        with transaction.atomic():
            group.colleagues.create(user=user)
            group.log_access(request.user, Access.Action.SHARED, detail=display_name(user))
    except IntegrityError:
        # A double click: the first request has shared it.
        pass
    message = _("%(name)s sees this group now.") % {"name": display_name(user)}
    messages.success(request, message)
    return redirect("counselor-group-colleagues", group.pk)


def _render_page(
    request: HttpRequest, group: Group, form: ColleagueForm, *, is_limited: bool = False
) -> HttpResponse:
    context = {
        "group": group,
        "form": form,
        "is_limited": is_limited,
        "colleagues": group.colleagues.select_related("user"),
    }
    status = 429 if is_limited else 422 if form.errors else 200
    return render(request, "counselors/colleagues.html", context, status=status)


@group_owner_required
@require_http_methods(FORM_METHODS)
def remove(request: HttpRequest, group: Group, colleague: int) -> HttpResponse:
    """Ask for confirmation, then remove a colleague."""
    removed = get_object_or_404(group.colleagues.select_related("user"), pk=colleague)
    return _end_sharing(request, removed, "counselor-group-colleagues", group.pk)


@group_access_required
@require_http_methods(FORM_METHODS)
def leave(request: HttpRequest, group: Group) -> HttpResponse:
    """Ask for confirmation, then leave a shared group. Its owner cannot."""
    own = group.colleagues.select_related("user").filter(user=request.user.pk).first()
    if own is None:
        raise PermissionDenied
    return _end_sharing(request, own, "counselor")


def _end_sharing(
    request: HttpRequest, colleague: Colleague, next_page: str, *args: int
) -> HttpResponse:
    notes = Note.objects.filter(participation__group=colleague.group_id, author=colleague.user_id)
    group, is_leaving = colleague.group, colleague.user_id == request.user.pk
    if request.method != "POST":
        context = {
            "group": group,
            "colleague": colleague,
            "is_leaving": is_leaving,
            "notes": notes.count(),
        }
        return render(request, "counselors/colleague_end.html", context)
    with transaction.atomic():
        notes.delete()
        colleague.delete()
        group.log_access(request.user, Access.Action.UNSHARED, detail=colleague.name)
    message = (
        _("You left “%(group)s”.") % {"group": group}
        if is_leaving
        else _("%(name)s no longer sees this group.") % {"name": colleague.name}
    )
    messages.success(request, message)
    return redirect(next_page, *args)
