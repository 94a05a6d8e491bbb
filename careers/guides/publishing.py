"""The life of a guide's versions: published at once or at an hour, withdrawn, returned to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from careers.guides.documents import Content, build_document, restore_document
from careers.guides.rendering import render_sections
from careers.models import Guide, GuideVersion

MAX_NOTE_LENGTH = 300


def lock_guide(guide: Guide) -> Guide:
    """The guide as it is now; until the transaction ends, nobody else changes or publishes it."""
    return Guide.objects.select_for_update(of=("self",)).select_related("career").get(pk=guide.pk)


@transaction.atomic
def publish_guide(
    guide: Guide, by_id: int | None, note: str = "", at: datetime | None = None
) -> GuideVersion:
    """Freeze the working tables as the next version, which visitors read now or from `at` on.

    A version whose hour has not come is withdrawn: the newest one would hide it for ever.
    """
    locked = lock_guide(guide)
    waiting = locked.versions.filter(published_at__gt=timezone.now(), withdrawn_at=None)
    waiting.update(withdrawn_at=timezone.now(), withdrawn_by=by_id)
    version = _create_version(locked, by_id, note, at or timezone.now())
    Guide.objects.filter(pk=guide.pk).update(
        handed_over_at=None, handed_over_by=None, handed_over_note=""
    )
    return version


@transaction.atomic
def keep_working_state(guide: Guide, by_id: int | None, note: str) -> GuideVersion | None:
    """Keep the working tables as a version that is never public, before they are replaced.

    None where the newest version has the same content.
    """
    locked = lock_guide(guide)
    latest = locked.versions.first()
    if latest is not None and latest.document == build_document(locked):
        return None
    return _create_version(locked, by_id, note, None)


def _create_version(
    guide: Guide, by_id: int | None, note: str, published_at: datetime | None
) -> GuideVersion:
    document = build_document(guide)
    latest = guide.versions.aggregate(number=Max("number"))["number"] or 0
    return GuideVersion.objects.create(
        guide=guide,
        number=latest + 1,
        document=document,
        html=render_sections(document, guide.language) if published_at else {},
        note=note[:MAX_NOTE_LENGTH],
        created_by_id=by_id,
        published_at=published_at,
    )


def withdraw_guide(guide: Guide, by_id: int | None) -> int:
    """Withdraw all of a guide's versions, those to come included; returns how many."""
    return guide.versions.published().update(withdrawn_at=timezone.now(), withdrawn_by=by_id)


def withdraw_version(version: GuideVersion, by_id: int | None) -> None:
    """Withdraw one version; visitors read the one before it, if that is public."""
    versions = GuideVersion.objects.published().filter(pk=version.pk)
    versions.update(withdrawn_at=timezone.now(), withdrawn_by=by_id)


@transaction.atomic
def return_to_version(version: GuideVersion, by_id: int | None) -> GuideVersion | None:
    """Replace the working tables by a version; visitors notice nothing until it is published.

    Returns the version in which the replaced state was kept; None where it stands in the newest.
    Raises RestoreError, and changes nothing, where the version no longer fits.
    """
    note = f"Kept before the return to version {version.number}."
    kept = keep_working_state(version.guide, by_id, note)
    restore_document(version.guide, version.document)
    Guide.objects.filter(pk=version.guide.pk).update(updated_at=timezone.now(), updated_by=by_id)
    return kept


@transaction.atomic
def hand_over(guide: Guide, by_id: int | None, note: str) -> None:
    """Ask the publishers to publish what the working tables have."""
    Guide.objects.filter(pk=guide.pk).update(
        handed_over_at=timezone.now(),
        handed_over_by=by_id,
        handed_over_note=note[:MAX_NOTE_LENGTH],
    )


def find_public_version(guide: Guide) -> GuideVersion | None:
    """The version that visitors read now, if there is one."""
    return guide.versions.public().order_by("-number").first()


def find_newest_version(guide: Guide) -> GuideVersion | None:
    """The newest version for visitors: the one that they read, or one whose hour will come."""
    return guide.versions.published().first()


def get_document(version: GuideVersion | None) -> Content:
    """A version's document; an empty one for none."""
    return version.document if version else {"guide": {}, "parts": {}, "sources": {}}
