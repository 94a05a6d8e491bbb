"""People who may sign in: Django's pages, with what an administrator does for somebody at the door.

Only a superuser changes a superuser, or makes one.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor, throttle
from accounts.events import Kind, record, signed_in_user


class PeoplePages(UserAdmin):
    list_display = [
        *("username", "email", "is_staff", "has_second_factor", "is_locked", "last_login"),
    ]
    actions = ["release", "remove_second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(has_factor=Exists(devices), locked=throttle.locked_people())

    @admin.display(description="second factor", boolean=True, ordering="has_factor")
    def has_second_factor(self, user: Any) -> bool:
        return bool(user.has_factor)

    @admin.display(description="locked out", ordering="locked")
    def is_locked(self, user: Any) -> str:
        return "locked out" if user.locked else ""

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_rule(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_rule(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        own = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*fixed, *own)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        if not request.user.is_superuser and queryset.filter(is_superuser=True).exists():
            raise PermissionDenied
        super().delete_queryset(request, queryset)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        # What is in the address may be no key at all.
        found = self.get_object(request, unquote(id))
        before = found.password if found else ""
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            user = User.objects.filter(pk=found.pk).first() if found else None
            if user is not None and user.password != before:
                record(Kind.PASSWORD_CHANGED, user, request, by=signed_in_user(request))
        return response

    @admin.action(description="Let in again after wrong tries", permissions=["change"])
    def release(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Lift the lock of each, and the pause after wrong codes."""
        for user in queryset:
            with transaction.atomic():
                throttle.release(user)
                second_factor.forgive(user)
                record(Kind.RELEASED, user, request, by=signed_in_user(request))
                self.log_change(request, user, "Let in again after wrong tries.")
        names = ", ".join(user.get_username() for user in queryset)
        self.message_user(request, f"May try again at once: {names}.", messages.SUCCESS)

    @admin.action(description="Remove the second factor (lost phone)", permissions=["change"])
    def remove_second_factor(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> HttpResponse | None:
        """Ask, then remove it and end the sessions that it opened."""
        people = [user for user in queryset if may_rule(request, user)]
        having = [user for user in people if second_factor.is_set_up(user)]
        if not having:
            words = "None of these has a second factor that you may remove."
            self.message_user(request, words, messages.WARNING)
            return None
        if "sure" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Remove the second factor",
                "people": having,
            }
            return render(request, "admin/accounts/remove_second_factor.html", context)
        for user in having:
            with transaction.atomic():
                second_factor.remove(user)
                record(Kind.FACTOR_REMOVED, user, request, by=signed_in_user(request))
                self.log_change(request, user, "Second factor removed.")
        names = ", ".join(user.get_username() for user in having)
        self.message_user(request, f"Without a second factor now: {names}.", messages.SUCCESS)
        return None


def may_rule(request: HttpRequest, user: User | None) -> bool:
    """Whether an administrator may change this person: only a superuser may a superuser."""
    return user is None or not user.is_superuser or bool(request.user.is_superuser)
