"""Django's user admin, with actions to unlock a user and to remove a lost second factor.

Only a superuser can change or create a superuser.
"""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor, throttle
from accounts.event_log import Kind, record_event
from accounts.users import signed_in_user
from common.admin import render_admin_page


class AccountAdmin(UserAdmin):
    list_display = [
        *("username", "email", "is_staff", "has_second_factor", "is_locked", "last_login"),
    ]
    actions = ["unlock", "remove_second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        users: QuerySet[User] = super().get_queryset(request)
        return users.annotate(has_factor=Exists(devices), locked=throttle.locked_users())

    @admin.display(description="second factor", boolean=True, ordering="has_factor")
    def has_second_factor(self, user: Any) -> bool:
        return bool(user.has_factor)

    @admin.display(description="locked out", ordering="locked")
    def is_locked(self, user: Any) -> str:
        return "locked out" if user.locked else ""

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and can_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and can_manage(request, obj)

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
        # The id comes from the address and may not be a valid key.
        target = self.get_object(request, unquote(id))
        old_hash = target.password if target else ""
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            user = User.objects.filter(pk=target.pk).first() if target else None
            if user is not None and user.password != old_hash:
                record_event(Kind.PASSWORD_CHANGED, user, request, by=signed_in_user(request))
        return response

    @admin.action(description="Unlock after failed sign-ins", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End the lockout of each user, and the pause after wrong codes."""
        for user in queryset:
            with transaction.atomic():
                AxesProxyHandler.reset_attempts(username=user.get_username())
                second_factor.reset_code_pause(user)
                record_event(Kind.RELEASED, user, request, by=signed_in_user(request))
                self.log_change(request, user, "Unlocked after failed sign-ins.")
        names = ", ".join(user.get_username() for user in queryset)
        self.message_user(request, f"Unlocked: {names}.", messages.SUCCESS)

    @admin.action(description="Remove the second factor (lost phone)", permissions=["change"])
    def remove_second_factor(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> HttpResponse | None:
        """Ask for confirmation, then remove it and end the sessions opened with it."""
        managed = [user for user in queryset if can_manage(request, user)]
        users = [user for user in managed if second_factor.is_set_up(user)]
        if not users:
            message = "None of these users has a second factor that you may remove."
            self.message_user(request, message, messages.WARNING)
            return None
        if "sure" not in request.POST:
            template = "admin/accounts/remove_second_factor.html"
            title = "Remove the second factor"
            return render_admin_page(self, request, template, title=title, users=users)
        for user in users:
            with transaction.atomic():
                second_factor.turn_off(user)
                record_event(Kind.FACTOR_REMOVED, user, request, by=signed_in_user(request))
                self.log_change(request, user, "Second factor removed.")
        names = ", ".join(user.get_username() for user in users)
        self.message_user(request, f"Second factor removed: {names}.", messages.SUCCESS)
        return None


def can_manage(request: HttpRequest, user: User | None) -> bool:
    """Whether the request's user may change this one: only superusers may change superusers."""
    return user is None or not user.is_superuser or bool(request.user.is_superuser)
