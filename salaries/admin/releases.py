"""Releases: the files that they consist of, and which of them visitors see."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from common.admin import NoManualRows, render_admin_page
from imports.errors import FileError
from salaries.models import Release, SourceFile
from salaries.oews.publish import publish_release, withdraw_release

MAY_PUBLISH = "salaries.publish_release"
PROVENANCE = (
    *("period", "status", "replaces", "created_at", "created_by"),
    *("published_at", "published_by", "withdrawn_at", "withdrawn_by"),
)


class SourceFileInline(NoManualRows, admin.StackedInline[SourceFile, Release]):
    model = SourceFile
    fields = readonly_fields = ("name", "rows", "levels", "loaded_at", "loaded_by", "sha256")
    extra = 0
    verbose_name_plural = "files it was made of"


@admin.register(Release)
class ReleaseAdmin(NoManualRows, admin.ModelAdmin[Release]):
    """Imports create releases; they are withdrawn, never deleted."""

    list_display = ("label", "standing", "made_of", "released_on")
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
    # The browser's own calendar, because the admin's calendar needs inline styles.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
    }
    actions = None
    change_form_template = "salaries/admin/release.html"

    @admin.display(description="Release", ordering="period")
    def label(self, release: Release) -> str:
        return str(release)

    @admin.display(description="Standing", ordering="status")
    def standing(self, release: Release) -> str:
        """The status and the time since when it has applied."""
        when = {
            Release.Status.DRAFT: release.created_at,
            Release.Status.PUBLISHED: release.published_at,
            Release.Status.WITHDRAWN: release.withdrawn_at,
        }[Release.Status(release.status)]
        day = f" {when:%b %-d, %Y, %H:%M} UTC" if when else ""
        return release.get_status_display() + day

    @admin.display(description="Made of")
    def made_of(self, release: Release) -> str:
        return ", ".join(file.name for file in release.files.all()) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("files", SourceFile.objects.defer("names")))
        )

    def view_on_site(self, release: Release) -> str | None:
        """The page of sources, which lists published releases."""
        return reverse("sources") if release.is_published else None

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/act/", view(self.act), name="salaries_release_act"),
            *super().get_urls(),
        ]

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish or withdraw after a confirmation; the history has an entry for it."""
        release = get_object_or_404(Release.objects.select_related("replaces"), pk=pk)
        back = HttpResponseRedirect(reverse("admin:salaries_release_change", args=[pk]))
        action = request.POST.get("action")
        if action not in ("publish", "withdraw"):
            return back
        if not request.user.has_perm(MAY_PUBLISH):
            raise PermissionDenied
        if "sure" not in request.POST:
            return self._confirm(request, release, action)
        try:
            if action == "publish":
                messages.success(request, publish_release(release, request.user))
            else:
                earlier = withdraw_release(release, request.user)
                shown = earlier or Release.objects.latest_published()
                messages.success(
                    request,
                    f"{release.label} is withdrawn. "
                    + (f"Pages show {shown.label} again." if shown else "No release is shown now."),
                )
        except FileError as problem:
            messages.error(request, str(problem))
        return back

    def _confirm(self, request: HttpRequest, release: Release, action: str) -> HttpResponse:
        verb = "Publish" if action == "publish" else "Withdraw"
        returns = None
        if action == "withdraw":
            returns = release.replaces or (
                Release.objects.published().exclude(pk=release.pk).first()
            )
        return render_admin_page(
            self,
            request,
            "salaries/admin/confirm_release.html",
            title=f"{verb} {release.label}?",
            release=release,
            action=action,
            returns=returns,
        )
