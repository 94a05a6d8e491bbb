"""A published file is withdrawn, or published again; what visitors see is made anew.

The rows of every published file stay with its import. After a withdrawal the institutions and
programs are set to what the other published files say, the one published last over those before
it. What editors corrected or added stays.
"""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from typing import Any

from django.db import connection
from django.utils import timezone

from imports.background import SAVE, WRITE, OnStep, ignore_step
from imports.decisions import log_change
from imports.errors import FileError
from imports.kinds import User
from imports.locks import hold_for_decision
from programs.importing.comparison import EXPLAINED, FIGURES, provided
from programs.importing.layouts import PROGRAM_KINDS
from programs.importing.publish import (
    FILLED,
    apply_rows,
    keep_differences,
    renew_derived,
)
from programs.models import Dataset, ProgramImport

_PUBLISHED_ROWS = """programs_programimport r ON r.importrun_ptr_id = s.run_id
    JOIN programs_dataset d ON d.id = r.dataset_id AND d.withdrawn_at IS NULL"""
_IS_WITHDRAWN = "SELECT FROM programs_dataset WHERE id = {} AND withdrawn_at IS NOT NULL"
_CLEARED = {
    **dict.fromkeys(FIGURES, "NULL"),
    **{f"{name}_missing": "'not-reported'" for name in EXPLAINED},
}


REMOVE = "Taking away what only this file lists"
RETURN = "Writing what the other files say"
STEPS = {"withdraw": (REMOVE, RETURN, SAVE), "publish": (WRITE, SAVE)}


def withdraw_dataset(
    dataset: Dataset, user: User | None, on_step: OnStep = ignore_step
) -> Dataset | None:
    """Take a published file's rows off all pages; return the file of its sort that shows again.

    `on_step` is called with each of STEPS that it takes. Raises FileError if it is withdrawn
    already or another import is running.
    """
    with hold_for_decision(ProgramImport.KIND):
        locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if not locked.is_published:
            raise FileError(f"{locked} is withdrawn already.")
        locked.withdrawn_at, locked.withdrawn_by_id = timezone.now(), user.pk if user else None
        locked.save()
        # Prices are seen as long as their file is published.
        if locked.kind not in Dataset.PRICE_KINDS:
            _rebuild_listings(locked, on_step)
        log_change(locked, user, "Withdrawn.")
        on_step(SAVE)
        return Dataset.objects.shown_like(locked).first()


def publish_dataset(dataset: Dataset, user: User | None, on_step: OnStep = ignore_step) -> None:
    """Show a withdrawn file again, over all others.

    `on_step` is called with each of STEPS that it takes. Raises FileError if it is not withdrawn
    or another import is running.
    """
    with hold_for_decision(ProgramImport.KIND):
        locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if locked.is_published:
            raise FileError(f"{locked} is published already.")
        locked.withdrawn_at = locked.withdrawn_by = None
        locked.imported_at, locked.imported_by_id = timezone.now(), user.pk if user else None
        locked.save()
        on_step(WRITE)
        if locked.kind not in Dataset.PRICE_KINDS:
            apply_rows(ProgramImport.objects.get(dataset=locked))
            renew_derived()
        log_change(locked, user, "Published again.")
        on_step(SAVE)


def _rebuild_listings(withdrawn: Dataset, on_step: OnStep) -> None:
    """Make anew what visitors see. A file of institutions says nothing of programs' figures."""
    files = Dataset.objects.published().exclude(kind__in=Dataset.PRICE_KINDS)
    runs = ProgramImport.objects.filter(dataset__in=files)
    in_order = runs.order_by("dataset__imported_at", "dataset").select_related("dataset")
    with connection.cursor() as cursor:
        on_step(REMOVE)
        _delete_unlisted(cursor)
        on_step(RETURN)
        _return_institutions(cursor)
        if withdrawn.kind in Dataset.PROGRAM_KINDS:
            _return_programs(cursor, [run for run in in_order if run.layout in PROGRAM_KINDS])
        for run in in_order:
            if run.layout not in PROGRAM_KINDS:
                apply_rows(run)
    renew_derived()


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


def _return_programs(cursor: Any, runs: list[ProgramImport]) -> None:
    """Set imported programs to what the published files say of them, each figure from the latest
    file that has it. A program that the latest file of its field and credential lacks is not
    current. Figures that no file has any more are cleared.

    Only programs that come out differently are written.
    """
    keys = {"runs": [run.pk for run in runs]}
    columns = {}
    for name in FIGURES:
        keys[name] = [run.pk for run in runs if provided(run.columns, (name,))]
        for column in (name, f"{name}_missing") if name in EXPLAINED else (name,):
            columns[column] = f"""(array_agg(s.{column} ORDER BY o.place DESC)
                FILTER (WHERE s.run_id = ANY(%({name})s::bigint[])))[1]"""
    figures = ", ".join(f"{value} AS {name}" for name, value in columns.items())
    cursor.execute(
        f"""CREATE TEMPORARY TABLE returned_program ON COMMIT DROP AS
        SELECT i.id AS institution_id, f.*,
            last = max(last) OVER (PARTITION BY field_code, credential) AS is_current
        FROM (
            SELECT s.unitid, s.field_code, s.credential, max(o.place) AS last,
                (array_agg(r.dataset_id ORDER BY o.place DESC))[1] AS source_id, {figures}
            FROM unnest(%(runs)s::bigint[]) WITH ORDINALITY o(run_id, place)
            JOIN programs_stagedprogram s ON s.run_id = o.run_id
            JOIN programs_programimport r ON r.importrun_ptr_id = s.run_id
            GROUP BY s.unitid, s.field_code, s.credential
        ) f JOIN programs_institution i ON i.unitid = f.unitid""",
        keys,
    )
    cursor.execute("ANALYZE returned_program")
    written = {name: f"coalesce(f.{name}, {_CLEARED[name]})" for name in columns}
    for name in columns:
        written[name] = f"CASE WHEN p.overridden ? '{name}' THEN p.{name} ELSE {written[name]} END"
    current = (
        "CASE WHEN p.overridden ? 'is_current' THEN p.is_current"
        " ELSE coalesce(f.is_current, false) END"
    )
    written |= {"is_current": current, "source_id": "coalesce(f.source_id, p.source_id)"}
    pairs = ", ".join(f"'{name}', coalesce(f.{name}, {_CLEARED[name]})" for name in columns)
    written["overridden"] = keep_differences("p", pairs)
    names = ", ".join(written)
    cursor.execute(
        f"""UPDATE programs_program p SET ({names}, updated_at) =
            ({", ".join(f"n.{name}" for name in written)}, now())
        FROM (
            SELECT p.id, {", ".join(f"{value} AS {name}" for name, value in written.items())}
            FROM programs_program p LEFT JOIN returned_program f
                ON f.institution_id = p.institution_id AND f.field_code = p.field_id
                    AND f.credential = p.credential
            WHERE p.source_id IS NOT NULL
        ) n
        WHERE n.id = p.id AND ({", ".join(f"p.{name}" for name in written)})
            IS DISTINCT FROM ({", ".join(f"n.{name}" for name in written)})"""
    )
    cursor.execute("DROP TABLE returned_program")
