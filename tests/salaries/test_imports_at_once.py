"""Two editors at once, each of whom looked before the other acted, and more than one process."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from imports.decisions import discard_import, publish_import
from imports.errors import FileError
from imports.locks import hold_import_lock, is_lock_held
from imports.run import mark_if_dead, restart_import, run_import
from salaries.models import Release, WageImport
from salaries.oews.publish import publish_release
from tests.salaries import files
from tests.salaries.importing import ROWS, imported, with_changes

pytestmark = pytest.mark.django_db


def test_a_draft_that_somebody_published_meanwhile_is_not_discarded(
    tmp_path: Path, published: Release
) -> None:
    run = imported(files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"})))
    seen_before = WageImport.objects.select_related("release").get(pk=run.pk)
    assert run.release is not None
    publish_release(run.release, None)
    with pytest.raises(FileError, match="not possible any more"):
        discard_import(seen_before)
    run.release.refresh_from_db()
    assert run.release.is_published
    assert run.release.wages.count() == len(ROWS)


def test_a_draft_that_somebody_discarded_meanwhile_is_not_published(
    tmp_path: Path, published: Release
) -> None:
    run = imported(files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"})))
    draft = run.release
    assert draft is not None
    discard_import(run)
    with pytest.raises(FileError, match="not possible any more"):
        publish_release(draft, None)
    with pytest.raises(FileError, match="not possible any more"):
        discard_import(run)
    assert Release.objects.latest_published() == published


def test_the_second_of_two_clicks_does_not_start_an_import_again(tmp_path: Path) -> None:
    run = imported(files.write_csv(tmp_path / "wages.csv", ROWS))
    assert run.state == "failed"
    seen_before = WageImport.objects.get(pk=run.pk)
    restart_import(run)
    WageImport.objects.filter(pk=run.pk).update(state="reading", rows_read=7)
    with pytest.raises(FileError, match="not possible any more"):
        restart_import(seen_before)
    run.refresh_from_db()
    assert (run.state, run.rows_read) == ("reading", 7)


@pytest.mark.django_db(transaction=True)
def test_two_imports_do_not_interleave(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "may2025.csv", ROWS)
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)
    held, done = threading.Event(), threading.Event()

    def somebody_else() -> None:
        with hold_import_lock("wages"):
            held.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=somebody_else)
    other.start()
    try:
        assert held.wait(30)
        with pytest.raises(FileError, match="Try again"):
            run_import(run)
    finally:
        done.set()
        other.join()
    run_import(run)
    run.refresh_from_db()
    assert run.state == "ready"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_a_first_release_at_once_the_second_is_refused(tmp_path: Path) -> None:
    """No row of an earlier release is there to lock, so only the lock of imports stands between."""
    runs = [
        imported(files.write_csv(tmp_path / f"{name}_may2025.csv", rows))
        for name, rows in (("a", ROWS), ("b", with_changes(OH={"A_PCT90": "57000"})))
    ]
    refused: list[FileError] = []

    def publish_second() -> None:
        with connection.cursor() as cursor:
            # Without the lock this would wait for the first to end, and break the one rule left.
            cursor.execute("SET lock_timeout = '5s'")
        try:
            publish_import(runs[1], None)
        except FileError as error:
            refused.append(error)
        finally:
            connection.close()

    with hold_import_lock("wages"), transaction.atomic():
        publish_import(runs[0], None)
        # The first is not committed yet.
        second = threading.Thread(target=publish_second)
        second.start()
        second.join()
    assert [str(error) for error in refused] == [
        "Another file is being published at this moment. Try again in a minute."
    ]
    assert Release.objects.published().get() == runs[0].release


@pytest.mark.django_db(transaction=True)
def test_an_import_whose_worker_was_killed_fails_cleanly_and_starts_again(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "may2025.csv", ROWS)
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)
    code = (
        "import os, signal, django; django.setup()\n"
        "from django.db import connections\n"
        f"connections['default'].settings_dict['NAME'] = {connection.settings_dict['NAME']!r}\n"
        "from salaries.models import WageImport\n"
        "from imports.run import run_import\n"
        "def die(run):\n"
        "    if run.state == 'comparing': os.kill(os.getpid(), signal.SIGKILL)\n"
        f"run_import(WageImport.objects.get(pk={run.pk}), on_progress=die)\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.returncode == -9, process.stderr
    run.refresh_from_db()
    assert run.state == "comparing"
    deadline = time.monotonic() + 30
    while is_lock_held("wages") and time.monotonic() < deadline:
        # The server takes a moment to notice that its client is gone.
        time.sleep(0.05)
    assert mark_if_dead(run)
    assert run.state == "failed"
    assert "start it again" in run.message
    assert Release.objects.count() == 0
    restart_import(run)
    run_import(run)
    run.refresh_from_db()
    assert run.state == "ready"
