"""What admin pages of several rooms have in common."""

from typing import Any

from django.http import HttpRequest


class NoManualRows:
    """For an admin page of rows that the site itself writes: nobody adds or deletes one there."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
