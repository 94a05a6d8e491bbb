"""Releases of projections: what they hold, and which of them visitors see."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest

from careers.admin.releases import LIFE, ReleaseAdmin
from careers.models import Projection, ProjectionRelease
from common.admin import NoManualRows

SOURCED = ("source", "source_url", "released_on", "note")


@admin.register(ProjectionRelease)
class ProjectionReleaseAdmin(ReleaseAdmin):
    list_display = ("years", "status", "released_on", "file_name", "rows")
    list_filter = ("status",)
    fields = ("years", *SOURCED, "file_name", *LIFE)
    readonly_fields = ("years", "file_name", *LIFE)
    rows_page = "careers_projection"
    publish_permission = "careers.publish_projectionrelease"


@admin.register(Projection)
class ProjectionAdmin(NoManualRows, ModelAdmin[Projection]):
    """Rows are read here, never changed: a correction is another release."""

    list_display = (
        *("title", "soc_code", "release", "employment", "employment_projected"),
        *("growth_percent", "openings_per_year"),
    )
    list_filter = ("release", "is_group")
    list_select_related = ("release",)
    search_fields = ("title", "soc_code")
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
