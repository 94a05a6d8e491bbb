"""The editors' pages as a whole: their name, and a first page that says what waits for them."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.template.response import TemplateResponse


class EditorsSite(AdminSite):
    site_header = "careerguide for editors"
    site_title = "careerguide"
    index_title = "What needs you"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits for the reader of this page, above the list of tables."""
        from careerguide.admin.waiting import panels_for

        context = {"panels": panels_for(request.user), **(extra_context or {})}
        return super().index(request, context)


class EditorsAdminConfig(AdminConfig):
    default_site = "careerguide.admin_site.EditorsSite"
