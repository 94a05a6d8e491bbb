"""Imports whose worker died, and files that no import needs: nothing waits or stays for ever."""

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from imports.decisions import publish_import
from imports.locks import hold_import_lock, is_lock_held, name_run
from imports.models import KEEP_FILE_DAYS, ImportRun
from imports.run import (
    IMPORT_TASK,
    TIME_TO_BEGIN,
    cancel_import,
    mark_if_dead,
    restart_import,
    run_import,
)
from imports.tasks import import_file
from imports.uploads import store_upload
from programs.models import ProgramImport, StagedProgram
from tests.programs.files import FIELD_OF_STUDY, table
from tests.worker import wait_until

WORKER = """
import django; django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = {database!r}
from programs.models import ProgramImport
from imports.run import run_import
run_import(ProgramImport.objects.get(pk={pk}), wait=True)
"""


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"


def uploaded(*rows: dict[str, str]) -> ProgramImport:
    text = table(FIELD_OF_STUDY, rows or [{}])
    path = store_upload(SimpleUploadedFile("fos.csv", text.encode()), "programs")
    return ProgramImport.objects.create(
        file_name="fos.csv", path=str(path), size=len(text), published_on="2026-06-10"
    )


@pytest.mark.django_db(transaction=True)
def test_an_import_that_waits_for_another_fails_when_its_worker_is_killed() -> None:
    run = uploaded()
    code = WORKER.format(database=connection.settings_dict["NAME"], pk=run.pk)
    with hold_import_lock("programs"):
        worker = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
        try:
            wait_until(lambda: ImportRun.objects.filter(started_at__isnull=False).exists())
            run.refresh_from_db()
            assert run.state == "queued"
            assert not mark_if_dead(run)
        finally:
            worker.kill()
            worker.wait()
        # The lock that it waited for is still held by somebody who is well.
        wait_until(lambda: not is_lock_held(name_run(run)))
        assert mark_if_dead(run)
    assert run.state == "failed"
    restart_import(run)
    run_import(run)
    run.refresh_from_db()
    assert run.state == "ready"


@pytest.mark.django_db
def test_an_import_that_no_worker_has_begun_only_waits() -> None:
    run = uploaded()
    assert not mark_if_dead(run)
    call_command("purge_imports", verbosity=0)
    run.refresh_from_db()
    assert (run.state, Path(run.path).exists()) == ("queued", True)


@pytest.mark.django_db
def test_an_import_fails_whose_worker_died_as_soon_as_it_had_the_task() -> None:
    run = uploaded()
    task = DBTaskResult.objects.get(pk=import_file.enqueue(run.kind, run.pk).id)
    assert task.task_path == IMPORT_TASK
    assert not mark_if_dead(run)
    now = timezone.now()
    DBTaskResult.objects.filter(pk=task.pk).update(status="RUNNING", started_at=now)
    assert not mark_if_dead(run)
    DBTaskResult.objects.update(started_at=now - 2 * TIME_TO_BEGIN)
    assert mark_if_dead(run)
    assert run.state == "failed"
    restart_import(run)
    import_file.enqueue(run.kind, run.pk)
    assert not mark_if_dead(run)


@pytest.mark.django_db
def test_files_of_imports_that_came_to_nothing_go_after_two_weeks() -> None:
    failed, blocked, cancelled, ready = (
        uploaded({"CREDLEV": "3"}),
        uploaded({"EARN_MDN_4YR": "x"}, {"UNITID": "1"}),
        uploaded({"CREDLEV": "4"}),
        uploaded({"CREDLEV": "5"}),
    )
    Path(failed.path).write_bytes(b"nothing")
    cancel_import(cancelled)
    for run in (failed, blocked, ready):
        run_import(run)
    runs = [failed, blocked, cancelled, ready]
    for run in runs:
        run.refresh_from_db()
    assert [run.state for run in runs] == ["failed", "blocked", "cancelled", "ready"]
    paths = [Path(run.path) for run in runs]
    call_command("purge_imports", verbosity=0)
    assert all(path.exists() for path in paths)
    long_ago = timezone.now() - dt.timedelta(days=KEEP_FILE_DAYS)
    ImportRun.objects.update(finished_at=long_ago)
    call_command("purge_imports", verbosity=0)
    assert [path.exists() for path in paths] == [False, False, False, True]
    for run in runs:
        run.refresh_from_db()
    assert [run.can_restart for run in runs] == [False, False, False, True]
    assert set(StagedProgram.objects.values_list("run", flat=True)) == {ready.pk}
    publish_import(ready, None)


@pytest.mark.django_db
def test_uploads_of_no_import_go_and_new_ones_stay() -> None:
    files = [store_upload(SimpleUploadedFile("a.csv", b"a"), "programs") for _ in range(2)]
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(files[0], (two_days_ago, two_days_ago))
    call_command("purge_imports", verbosity=0)
    assert [file.exists() for file in files] == [False, True]
