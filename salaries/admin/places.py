"""Areas and occupations. Imports add them; editors can correct their names."""

from django.contrib import admin

from common.admin import NoManualRows
from salaries.models import Area, Occupation


@admin.register(Area)
class AreaAdmin(NoManualRows, admin.ModelAdmin[Area]):
    list_display = ("name", "level", "state", "code", "slug")
    list_filter = ("level", "state")
    search_fields = ("name__folded", "code")
    readonly_fields = ("code", "level", "state")


@admin.register(Occupation)
class OccupationAdmin(NoManualRows, admin.ModelAdmin[Occupation]):
    list_display = ("soc_code", "title", "group")
    list_filter = ("group",)
    search_fields = ("soc_code", "title__folded")
    readonly_fields = ("soc_code", "group")
