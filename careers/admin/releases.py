"""What the pages of releases of official figures have in common: publish, withdraw, show rows."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from careers.releases import publish_release, withdraw_release
from common.admin import NoManualRows
from common.releases import SourceRelease
from imports.decisions import log_change
from imports.errors import FileError

LIFE = (
    *("status", "created_at", "created_by", "published_at", "published_by"),
    *("withdrawn_at", "withdrawn_by"),
)


class ReleaseAdmin(NoManualRows, ModelAdmin[Any]):
    """Releases come from imports and commands; they are withdrawn, never deleted."""

    actions = ("publish", "withdraw")
    # The page of a release's rows, whose column `release` leads to it.
    rows_page: ClassVar[str]
    publish_permission: ClassVar[str]

    def publish_release(self, release: Any, by_id: int | None) -> None:
        """Show a release to visitors. Raises FileError where that cannot be."""
        publish_release(release, by_id)

    @admin.display(description="Rows")
    def rows(self, release: Any) -> str:
        url = reverse(f"admin:{self.rows_page}_changelist")
        return format_html('<a href="{}?release__id__exact={}">Show</a>', url, release.pk)

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request: HttpRequest, releases: QuerySet[Any]) -> None:
        self._act(request, releases, self._publish, "Published.")

    @admin.action(description="Withdraw", permissions=["publish"])
    def withdraw(self, request: HttpRequest, releases: QuerySet[Any]) -> None:
        self._act(request, releases, withdraw_release, "Withdrawn.")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.publish_permission)

    def _publish(self, release: Any, by_id: int | None) -> None:
        if release.status == SourceRelease.Status.DRAFT and release.imports.exists():
            raise FileError(
                f"“{release}” waits on the page of its import, which shows what it changes. "
                "Publish it there."
            )
        self.publish_release(release, by_id)

    def _act(self, request: HttpRequest, releases: QuerySet[Any], act: Any, done: str) -> None:
        for release in releases:
            replaced = release.replaces
            try:
                act(release, request.user.pk)
            except FileError as problem:
                messages.error(request, str(problem))
                continue
            release.refresh_from_db()
            log_change(release, request.user, done)
            text = f"{release}: {done}"
            if replaced is not None and not release.is_published:
                replaced.refresh_from_db()
                text += f" Visitors see {replaced} again." if replaced.is_published else ""
            messages.success(request, text)
