"""Create, change, close and reopen a group."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.users import signed_in_user
from counselors.forms.groups import DEFAULT_OPEN_PERIOD, GroupForm
from counselors.models import Access, Group
from counselors.models.access import CLOSED, REOPENED
from counselors.permissions import counselor_required, group_owner_required

FORM_METHODS = ["GET", "HEAD", "POST"]


@counselor_required
@require_http_methods(FORM_METHODS)
def create(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    latest = Group.objects.filter(counselor=user).order_by("created_at").last()
    group = Group(counselor=user, **({"time_zone": latest.time_zone} if latest else {}))
    form = GroupForm(group, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.save()
            group.log_access(request.user, Access.Action.MADE)
        messages.success(request, _("The group is ready. Give its link to your students."))
        return redirect("counselor-group-link", group.pk)
    status = 422 if form.errors else 200
    return render(request, "counselors/group_new.html", {"form": form}, status=status)


def lock_group(group: Group) -> Group:
    """Reload the group with a lock, so that nobody agrees while its terms change.

    Raises Http404 if it was deleted in another window.
    """
    return get_object_or_404(Group.objects.select_for_update(), pk=group.pk)


@group_owner_required
@require_http_methods(FORM_METHODS)
def settings(request: HttpRequest, group: Group) -> HttpResponse:
    if request.method != "POST":
        return _render_settings(request, group, GroupForm(group))
    with transaction.atomic():
        form = GroupForm(lock_group(group), request.POST)
        if form.is_valid():
            form.save()
            if form.has_changed():
                group.log_access(request.user, Access.Action.CHANGED, detail=form.changes)
            messages.success(request, _("The settings are saved."))
            return redirect(group)
    return _render_settings(request, group, form)


def _render_settings(request: HttpRequest, group: Group, form: GroupForm) -> HttpResponse:
    context = {"group": group, "form": form}
    status = 422 if form.errors else 200
    return render(request, "counselors/group_settings.html", context, status=status)


@group_owner_required
@require_POST
def close(request: HttpRequest, group: Group) -> HttpResponse:
    """End sharing now."""
    with transaction.atomic():
        group = lock_group(group)
        if group.is_open:
            group.closes_on = group.today - timedelta(days=1)
            group.save()
            group.log_access(request.user, Access.Action.CHANGED, detail=CLOSED)
    day = date_format(group.deleted_on, "DATE_FORMAT")
    message = _("The group is closed. It is deleted on %(day)s.") % {"day": day}
    messages.success(request, message)
    return redirect("counselor-group-settings", group.pk)


@group_owner_required
@require_POST
def reopen(request: HttpRequest, group: Group) -> HttpResponse:
    """Let students share again, for as long as in a new group."""
    with transaction.atomic():
        group = lock_group(group)
        if not group.is_open:
            group.closes_on = group.today + DEFAULT_OPEN_PERIOD
            group.save()
            group.log_access(request.user, Access.Action.CHANGED, detail=REOPENED)
    day = date_format(group.closes_on, "DATE_FORMAT")
    message = _("The group is open again until %(day)s. You can change the day here.")
    messages.success(request, message % {"day": day})
    return redirect("counselor-group-settings", group.pk)
