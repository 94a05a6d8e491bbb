"""A new database gets the programs of all fields, quickly and with nothing left out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from imports.models import ImportRun
from programs import bundled
from programs.models import Dataset, FieldOfStudy, Institution, Program, StagedProgram
from tests import databases


@pytest.fixture
def new_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Migrated, without content, and the test's own: what it commits is dropped."""
    with django_db_blocker.unblock():
        own = str(connection.settings_dict["NAME"])
        connection.close()
        with databases.server() as there:
            databases.copy(there, own, f"{own}_new")
        with databases.used(f"{own}_new"):
            yield
        with databases.server() as there:
            databases.drop(there, f"{own}_new")


def list_rules() -> list[str]:
    """Constraints and indexes of the tables that loading fills."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid IN ('programs_program'::regclass, 'programs_stagedprogram'::regclass)
            UNION ALL
            SELECT indexdef FROM pg_indexes
            WHERE tablename IN ('programs_program', 'programs_stagedprogram') ORDER BY 1"""
        )
        return [text for (text,) in cursor]


def load_beside() -> list[str]:
    try:
        return bundled.load()
    finally:
        connection.close()


def test_two_first_starts_at_once_load_every_program_once(new_database: None) -> None:
    rules = list_rules()
    with ThreadPoolExecutor(max_workers=2) as pool:
        loaded = [pool.submit(load_beside) for _ in range(2)]
    assert sorted(len(start.result()) for start in loaded) in ([0, 2], [1, 1])

    assert Program.objects.count() == StagedProgram.objects.count() == 219_289
    assert Institution.objects.count() == 6_072 + 228
    assert FieldOfStudy.objects.count() == 421
    assert Program.objects.filter(earnings__isnull=False).count() == 56_980
    assert Program.objects.filter(first_year_earnings__isnull=False).count() == 4_754
    assert not Program.objects.filter(earnings__gt=0, first_year_earnings__gt=0).exists()
    # Closed or merged before the directory's year.
    assert Program.objects.filter(institution__state="").count() == 2_296
    assert Dataset.objects.published().count() == 2
    runs = ImportRun.objects.filter(state=ImportRun.State.PUBLISHED).order_by("rows_read")
    assert [(run.rows_read, run.rows_left_out) for run in runs] == [(6_072, 0), (220_960, 1_671)]
    # What was taken off for the time of the loading is there again.
    assert list_rules() == rules
    assert bundled.load() == []
