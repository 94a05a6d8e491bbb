"""Releases of projections: what they hold, and which of them visitors see."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from careers.models import Projection, ProjectionRelease
from careers.projections.publishing import publish_projections, withdraw_projections
from common.admin import NoManualRows
from imports.decisions import log_change
from imports.errors import FileError

LIFE = ("status", "created_at", "created_by", "published_at", "published_by")
SOURCED = ("source", "source_url", "released_on", "note")


@admin.register(ProjectionRelease)
class ProjectionReleaseAdmin(NoManualRows, ModelAdmin[ProjectionRelease]):
    """The command `import_projections` creates releases; they are withdrawn, never deleted."""

    list_display = ("years", "status", "released_on", "file_name", "rows")
    list_filter = ("status",)
    fields = ("years", *SOURCED, "file_name", *LIFE, "withdrawn_at", "withdrawn_by")
    readonly_fields = ("years", "file_name", *LIFE, "withdrawn_at", "withdrawn_by")
    actions = ("publish", "withdraw")

    @admin.display(description="Rows")
    def rows(self, release: ProjectionRelease) -> str:
        url = reverse("admin:careers_projection_changelist")
        return format_html('<a href="{}?release__id__exact={}">Show</a>', url, release.pk)

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request: HttpRequest, releases: QuerySet[ProjectionRelease]) -> None:
        self._act(request, releases, publish_projections, "Published.")

    @admin.action(description="Withdraw", permissions=["publish"])
    def withdraw(self, request: HttpRequest, releases: QuerySet[ProjectionRelease]) -> None:
        self._act(request, releases, withdraw_projections, "Withdrawn.")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("careers.publish_projectionrelease")

    def _act(
        self, request: HttpRequest, releases: QuerySet[ProjectionRelease], act: Any, done: str
    ) -> None:
        for release in releases:
            try:
                act(release, request.user.pk)
            except FileError as problem:
                messages.error(request, str(problem))
            else:
                log_change(release, request.user, done)
                messages.success(request, f"{release.years}: {done}")


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
