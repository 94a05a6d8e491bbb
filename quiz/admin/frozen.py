"""What the pages of the quiz's admin share: a published version is read-only."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest

from quiz.models import Trait

require_change = permission_required("quiz.change_quizversion", raise_exception=True)


class FrozenAdmin(admin.ModelAdmin[Any]):
    """A version, or a trait of it, that can be changed with its rows while it is a draft.

    Such rows are made by a copy or an import, or on the page of the version.
    """

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_published(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_published(obj)


def _is_published(row: Any) -> bool:
    version = row.version if isinstance(row, Trait) else row
    return version is not None and version.is_published
