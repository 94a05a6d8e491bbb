"""The admin site: its name, its access rules, and a first page with what waits for the user."""

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import chain
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

KEPT = _(
    "Your session ended before the form was saved. What you typed is kept: sign in, and the form "
    "opens with it."
)
View = TypeVar("View", bound=Callable[..., Any])


class EditorsSite(AdminSite):
    site_header = "careerguide for editors"
    site_title = "careerguide"
    index_title = "What needs you"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The panels of what waits for the user, above the list of tables."""
        from careerguide.waiting import build_panels

        context = {"panels": build_panels(request), **(extra_context or {})}
        return super().index(request, context)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the user is staff, with a second factor where that is required."""
        from accounts.second_factor import must_set_up

        return super().has_permission(request) and not must_set_up(request.user)

    def register(
        self,
        model_or_iterable: Any,
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Register models; their forms open with what was typed before a session ended."""
        from careerguide.autocomplete import AutocompletingAdmin
        from careerguide.kept_forms import RestoringAdmin

        base = admin_class or ModelAdmin
        bases = (RestoringAdmin, AutocompletingAdmin, base)
        extended = type(base.__name__, bases, {"__module__": base.__module__})
        super().register(model_or_iterable, extended, **options)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """A view for staff only. What is typed into a form is kept until the form is saved.

        Requests that make Django's admin fail with a 500 get a 400. These have a NUL, which reaches
        the database in keys, filters and choices of rows and which PostgreSQL does not store, or an
        empty name of a field. No browser sends either.
        """
        from accounts import kept_forms

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if any("\0" in text for text in _request_texts(request)):
                raise BadRequest("A request must not contain a NUL.")
            if "" in request.GET.getlist(TO_FIELD_VAR) + request.POST.getlist(TO_FIELD_VAR):
                raise BadRequest("The name of a field must not be empty.")
            response = view(request, *args, **kwargs)
            if kept_forms.is_saved(request, response):
                kept_forms.delete_kept_form(request)
            return response

        checked = super().admin_view(cast("View", guarded), cacheable)

        @wraps(checked)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            is_lost = request.method == "POST" and not self.has_permission(request)
            if is_lost and kept_forms.keep_form(request):
                messages.info(request, str(KEPT))
            return checked(request, *args, **kwargs)

        return cast("View", keeping)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the site's own sign-in, or to the setup of a missing second factor.

        Raises PermissionDenied for a signed-in user who is not staff.
        """
        from accounts.second_factor import must_set_up

        query = urlencode({"next": request.GET.get("next") or reverse("admin:index")})
        if request.user.is_authenticated and must_set_up(request.user):
            return redirect(f"{reverse('second-factor')}?{query}")
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect(f"{reverse('login')}?{query}")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        from accounts.views.sign_in import sign_out

        return sign_out(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("password_change")


def _request_texts(request: HttpRequest) -> Iterable[str]:
    """The path of a request, and the names and values of its query and of its form."""
    pairs = chain(request.GET.lists(), request.POST.lists())
    return chain((request.path_info,), *((name, *values) for name, values in pairs))


class EditorsAdminConfig(AdminConfig):
    default_site = "careerguide.admin_site.EditorsSite"
