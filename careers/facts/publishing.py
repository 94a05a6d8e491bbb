"""Drafts of releases of facts, and how they are published."""

import json

from django.db import connection, transaction

from careers.facts.kinds import COMPARED, PLACED
from careers.facts.layouts import FactTable
from careers.facts.statistics import compute_statistics
from careers.models import FactRelease, OccupationFact
from careers.releases import publish_release, withdraw_release
from imports.errors import FileError

COPY = f"COPY {OccupationFact._meta.db_table} (release_id, soc_code, values, components) FROM STDIN"


@transaction.atomic
def create_draft(table: FactTable, file_name: str, **about: object) -> FactRelease:
    """A release with the rows of a table, which nobody sees before it is published.

    `about` are other fields of the release: period, source, license and so on.
    """
    about = {"edition": table.edition, **about}
    release = FactRelease.objects.create(kind=table.kind, file_name=file_name, **about)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for code, values in table.rows.items():
            text = json.dumps(values, ensure_ascii=False)
            copy.write_row((release.pk, code, text, list(table.components.get(code, ()))))
    return release


def publish_facts(release: FactRelease, by_id: int | None) -> None:
    """Show a draft, or a withdrawn release again. A published one of the same period gives way.

    Raises FileError if it is published already, is empty, or was deleted.
    """
    publish_release(release, by_id, _compute_statistics)


def _compute_statistics(release: FactRelease) -> None:
    if not release.facts.exists():
        raise FileError(f"“{release}” has no occupations.")
    if release.kind in COMPARED:
        values = release.facts.values_list("values", flat=True)
        release.statistics = compute_statistics(values, quantiles=release.kind in PLACED)


def withdraw_facts(release: FactRelease, by_id: int | None) -> None:
    """Take a release off all pages; the one that gave way to it, or an earlier one, returns.

    Raises FileError if it is not published.
    """
    withdraw_release(release, by_id)
