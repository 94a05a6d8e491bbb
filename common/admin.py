"""What admin pages of several rooms have in common."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_admin_page(
    model_admin: ModelAdmin[Any], request: HttpRequest, template: str, /, **context: Any
) -> HttpResponse:
    """A page of a model's admin beside Django's own; 422 where its `form` has errors."""
    form = context.get("form")
    shared = model_admin.admin_site.each_context(request)
    values = {**shared, "opts": model_admin.opts, **context}
    return render(request, template, values, status=422 if form and form.errors else 200)


class NoManualRows:
    """For an admin page of rows that the site itself writes: nobody adds or deletes one there."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
