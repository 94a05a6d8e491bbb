"""Areas and occupations. Imports add them; editors can correct their names."""

from django.contrib import admin
from django.http import HttpRequest

from salaries.models import Area, Occupation


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin[Area]):
    list_display = ("name", "level", "state", "code", "slug")
    list_filter = ("level", "state")
    search_fields = ("name", "code")
    readonly_fields = ("code", "level", "state")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Imports add areas."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False


@admin.register(Occupation)
class OccupationAdmin(admin.ModelAdmin[Occupation]):
    list_display = ("soc_code", "title", "group")
    list_filter = ("group",)
    search_fields = ("soc_code", "title")
    readonly_fields = ("soc_code", "group")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Imports add occupations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Occupation | None = None) -> bool:
        return False
