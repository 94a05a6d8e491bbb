"""The editors' pages as a whole: their name, and a first page that says what waits for them."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache


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

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether these pages are open: to staff, with a second factor where that is required."""
        from accounts.second_factor import must_set_up

        return super().has_permission(request) and not must_set_up(request.user)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the site's own sign-in or, where that is what is missing, to a second factor.

        Raises PermissionDenied for who is signed in and is no staff.
        """
        from accounts.second_factor import must_set_up

        goal = urlencode({"next": request.GET.get("next") or reverse("admin:index")})
        if request.user.is_authenticated and must_set_up(request.user):
            return redirect(f"{reverse('second-factor')}?{goal}")
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect(f"{reverse('login')}?{goal}")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        from accounts.views.signing import sign_out

        return sign_out(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("password_change")


class EditorsAdminConfig(AdminConfig):
    default_site = "careerguide.admin_site.EditorsSite"
