"""Drafts of releases of projections."""

from django.db import transaction

from careers.models import Projection, ProjectionRelease
from careers.projections.table import ProjectionTable


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
