"""Releases: what they are made of, and which of them visitors see."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from salaries.models import Release, SourceFile

PROVENANCE = (
    *("period", "status", "replaces", "created_at", "created_by"),
    *("published_at", "published_by", "withdrawn_at", "withdrawn_by"),
)


class SourceFileInline(admin.TabularInline[SourceFile, Release]):
    model = SourceFile
    fields = readonly_fields = ("name", "rows", "levels", "loaded_at", "loaded_by", "sha256")
    extra = 0
    can_delete = False
    verbose_name_plural = "files it was made of"

    def has_add_permission(self, request: HttpRequest, obj: Release | None) -> bool:
        return False


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin[Release]):
    list_display = ("label", "status", "released_on", "published_at", "published_by")
    list_select_related = ("published_by",)
    list_filter = ("status",)
    readonly_fields = PROVENANCE
    fieldsets = (
        (None, {"fields": ("source", "source_url", "released_on", "note")}),
        (
            "Top codes",
            {
                "fields": ("annual_top_code", "hourly_top_code"),
                "description": (
                    "From this amount on the source gives no exact wage; pages show “or more”."
                ),
            },
        ),
        ("Provenance", {"fields": PROVENANCE}),
    )
    inlines = (SourceFileInline,)

    @admin.display(description="Release", ordering="period")
    def label(self, release: Release) -> str:
        return release.label

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A release comes into being by an import."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """What was once public is withdrawn, not deleted."""
        return False

    def view_on_site(self, release: Release) -> str | None:
        """The page of sources, where published releases are named."""
        return reverse("sources") if release.is_published else None
