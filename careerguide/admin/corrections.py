"""The inbox of what readers found wrong."""

from django.contrib import admin
from django.http import HttpRequest

from careerguide.models import Correction


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin[Correction]):
    list_display = ["created_at", "about", "statement", "status"]
    list_filter = ["status", "created_at"]
    search_fields = ["about", "statement"]
    readonly_fields = ["about", "statement", "source_url", "email", "created_at"]
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def view_on_site(self, correction: Correction) -> str:
        return correction.about
