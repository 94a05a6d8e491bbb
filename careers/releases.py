"""The life of a release, of facts or of projections: draft, published, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from careers.models.releases import ReplaceableRelease
from imports.errors import TOO_LATE, FileError

Status = ReplaceableRelease.Status


def publish_release(
    release: ReplaceableRelease, by_id: int | None, prepare: Callable[[Any], None] | None = None
) -> None:
    """Show a draft, or a withdrawn release again. A published one of its subject gives way.

    `prepare` may complete the release, or raise FileError. So it is raised for one that is
    published already, or was deleted.
    """
    with transaction.atomic():
        same = release.lock_same_subject()
        locked = next((each for each in same if each.pk == release.pk), None)
        if locked is None:
            raise FileError(TOO_LATE)
        if locked.is_published:
            raise FileError(f"“{locked}” is published already.")
        if prepare is not None:
            prepare(locked)
        for current in same:
            if current.is_published:
                _withdraw(current, by_id)
                locked.replaces = current
        locked.status = Status.PUBLISHED
        locked.published_at, locked.published_by_id = timezone.now(), by_id
        locked.save()
        # Else two that gave way to each other in turn could never both be withdrawn.
        type(locked)._default_manager.filter(replaces=locked).update(replaces=None)


def withdraw_release(release: ReplaceableRelease, by_id: int | None) -> None:
    """Take a release off all pages; the one that gave way to it, or an earlier one, returns.

    Raises FileError if it is not published.
    """
    with transaction.atomic():
        same = release.lock_same_subject()
        locked = next((each for each in same if each.pk == release.pk), None)
        if locked is None or not locked.is_published:
            raise FileError(f"“{release}” is not published.")
        _withdraw(locked, by_id)
        if locked.replaces is not None and locked.replaces.status == Status.WITHDRAWN:
            publish_release(locked.replaces, by_id)


def _withdraw(release: Any, by_id: int | None) -> None:
    release.status = Status.WITHDRAWN
    release.withdrawn_at, release.withdrawn_by_id = timezone.now(), by_id
    release.save()
