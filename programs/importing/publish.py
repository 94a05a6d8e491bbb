"""A staged file → the published rows, in one transaction. An editor's values stay as they are."""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from typing import Any

from django.db import connection
from django.db.models import Q

from common.formatting import format_academic_year
from imports.errors import FileError
from imports.kinds import User
from programs.importing.comparison import EXPLAINED, FIGURES, MISSING_PROGRAMS, provided
from programs.importing.layouts import LAYOUTS, PRICE_KINDS, PROGRAM_KINDS
from programs.importing.reader import INSTITUTION_COLUMNS
from programs.models import (
    Dataset,
    InstitutionPrice,
    ProgramImport,
    ProgramPrice,
    StagedInstitution,
    StagedProgram,
)
from programs.models.imports import StagedRow
from programs.models.summaries import rewrite_summaries

# Columns of an institution, and what those become about which its first file says nothing.
FILLED = {
    **{
        name: f"coalesce({name}, '')"
        for name in (
            *("opeid", "name", "address", "city", "state", "zip_code", "website"),
            *("net_price_calculator", "control", "level", "accreditor"),
        )
    },
    "latitude": "latitude",
    "longitude": "longitude",
    "successor_unitid": "successor_unitid",
    "is_distance_only": "coalesce(is_distance_only, false)",
    "is_closed": "coalesce(is_closed, false)",
    "closed_on": "closed_on",
}


def publish_staged(run: ProgramImport, user: User | None) -> None:
    """Make an import's staged rows those that visitors see, within the caller's transaction.

    Raises FileError if the staged rows are gone, or what they were compared with has changed.
    """
    if count_staged(run) != run.rows_staged:
        raise FileError("The rows that were read are gone. Compare the file again.")
    later = Q(imported_at__gt=run.finished_at) | Q(withdrawn_at__gt=run.finished_at)
    if changed := Dataset.objects.of_sort(run.layout).filter(later).first():
        raise FileError(
            f"Since this preview was made, {changed} was published or withdrawn. "
            "Compare the file again with what is shown now."
        )
    run.dataset = _create_dataset(run, user)
    run.save(update_fields=["dataset"])
    # Prices are seen as soon as their file is published.
    if run.layout not in PRICE_KINDS:
        apply_rows(run)
        renew_derived()


def count_staged(run: ProgramImport) -> int:
    """How many rows there are of those that the run's kind of file is imported for."""
    models: tuple[type[StagedRow], ...] = (InstitutionPrice, ProgramPrice)
    if run.layout not in PRICE_KINDS:
        models = (StagedProgram if run.layout in PROGRAM_KINDS else StagedInstitution,)
    return sum(model._default_manager.filter(run=run).count() for model in models)


def apply_rows(run: ProgramImport) -> None:
    """Put the rows of a published import over what visitors see; renew_derived() is to follow."""
    is_programs = run.layout in PROGRAM_KINDS
    keys = {"run": run.pk, "dataset": run.dataset_id}
    with connection.cursor() as cursor:
        _insert_institutions(cursor, keys, is_directory=not is_programs)
        if is_programs:
            _upsert_programs(cursor, keys, provided(run.columns, FIGURES))
        else:
            _update_institutions(cursor, keys, provided(run.columns, INSTITUTION_COLUMNS))


def renew_derived() -> None:
    """Renew what follows from the rows of all files together, once they are written."""
    with connection.cursor() as cursor:
        _mark_online_programs(cursor)
        _forget_diploma_pay_elsewhere(cursor)
        cursor.execute("ANALYZE programs_institution, programs_program")
    rewrite_summaries()


def unstage(run: ProgramImport) -> None:
    """Remove the rows of an import that is not published."""
    for model in (StagedProgram, StagedInstitution, InstitutionPrice, ProgramPrice):
        model._default_manager.filter(run=run).delete()


def _create_dataset(run: ProgramImport, user: User | None) -> Dataset:
    layout = next(layout for layout in LAYOUTS if layout.kind == run.layout)
    is_of_prices = layout.kind in PRICE_KINDS
    return Dataset.objects.create(
        kind=layout.kind,
        title=f"{layout.title}, {format_academic_year(run.year)}"
        if is_of_prices and run.year
        else layout.title,
        publisher=layout.publisher,
        url=layout.url,
        published_on=run.published_on,
        credit=run.credit,
        credit_url=run.credit_url,
        file_name=run.file_name,
        sha256=run.sha256,
        imported_by_id=user.pk if user else None,
    )


def _insert_institutions(cursor: Any, keys: dict[str, Any], *, is_directory: bool) -> None:
    """Those that are not known yet. A file of programs never changes a known institution."""
    cursor.execute(
        f"""INSERT INTO programs_institution
            (unitid, slug, {", ".join(FILLED)}, source_id, directory_id, overridden, updated_at)
        SELECT unitid, slug, {", ".join(FILLED.values())}, %(dataset)s,
            {"%(dataset)s" if is_directory else "NULL::bigint"}, '{{}}', now()
        FROM programs_stagedinstitution WHERE run_id = %(run)s
        ON CONFLICT DO NOTHING""",
        keys,
    )


def _update_institutions(cursor: Any, keys: dict[str, Any], columns: list[str]) -> None:
    """Known ones as the directory describes them; what it leaves out stays as it was known."""
    columns = [name for name in columns if name not in ("slug", "closed_on")]
    settings = [
        f"{name} = CASE WHEN i.overridden ? '{name}' THEN i.{name}"
        f" ELSE coalesce(s.{name}, i.{name}) END"
        for name in columns
    ]
    # An institution that reopened has no closing date.
    settings.append(
        """closed_on = CASE WHEN i.overridden ? 'closed_on' OR s.is_closed IS NULL THEN i.closed_on
            WHEN s.is_closed THEN coalesce(s.closed_on, i.closed_on) END"""
    )
    pairs = ", ".join(f"'{name}', s.{name}" for name in (*columns, "closed_on"))
    cursor.execute(
        f"""UPDATE programs_institution i SET {", ".join(settings)},
            overridden = {keep_differences("i", pairs)},
            directory_id = %(dataset)s, updated_at = now()
        FROM programs_stagedinstitution s
        WHERE s.run_id = %(run)s AND s.unitid = i.unitid""",
        keys,
    )


def _upsert_programs(cursor: Any, keys: dict[str, Any], figures: list[str]) -> None:
    cursor.execute(
        """INSERT INTO programs_fieldofstudy (code, name)
        SELECT DISTINCT ON (field_code) field_code, field_name FROM programs_stagedprogram
        WHERE run_id = %(run)s ORDER BY field_code, row_number
        ON CONFLICT (code) DO NOTHING""",
        keys,
    )
    cursor.execute(
        f"UPDATE programs_program SET is_current = false, updated_at = now()"
        f" WHERE id IN (SELECT p.id {MISSING_PROGRAMS})",
        keys,
    )
    settings = [
        "is_current = CASE WHEN p.overridden ? 'is_current' THEN p.is_current ELSE true END"
    ]
    written: list[str] = []
    for name in figures:
        columns = [name, f"{name}_missing"] if name in EXPLAINED else [name]
        settings += [
            f"{column} = CASE WHEN p.overridden ? '{name}' THEN p.{column}"
            f" ELSE EXCLUDED.{column} END"
            for column in columns
        ]
        written += columns
    pairs = ", ".join(f"'{column}', EXCLUDED.{column}" for column in written)
    cursor.execute(
        f"""INSERT INTO programs_program AS p (institution_id, field_id, credential, title,
            delivery, certifications, details_from, completers, completers_missing, earnings,
            earnings_missing, debt, debt_missing, high_school_earnings, first_year_earnings,
            is_current, source_id, overridden, updated_at)
        SELECT i.id, s.field_code, s.credential, '', '', '', '', s.completers,
            s.completers_missing, s.earnings, s.earnings_missing, s.debt, s.debt_missing,
            s.high_school_earnings, s.first_year_earnings, true, %(dataset)s, '{{}}', now()
        FROM programs_stagedprogram s JOIN programs_institution i ON i.unitid = s.unitid
        WHERE s.run_id = %(run)s
        ON CONFLICT (institution_id, field_id, credential) WHERE source_id IS NOT NULL
        DO UPDATE SET {", ".join(settings)}, overridden = {keep_differences("p", pairs)},
            source_id = EXCLUDED.source_id, updated_at = now()""",
        keys,
    )


def keep_differences(table: str, pairs: str) -> str:
    """SQL that renews what the file says of the columns that an editor corrected."""
    # Nearly no row is corrected, and merging takes a fourth of the time.
    return f"""CASE WHEN {table}.overridden = '{{}}' THEN {table}.overridden
        ELSE {table}.overridden || coalesce((
            SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(jsonb_build_object({pairs})) e
            WHERE {table}.overridden ? e.key), '{{}}') END"""


def _mark_online_programs(cursor: Any) -> None:
    """Where all teaching is at a distance, so is each program. Nothing else is inferred."""
    cursor.execute(
        """UPDATE programs_program p
        SET delivery = CASE WHEN i.is_distance_only THEN 'online' ELSE '' END
        FROM programs_institution i
        WHERE i.id = p.institution_id AND p.source_id IS NOT NULL
            AND NOT p.overridden ? 'delivery'
            AND p.delivery IS DISTINCT FROM
                CASE WHEN i.is_distance_only THEN 'online' ELSE '' END"""
    )


def _forget_diploma_pay_elsewhere(cursor: Any) -> None:
    """What a diploma earns is a state's figure: none where the file means another state.

    Some campuses are listed in the state of their main one, and are elsewhere by the directory.
    """
    cursor.execute(
        """UPDATE programs_program p SET high_school_earnings = NULL
        FROM programs_institution i, programs_programimport r, programs_stagedinstitution s
        WHERE i.id = p.institution_id AND r.dataset_id = p.source_id
            AND s.run_id = r.importrun_ptr_id AND s.unitid = i.unitid
            AND s.state <> i.state AND s.state <> '' AND i.state <> ''
            AND p.high_school_earnings IS NOT NULL
            AND NOT p.overridden ? 'high_school_earnings'"""
    )
