"""The editors' pages as a whole: their name, and a first page that says what waits for them."""

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import chain
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

View = TypeVar("View", bound=Callable[..., Any])


class EditorsSite(AdminSite):
    site_header = "careerguide for editors"
    site_title = "careerguide"
    index_title = "What needs you"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits for the reader of this page, above the list of tables."""
        from careerguide.waiting import panels_for

        context = {"panels": panels_for(request.user), **(extra_context or {})}
        return super().index(request, context)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether these pages are open: to staff, with a second factor where that is required."""
        from accounts.second_factor import must_set_up

        return super().has_permission(request) and not must_set_up(request.user)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """A view for editors alone; 400 for what no browser sends and Django's views fail at.

        That is a NUL (keys that are text, filters of lists and choices of rows reach the database
        as they are given, and PostgreSQL takes none), and the name of a field that is empty.
        """

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if any("\0" in word for word in _words_of(request)):
                raise BadRequest("A request for editors holds no NUL.")
            if "" in request.GET.getlist(TO_FIELD_VAR) + request.POST.getlist(TO_FIELD_VAR):
                raise BadRequest("No field has an empty name.")
            return view(request, *args, **kwargs)

        return super().admin_view(cast("View", guarded), cacheable)

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
        from accounts.views.sign_in import sign_out

        return sign_out(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("password_change")


def _words_of(request: HttpRequest) -> Iterable[str]:
    """What a request says: its address, and names and values of its query and of its form."""
    pairs = chain(request.GET.lists(), request.POST.lists())
    return chain((request.path_info,), *((name, *values) for name, values in pairs))


class EditorsAdminConfig(AdminConfig):
    default_site = "careerguide.admin_site.EditorsSite"
