"""A group is made, changed, closed and opened again."""

from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from counselors.forms.groups import OPEN_FOR, GroupForm
from counselors.gate import for_counselors, for_own_group, log
from counselors.models import Access, Group

FORM_METHODS = ["GET", "HEAD", "POST"]


@for_counselors
@require_http_methods(FORM_METHODS)
def new(request: HttpRequest) -> HttpResponse:
    group = Group(counselor=cast("User", request.user))
    form = GroupForm(group, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.save()
            log(request, group, Access.Action.MADE)
        messages.success(request, "The group is made. Hand its link to your students.")
        return redirect("counselor-group-link", group.pk)
    status = 422 if form.errors else 200
    return render(request, "counselors/group_new.html", {"form": form}, status=status)


def locked(group: Group) -> Group:
    """The group anew, kept from others: nobody says yes while its terms change.

    Http404 where it was deleted in another window.
    """
    return get_object_or_404(Group.objects.select_for_update(), pk=group.pk)


@for_own_group
@require_http_methods(FORM_METHODS)
def settings(request: HttpRequest, group: Group) -> HttpResponse:
    if request.method != "POST":
        return _settings_page(request, group, GroupForm(group))
    with transaction.atomic():
        form = GroupForm(locked(group), request.POST)
        if form.is_valid():
            form.save()
            if form.has_changed():
                log(request, group, Access.Action.CHANGED, detail=form.changes)
            messages.success(request, "The settings are saved.")
            return redirect(group)
    return _settings_page(request, group, form)


def _settings_page(request: HttpRequest, group: Group, form: GroupForm) -> HttpResponse:
    context = {"group": group, "form": form}
    status = 422 if form.errors else 200
    return render(request, "counselors/group_settings.html", context, status=status)


@for_own_group
@require_POST
def close(request: HttpRequest, group: Group) -> HttpResponse:
    """Let nobody share any more, from this moment."""
    with transaction.atomic():
        fresh = locked(group)
        if fresh.is_open:
            fresh.closes_on = timezone.localdate() - timedelta(days=1)
            fresh.save()
            log(request, fresh, Access.Action.CHANGED, detail="closed")
    day = date_format(fresh.deleted_on, "F j, Y")
    messages.success(request, f"The group is closed. It is deleted on {day}.")
    return redirect("counselor-group-settings", group.pk)


@for_own_group
@require_POST
def reopen(request: HttpRequest, group: Group) -> HttpResponse:
    """Let students share again, for as long as with a new group."""
    with transaction.atomic():
        fresh = locked(group)
        if not fresh.is_open:
            fresh.closes_on = timezone.localdate() + OPEN_FOR
            fresh.save()
            log(request, fresh, Access.Action.CHANGED, detail="opened again")
    day = date_format(fresh.closes_on, "F j, Y")
    messages.success(request, f"The group is open again until {day}. You can change the day here.")
    return redirect("counselor-group-settings", group.pk)
