"""The life of a release of projections: draft, published, withdrawn."""

from django.db import transaction
from django.utils import timezone

from careers.models import Projection, ProjectionRelease
from careers.projections.table import ProjectionTable
from imports.errors import TOO_LATE, FileError

Status = ProjectionRelease.Status


@transaction.atomic
def create_draft(table: ProjectionTable, file_name: str, **facts: object) -> ProjectionRelease:
    """A release with the rows of a table, which nobody sees before it is published."""
    release = ProjectionRelease.objects.create(
        base_year=table.base_year, target_year=table.target_year, file_name=file_name, **facts
    )
    for row in table.rows:
        row.release = release
    Projection.objects.bulk_create(table.rows)
    return release


def publish_projections(release: ProjectionRelease, by_id: int | None) -> None:
    """Show a draft, or a withdrawn release again. A published one of these years gives way to it.

    Raises FileError if it is published already, or was deleted.
    """
    with transaction.atomic():
        same_years = _lock_same_years(release)
        locked = next((each for each in same_years if each.pk == release.pk), None)
        if locked is None:
            raise FileError(TOO_LATE)
        if locked.is_published:
            raise FileError(f"The projections {locked.years} are published already.")
        for current in same_years:
            if current.is_published:
                _withdraw(current, by_id)
        locked.status = Status.PUBLISHED
        locked.published_at, locked.published_by_id = timezone.now(), by_id
        locked.save()


def withdraw_projections(release: ProjectionRelease, by_id: int | None) -> None:
    """Take a release off all pages. Raises FileError if it is not published."""
    with transaction.atomic():
        locked = next((row for row in _lock_same_years(release) if row.pk == release.pk), None)
        if locked is None or not locked.is_published:
            raise FileError(f"The projections {release.years} are not published.")
        _withdraw(locked, by_id)


def _lock_same_years(release: ProjectionRelease) -> list[ProjectionRelease]:
    releases = ProjectionRelease.objects.select_for_update().order_by("pk")
    return list(releases.filter(base_year=release.base_year))


def _withdraw(release: ProjectionRelease, by_id: int | None) -> None:
    release.status = Status.WITHDRAWN
    release.withdrawn_at, release.withdrawn_by_id = timezone.now(), by_id
    release.save()
