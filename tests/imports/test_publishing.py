"""An import is published by the task worker; its page says how far that is, and how it ended."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from imports.background import BROKE, DIED, PUBLICATION, WRITE, find_publication
from imports.decisions import discard_import, publish_import
from imports.errors import FileError
from imports.locks import is_lock_held
from imports.run import TIME_TO_BEGIN, restart_import, run_import
from imports.tasks import publish_file
from programs.models import Dataset, Program, ProgramImport
from tests.programs.files import FIELD_OF_STUDY, table, write
from tests.programs.importing import checked
from tests.worker import do_waiting_tasks, wait_until

WORKER = """
import django; django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = {database!r}
from imports.tasks import publish_file
publish_file.call({pk}, "publish", 0, "programs", False)
"""


@pytest.fixture
def editor(db: None, admin_client: Client) -> Client:
    return admin_client


def file(folder: Path, name: str = "fos.csv", **cells: str) -> ProgramImport:
    return checked(write(folder, name, table(FIELD_OF_STUDY, [cells])))


def act(editor: Client, run: ProgramImport, action: str) -> str:
    address = f"/admin/programs/programimport/{run.pk}/act/"
    answer = editor.post(address, {"action": action, "sure": "yes"}, follow=True)
    return answer.content.decode()


def page(editor: Client, run: ProgramImport) -> str:
    return editor.get(run.get_absolute_url()).content.decode()


def test_a_page_waits_for_the_publication_and_renews_itself(editor: Client, tmp_path: Path) -> None:
    run = file(tmp_path)
    waiting = act(editor, run, "publish")
    assert "It is being published. Step 1 of 3." in waiting
    assert '<li class="now">Waiting for its turn</li>' in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "Publish…" not in waiting
    assert not Program.objects.exists()
    # A second click, and what another tab still offers.
    for action in ("publish", "discard", "restart"):
        assert "Not now: it is being published" in act(editor, run, action)
    with pytest.raises(FileError, match="being changed already"):
        PUBLICATION.enqueue(publish_file, run.pk, "publish", 0, run.kind, False)
    assert do_waiting_tasks() == 1
    done = page(editor, run)
    assert "Published. Visitors see it now." in done
    assert 'http-equiv="refresh"' not in done
    assert Dataset.objects.get().imported_by == User.objects.get()
    assert "not possible any more" in act(editor, run, "publish")
    assert do_waiting_tasks() == 0
    # Long after, when the worker's record is gone.
    DBTaskResult.objects.all().delete()
    assert "Published" in page(editor, run)


def test_a_publication_that_is_refused_says_why_and_leaves_the_draft(
    editor: Client, tmp_path: Path
) -> None:
    run, other = file(tmp_path), file(tmp_path, "other.csv", CREDLEV="2")
    publish_import(other, None)
    act(editor, run, "publish")
    do_waiting_tasks()
    refused = page(editor, run)
    assert 'class="errornote"' in refused
    assert "Compare the file again with what is shown now." in refused
    assert "Publish…" in refused
    assert "Compare again" in refused
    # What was said of the comparison before is no concern of the new one.
    restart_import(run)
    run_import(run)
    run.refresh_from_db()
    assert find_publication(run) is None
    act(editor, run, "publish")
    do_waiting_tasks()
    assert Program.objects.count() == 2


def test_a_file_that_was_discarded_before_its_turn_is_not_published(
    editor: Client, tmp_path: Path
) -> None:
    run = file(tmp_path)
    act(editor, run, "publish")
    discard_import(run)
    do_waiting_tasks()
    run.refresh_from_db()
    assert run.state == "discarded"
    assert "not possible any more" in page(editor, run)
    assert not Program.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_the_draft_to_be_published_again(
    admin_client: Client, tmp_path: Path
) -> None:
    run = file(tmp_path)
    act(admin_client, run, "publish")
    task = DBTaskResult.objects.get()
    task.claim("worker")
    code = WORKER.format(database=connection.settings_dict["NAME"], pk=run.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        # The worker waits in the middle of its transaction.
        cursor.execute("LOCK TABLE programs_institution IN SHARE MODE")
        worker = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
        try:
            wait_until(lambda: is_lock_held(f"importrun {run.pk} {WRITE}"))
            writing = page(admin_client, run)
            assert f'<li class="now">{WRITE}</li>' in writing
            assert "Step 2 of 3" in writing
            with pytest.raises(FileError, match="not possible any more"):
                discard_import(run)
        finally:
            worker.kill()
            worker.wait()
    wait_until(lambda: not is_lock_held(f"importrun {run.pk} "))
    long_ago = timezone.now() - 2 * TIME_TO_BEGIN
    ProgramImport.objects.update(finished_at=long_ago)
    DBTaskResult.objects.update(started_at=long_ago)
    died = page(admin_client, run)
    assert DIED in died
    assert "Publish…" in died
    assert not Program.objects.exists()
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert BROKE in page(admin_client, run)
    act(admin_client, run, "publish")
    do_waiting_tasks()
    assert Program.objects.count() == 1
