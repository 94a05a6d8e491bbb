"""Records → the staging tables, by COPY."""

from collections.abc import Iterable

from django.db import connection

from programs.importing.reader import ProgramRecord, Reading
from programs.models import Dataset, StagedInstitution, StagedProgram

PROGRAM_COLUMNS = (
    *("dataset_id", "row_number", "unitid", "field_code", "field_name", "credential"),
    *("completers", "completers_missing", "earnings", "earnings_missing"),
    *("debt", "debt_missing", "high_school_earnings"),
)
INSTITUTION_COLUMNS = (
    *("opeid", "name", "slug", "city", "state", "zip_code", "latitude", "longitude"),
    *("website", "control", "level", "accreditor", "is_distance_only", "is_closed", "closed_on"),
)


def _copy_into(table: str, columns: Iterable[str]) -> str:
    # Both are names from this module and from the models, never from a file.
    return f"COPY {table} ({', '.join(columns)}) FROM STDIN"


def stage(dataset: Dataset, reading: Reading, programs: Iterable[ProgramRecord]) -> None:
    """Write a file's records beside the published rows; what was staged before is replaced.

    Call it in a transaction: UnreadableFileError may come from `programs` at any row.
    """
    unstage(dataset)
    with connection.cursor() as cursor:
        statement = _copy_into(StagedProgram._meta.db_table, PROGRAM_COLUMNS)
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for record in programs:
                copy.write_row(
                    (
                        dataset.pk,
                        record.row,
                        record.unitid,
                        record.field_code,
                        record.field_name,
                        record.credential,
                        record.completers.value,
                        record.completers.missing.value,
                        record.earnings.value,
                        record.earnings.missing.value,
                        record.debt.value,
                        record.debt.missing.value,
                        record.high_school_earnings,
                    )
                )
        statement = _copy_into(
            StagedInstitution._meta.db_table,
            ("dataset_id", "row_number", "unitid", *INSTITUTION_COLUMNS),
        )
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for institution in reading.institutions.values():
                values = (getattr(institution, column) for column in INSTITUTION_COLUMNS)
                copy.write_row((dataset.pk, institution.row, institution.unitid, *values))
        for model in (StagedProgram, StagedInstitution):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def unstage(dataset: Dataset) -> None:
    """Remove a draft's rows."""
    StagedProgram.objects.filter(dataset=dataset).delete()
    StagedInstitution.objects.filter(dataset=dataset).delete()
