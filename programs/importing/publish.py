"""A staged file → the published rows, in one transaction. An editor's values stay as they are."""

# ruff: noqa: S608 (what is put into SQL are names of our own columns; values are parameters)

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from programs.importing.compare import FIGURES, MISSING_PROGRAMS
from programs.importing.layouts import PROGRAM_KINDS
from programs.importing.stage import INSTITUTION_COLUMNS, unstage
from programs.models import Dataset

# Any number will do, as long as nothing else in this database locks by it.
PUBLISHING_LOCK = 7_310_225


class CannotPublishError(Exception):
    """Nothing was written; the message tells an editor why."""


def publish(dataset: Dataset, by: Any = None) -> None:
    """Make a checked file's rows those that visitors see. All or nothing.

    CannotPublishError where somebody else publishes at this moment, the file was not checked, or
    what was found in it forbids it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PUBLISHING_LOCK])
        if not (cursor.fetchone() or [False])[0]:
            raise CannotPublishError("Another file is being published now. Try again in a minute.")
        dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if dataset.status != Dataset.Status.CHECKED:
            raise CannotPublishError(
                f"Only a checked file can be published. This one: {dataset.get_status_display()}."
            )
        if dataset.report.get("stops"):
            raise CannotPublishError(" ".join(dataset.report["stops"]))
        if dataset.sha256 and Dataset.objects.published().filter(sha256=dataset.sha256).exists():
            raise CannotPublishError("This very file was published before.")
        known = set(dataset.report["columns"])
        if dataset.kind in PROGRAM_KINDS:
            _insert_institutions(cursor, dataset)
            _upsert_programs(cursor, dataset, [name for name in FIGURES if name in known])
        else:
            if known & {"activity", "operating"}:
                known.add("is_closed")
            _insert_institutions(cursor, dataset)
            _update_institutions(
                cursor, dataset, [name for name in INSTITUTION_COLUMNS if name in known]
            )
        _mark_online_programs(cursor)
        unstage(dataset)
        dataset.status = Dataset.Status.PUBLISHED
        dataset.imported_at = timezone.now()
        dataset.imported_by = by
        dataset.save(update_fields=["status", "imported_at", "imported_by"])
        cursor.execute("ANALYZE programs_institution, programs_program")


def _insert_institutions(cursor: Any, dataset: Dataset) -> None:
    """Those that are not known yet. A file of programs never changes a known institution."""
    is_directory = dataset.kind not in PROGRAM_KINDS
    # Text columns of the table are never NULL.
    texts = ("opeid", "name", "city", "state", "zip_code", "website", "control", "level")
    cursor.execute(
        f"""INSERT INTO programs_institution
            (unitid, slug, {", ".join(texts)}, accreditor, latitude, longitude, is_distance_only,
            is_closed, closed_on, source_id, directory_id, overridden, updated_at)
        SELECT unitid, slug, {", ".join(f"coalesce({name}, '')" for name in texts)},
            coalesce(accreditor, ''), latitude, longitude, coalesce(is_distance_only, false),
            coalesce(is_closed, false), closed_on, %(dataset)s,
            {"%(dataset)s" if is_directory else "NULL::bigint"}, '{{}}', now()
        FROM programs_stagedinstitution WHERE dataset_id = %(dataset)s
        ON CONFLICT DO NOTHING""",
        {"dataset": dataset.pk},
    )


def _update_institutions(cursor: Any, dataset: Dataset, columns: list[str]) -> None:
    """Known ones as the directory tells them; where it is silent, what was known stays."""
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
    told = ", ".join(f"'{name}', s.{name}" for name in (*columns, "closed_on"))
    cursor.execute(
        f"""UPDATE programs_institution i SET {", ".join(settings)},
            overridden = {_kept_differences("i", told)},
            directory_id = %(dataset)s, updated_at = now()
        FROM programs_stagedinstitution s
        WHERE s.dataset_id = %(dataset)s AND s.unitid = i.unitid""",
        {"dataset": dataset.pk},
    )


def _upsert_programs(cursor: Any, dataset: Dataset, figures: list[str]) -> None:
    cursor.execute(
        """INSERT INTO programs_fieldofstudy (code, name)
        SELECT DISTINCT ON (field_code) field_code, field_name FROM programs_stagedprogram
        WHERE dataset_id = %(dataset)s ORDER BY field_code, row_number
        ON CONFLICT (code) DO NOTHING""",
        {"dataset": dataset.pk},
    )
    cursor.execute(
        f"UPDATE programs_program SET is_current = false, updated_at = now()"
        f" WHERE id IN (SELECT p.id {MISSING_PROGRAMS})",
        {"dataset": dataset.pk},
    )
    settings = [
        "is_current = CASE WHEN p.overridden ? 'is_current' THEN p.is_current ELSE true END"
    ]
    written: list[str] = []
    for name in figures:
        columns = [name] if name == "high_school_earnings" else [name, f"{name}_missing"]
        settings += [
            f"{column} = CASE WHEN p.overridden ? '{name}' THEN p.{column}"
            f" ELSE EXCLUDED.{column} END"
            for column in columns
        ]
        written += columns
    told = ", ".join(f"'{column}', EXCLUDED.{column}" for column in written)
    cursor.execute(
        f"""INSERT INTO programs_program AS p (institution_id, field_id, credential, title,
            delivery, certifications, details_from, completers, completers_missing, earnings,
            earnings_missing, debt, debt_missing, high_school_earnings, is_current, source_id,
            overridden, updated_at)
        SELECT i.id, s.field_code, s.credential, '', '', '', '', s.completers,
            s.completers_missing, s.earnings, s.earnings_missing, s.debt, s.debt_missing,
            s.high_school_earnings, true, s.dataset_id, '{{}}', now()
        FROM programs_stagedprogram s JOIN programs_institution i ON i.unitid = s.unitid
        WHERE s.dataset_id = %(dataset)s
        ON CONFLICT (institution_id, field_id, credential) WHERE source_id IS NOT NULL
        DO UPDATE SET {", ".join(settings)}, overridden = {_kept_differences("p", told)},
            source_id = EXCLUDED.source_id, updated_at = now()""",
        {"dataset": dataset.pk},
    )


def _kept_differences(table: str, told: str) -> str:
    """SQL that renews what the file says of the columns that an editor corrected."""
    return f"""{table}.overridden || coalesce((
        SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(jsonb_build_object({told})) e
        WHERE {table}.overridden ? e.key), '{{}}')"""


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
