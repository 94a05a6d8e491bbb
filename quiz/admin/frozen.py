"""Base classes of the quiz's admin: the rows of a published version are read-only."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Field, Model
from django.http import HttpRequest

from quiz.models import QuizVersion, Trait

Widgets = Mapping[type[Field[Any, Any]], Mapping[str, Any]]


def is_frozen(parent: Model | None) -> bool:
    """Whether a version, or the version of a trait, is published."""
    version = parent.version if isinstance(parent, Trait) else parent
    return isinstance(version, QuizVersion) and version.is_published


class FrozenInline(admin.options.InlineModelAdmin[Any, Any]):
    """Rows that can be changed while their version is a draft."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not is_frozen(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_frozen(obj)


class FrozenAdmin(admin.ModelAdmin[Any]):
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_frozen(obj)
