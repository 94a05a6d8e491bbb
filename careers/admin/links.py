"""Links to other sites: listed here, edited on the guide that has them."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from careers.models import OutsideLink
from careers.tasks import check_all_links
from common.admin import NoManualRows


@admin.register(OutsideLink)
class OutsideLinkAdmin(NoManualRows, admin.ModelAdmin[OutsideLink]):
    list_display = ["url", "is_good", "detail", "checked_at", "broken_since"]
    list_filter = ["is_good"]
    search_fields = ["url", "places"]
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.check_now)
        return [path("check/", view, name="careers_outsidelink_check"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"checks_are_on": settings.LINK_CHECKS, **(extra_context or {})}
        return super().changelist_view(request, context)

    @method_decorator(require_POST)
    def check_now(self, request: HttpRequest) -> HttpResponse:
        """Have the worker check the links that are due."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if settings.LINK_CHECKS:
            check_all_links.enqueue()
            messages.success(request, "The links are being checked. Look again in a few minutes.")
        return redirect("admin:careers_outsidelink_changelist")
