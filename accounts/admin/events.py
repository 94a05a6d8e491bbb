"""The sign-in log, read-only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import SignInEvent
from common.admin import NoManualRows


class SignInEventAdmin(NoManualRows, admin.ModelAdmin[SignInEvent]):
    list_display = ["at", "kind", "person", "address", "by"]
    list_filter = ["kind", "at"]
    date_hierarchy = "at"
    search_fields = ["name", "address"]
    search_help_text = "A user name or an address"
    list_select_related = ["user", "by"]
    list_per_page = 100
    fields = ["at", "kind", "person", "address", "by"]

    @admin.display(description="person", ordering="name")
    def person(self, event: SignInEvent) -> str:
        return event.name or "(unknown user name)"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
