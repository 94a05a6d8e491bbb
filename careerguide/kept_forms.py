"""Forms of the admin open with what their user typed before the session ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.forms import PasswordInput
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.kept_forms import OPENER_FIELD, find_kept_form, sign_opener
from accounts.models import KeptForm


class RestoringAdmin(ModelAdmin[Any]):
    """Shows a kept form as Django shows one that was sent and refused. Nothing is saved."""

    def _changeform_view(
        self, request: HttpRequest, object_id: Any, form_url: str, extra_context: Any
    ) -> Any:
        kept = find_kept_form(request) if request.method == "GET" else None
        if kept is not None:
            context = {**(extra_context or {}), "kept_form": kept}
            try:
                with _as_sent(request, kept):
                    return super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
            except PermissionDenied:
                # Of the change alone: the user may still look at it.
                pass
        return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def get_form(  # type: ignore[override]  # as UserAdmin's, which takes `change` by name alone
        self, request: Any, obj: Any = None, **kwargs: Any
    ) -> type[Any]:
        form_class: type[Any] = super().get_form(request, obj, **kwargs)
        if not getattr(request, "restores_form", False):
            return form_class

        class UnsavedForm(form_class):  # type: ignore[misc]
            def is_valid(self) -> bool:
                """No, however correct it is: its user has not seen it yet."""
                return False

        return UnsavedForm

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        fields = context["adminform"].form.fields.values()
        # A password is not kept.
        if not any(isinstance(field.widget, PasswordInput) for field in fields):
            context |= {"opener_field": OPENER_FIELD, "opener": sign_opener(request.user)}
        return super().render_change_form(request, context, *args, **kwargs)


@contextmanager
def _as_sent(request: Any, kept: KeptForm) -> Iterator[None]:
    """Within the block the request is as when the kept form was sent."""
    request.method, request.POST = "POST", QueryDict(kept.body)
    request.restores_form = True
    try:
        yield
    finally:
        request.method, request.POST = "GET", QueryDict()
        request.restores_form = False
