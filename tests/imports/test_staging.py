"""Rows go into a staging table as they are, and an import can be stopped on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports import staging
from imports.models import ImportRun
from imports.run import run_import
from imports.staging import copy_lines, format_line
from programs.models import StagedInstitution
from salaries.models import WageImport
from tests.programs.importing import queued
from tests.salaries import files

pytestmark = pytest.mark.django_db
# What PostgreSQL takes as text; files with NUL are refused before.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


def nobody() -> None:
    """Hear of progress and do nothing."""


@given(text=TEXTS, is_closed=st.sampled_from([True, False, None]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_text_is_staged_as_it_is(tmp_path: Path, text: str, is_closed: bool | None) -> None:
    path = tmp_path / "hd.csv"
    path.touch()
    run = queued(path)
    columns = ("run_id", "row_number", "unitid", "name", "city", "is_closed")
    lines = iter([format_line([run.pk, 2, 100654, text, None, is_closed])])
    copy_lines(StagedInstitution, columns, lines, nobody)
    staged = StagedInstitution.objects.get(run=run)
    assert (staged.name, staged.city, staged.is_closed) == (text, None, is_closed)
    run.delete()


def test_progress_is_reported_of_rows_that_are_left_out_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(staging, "PIECE_ROWS", 1000)
    reports: list[int] = []

    def lines() -> Iterator[str]:
        for _ in range(5000):
            yield ""

    copy_lines(StagedInstitution, ("run_id",), lines(), lambda: reports.append(1))
    assert len(reports) == 5


def test_slow_rows_end_a_piece_before_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "PIECE_SECONDS", 0)
    reports: list[int] = []
    copy_lines(StagedInstitution, ("run_id",), iter([""] * 5000), lambda: reports.append(1))
    assert len(reports) == 5000 // (2 * staging.BLOCK_ROWS)


def test_an_import_of_which_no_row_is_kept_can_be_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "PIECE_ROWS", 500)
    (row, *_) = files.official(("43-6013",))
    industry = {**row, "I_GROUP": "4-digit"}
    path = files.write_csv(tmp_path / "may2025.csv", [industry] * 3000)
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)

    def cancel_soon(run: WageImport) -> None:
        if run.rows_read:
            ImportRun.objects.filter(pk=run.pk).update(cancel_requested=True)

    run_import(run, on_progress=cancel_soon)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert 0 < run.rows_read < 3000


def test_what_is_staged_is_not_written_to_the_log_of_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'")
        unlogged = {name for (name,) in cursor.fetchall()}
    assert "salaries_stagedwage" in unlogged
    # Rows of programs stay after they are published, so that a crash must not take them.
    assert not {"programs_stagedinstitution", "programs_stagedprogram"} & unlogged
