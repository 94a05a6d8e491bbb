"""A published file is withdrawn, or published again; what visitors see is made anew.

The rows of every published file stay with its import. After a withdrawal the institutions and
programs are returned to the first file, and the rows of the other published files are put over
them in the order of publication. What editors corrected or added stays.
"""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from typing import Any

from django.db import connection
from django.utils import timezone

from imports.decisions import log_change
from imports.errors import FileError
from imports.kinds import User
from imports.locks import hold_for_decision
from programs.importing.publish import (
    FILLED,
    apply_rows,
    keep_differences,
    mark_online_programs,
)
from programs.models import Dataset, ProgramImport

_PUBLISHED_ROWS = """programs_programimport r ON r.importrun_ptr_id = s.run_id
    JOIN programs_dataset d ON d.id = r.dataset_id AND d.withdrawn_at IS NULL"""
_IS_WITHDRAWN = "SELECT FROM programs_dataset WHERE id = {} AND withdrawn_at IS NOT NULL"
_CLEARED = {
    **dict.fromkeys(("completers", "earnings", "debt", "high_school_earnings"), "NULL"),
    **{f"{name}_missing": "'not-reported'" for name in ("completers", "earnings", "debt")},
}


def withdraw_dataset(dataset: Dataset, user: User | None) -> Dataset | None:
    """Take a published file's rows off all pages; return the file of its sort that shows again.

    Raises FileError if it is withdrawn already or another import is running.
    """
    with hold_for_decision(ProgramImport.KIND):
        locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if not locked.is_published:
            raise FileError(f"{locked} is withdrawn already.")
        locked.withdrawn_at, locked.withdrawn_by_id = timezone.now(), user.pk if user else None
        locked.save()
        _rebuild_listings(locked)
        log_change(locked, user, "Withdrawn.")
        return Dataset.objects.shown_like(locked).first()


def publish_dataset(dataset: Dataset, user: User | None) -> None:
    """Show a withdrawn file again, over all others.

    Raises FileError if it is not withdrawn or another import is running.
    """
    with hold_for_decision(ProgramImport.KIND):
        locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if locked.is_published:
            raise FileError(f"{locked} is published already.")
        locked.withdrawn_at = locked.withdrawn_by = None
        locked.imported_at, locked.imported_by_id = timezone.now(), user.pk if user else None
        locked.save()
        apply_rows(ProgramImport.objects.get(dataset=locked))
        log_change(locked, user, "Published again.")


def _rebuild_listings(withdrawn: Dataset) -> None:
    """Make anew what visitors see. A file of institutions says nothing of programs' figures."""
    files = Dataset.objects.published()
    with connection.cursor() as cursor:
        _delete_unlisted(cursor)
        _return_institutions(cursor)
        if withdrawn.kind in Dataset.PROGRAM_KINDS:
            _clear_programs(cursor)
        else:
            files = files.shown_like(withdrawn)
        runs = ProgramImport.objects.filter(dataset__in=files)
        for run in runs.order_by("dataset__imported_at", "dataset"):
            apply_rows(run)
        mark_online_programs(cursor)


def _delete_unlisted(cursor: Any) -> None:
    """Remove what only withdrawn files list, except what editors worked on."""
    cursor.execute(
        f"""DELETE FROM programs_program p USING programs_institution i
        WHERE i.id = p.institution_id AND EXISTS ({_IS_WITHDRAWN.format("p.source_id")})
            AND p.overridden = '{{}}' AND p.title = '' AND p.details_from = ''
            AND p.details_on IS NULL AND NOT EXISTS (
                SELECT FROM programs_stagedprogram s JOIN {_PUBLISHED_ROWS}
                WHERE s.unitid = i.unitid AND s.field_code = p.field_id
                    AND s.credential = p.credential)"""
    )
    cursor.execute(
        f"""DELETE FROM programs_institution i
        WHERE EXISTS ({_IS_WITHDRAWN.format("i.source_id")}) AND i.overridden = '{{}}'
            AND NOT EXISTS (SELECT FROM programs_program p WHERE p.institution_id = i.id)
            AND NOT EXISTS (
                SELECT FROM programs_stagedinstitution s JOIN {_PUBLISHED_ROWS}
                WHERE s.unitid = i.unitid)"""
    )


def _return_institutions(cursor: Any) -> None:
    """Set imported institutions to what the first published file says of them."""
    cursor.execute(
        f"""UPDATE programs_institution i SET directory_id = NULL
        WHERE EXISTS ({_IS_WITHDRAWN.format("i.directory_id")})"""
    )
    columns = [
        f"{name} = CASE WHEN i.overridden ? '{name}' THEN i.{name} ELSE f.{name} END"
        for name in FILLED
    ]
    pairs = ", ".join(f"'{name}', f.{name}" for name in FILLED)
    filled = ", ".join(f"{value} AS {name}" for name, value in FILLED.items())
    cursor.execute(
        f"""UPDATE programs_institution i SET {", ".join(columns)},
            overridden = {keep_differences("i", pairs)}, source_id = f.dataset_id,
            updated_at = now()
        FROM (
            SELECT DISTINCT ON (unitid) unitid, dataset_id, {filled} FROM (
                SELECT s.*, r.dataset_id, d.imported_at
                FROM programs_stagedinstitution s JOIN {_PUBLISHED_ROWS}
            ) rows ORDER BY unitid, imported_at, dataset_id
        ) f WHERE i.unitid = f.unitid AND i.source_id IS NOT NULL"""
    )


def _clear_programs(cursor: Any) -> None:
    """Take the figures from imported programs; the published files give them again."""
    columns = [
        f"{name} = CASE WHEN p.overridden ? '{name}' THEN p.{name} ELSE {value} END"
        for name, value in _CLEARED.items()
    ]
    pairs = ", ".join(f"'{name}', {value}" for name, value in _CLEARED.items())
    cursor.execute(
        f"""UPDATE programs_program p SET {", ".join(columns)},
            is_current = p.overridden ? 'is_current' AND p.is_current,
            overridden = {keep_differences("p", pairs)}, updated_at = now()
        WHERE p.source_id IS NOT NULL"""
    )
