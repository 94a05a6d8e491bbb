"""From a file to a published release and back: what an editor sees, decides and can undo."""

import csv
import io
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from imports.decisions import discard_import, publish_import
from imports.errors import FileError
from imports.locks import hold_import_lock, is_lock_held
from imports.run import mark_if_dead, restart_import, run_import
from salaries.models import Release, Wage, WageImport
from salaries.oews.publish import publish_release, withdraw_release
from tests.salaries import files
from tests.salaries.importing import imported

pytestmark = pytest.mark.django_db
ROWS = files.official(("29-1249", "43-6013"))
MEDICAL = "43-6013"


def with_changes(**changes: dict[str, str]) -> list[files.Row]:
    """The rows with cells of medical secretaries changed, by state."""
    return [
        {**row, **changes.get(row["PRIM_STATE"], {})} if row["OCC_CODE"] == MEDICAL else dict(row)
        for row in ROWS
    ]


@pytest.fixture
def published(tmp_path: Path) -> Release:
    """The rows as they are, published as May 2025."""
    release = imported(files.write_csv(tmp_path / "may2025.csv", ROWS)).release
    assert release is not None
    publish_release(release, None)
    release.refresh_from_db()
    return release


def kinds(run: WageImport) -> dict[str, int]:
    return Counter(run.findings.values_list("kind", flat=True))


def test_the_preview_counts_and_names_what_is_different(tmp_path: Path, published: Release) -> None:
    rows = with_changes(
        OH={"A_MEDIAN": "56000", "A_PCT75": "60000", "A_PCT90": "70000"},
        TX={"A_MEDIAN": "42920"},
        NV={name: "*" for name in files.HEAD if name.startswith(("A_P", "H_P", "A_M", "H_M"))},
        AL={"H_PCT10": "7.24"},
    )
    rows = [row for row in rows if not (row["PRIM_STATE"] == "WY" and row["OCC_CODE"] == MEDICAL)]
    rows.append(
        {**rows[-1], "AREA": "80", "AREA_TITLE": "Atlantis", "PRIM_STATE": "XA", "AREA_TYPE": "2"}
    )
    run = imported(files.write_csv(tmp_path / "May2026.csv", rows))
    assert (run.state, run.base) == ("ready", published)
    assert run.counts == {
        "new": 1,
        "changed": 4,
        "unchanged": len(ROWS) - 5,
        "missing": 1,
        "suppressed": 1,
    }
    assert kinds(run) == {
        "big_change": 1,
        "suppressed": 1,
        "minimum": 1,
        "new_area": 1,
        "largest_up": 2,
    }
    jump = run.findings.get(kind="big_change")
    assert (jump.place, jump.before, jump.after) == ("Ohio", "44280", "56000")
    assert str(jump.change) == "26.5"
    # The row is that of the file: the head is row 1.
    assert rows[(jump.row or 0) - 2]["PRIM_STATE"] == "OH"


def test_what_cannot_be_true_forbids_publishing_and_makes_no_draft(
    tmp_path: Path, published: Release
) -> None:
    rows = with_changes(
        OH={"A_MEDIAN": "10"}, TX={"A_MEDIAN": "n/a"}, UT={"TOT_EMP": "-5"}, IA={"AREA": "XX"}
    )
    rows.append(dict(rows[0]))
    run = imported(files.write_csv(tmp_path / "May2026.csv", rows))
    assert run.state == "blocked"
    assert run.release is None
    found = kinds(run)
    assert found["duplicate"] == found["order"] == found["bad_key"] == 1
    assert found["unreadable"] == 2
    bad = {finding.after: finding for finding in run.findings.filter(kind="unreadable")}
    assert bad["n/a"].column == "A_MEDIAN"
    assert rows[(bad["n/a"].row or 0) - 2]["PRIM_STATE"] == "TX"
    assert Release.objects.count() == 1


def test_a_file_with_far_fewer_rows_needs_a_second_yes(
    tmp_path: Path, published: Release, client: Client
) -> None:
    path = files.write_csv(tmp_path / "May2026.csv", ROWS[: len(ROWS) // 2])
    run = imported(path)
    assert run.state == "ready"
    doubt = run.findings.get(kind="partial").message
    assert doubt.startswith(f"{run.counts['missing']} of the 102 rows that are published")
    with pytest.raises(FileError, match="If the file is right all the same"):
        publish_import(run, None)
    client.force_login(User.objects.create_superuser("editor"))
    act = f"/admin/salaries/wageimport/{run.pk}/act/"
    # Being sure is not enough: the page asks, and says why.
    answer = client.post(act, {"action": "publish", "sure": "yes"}).content.decode()
    assert doubt in answer
    assert 'name="in_spite"' in answer
    client.post(act, {"action": "publish", "sure": "yes", "in_spite": "yes"})
    run.refresh_from_db()
    assert run.state == "published"
    assert LogEntry.objects.filter(change_message=f"Published. In spite of: {doubt}").exists()


def test_publishing_replaces_the_month_and_withdrawing_brings_it_back(
    tmp_path: Path, published: Release
) -> None:
    editor = User.objects.create_superuser("editor")
    run = imported(
        files.write_csv(tmp_path / "may2025-b.csv", with_changes(OH={"A_PCT90": "57000"}))
    )
    draft = run.release
    assert draft is not None
    assert Release.objects.latest_published() == published
    publish_release(draft, editor)
    assert Release.objects.latest_published() == draft
    published.refresh_from_db()
    assert published.status == "withdrawn"
    earlier = withdraw_release(draft, editor)
    assert earlier == published
    assert Release.objects.latest_published() == published
    # And again: what was withdrawn can return.
    draft.refresh_from_db()
    publish_release(draft, editor)
    assert Release.objects.latest_published() == draft
    words = [entry.change_message for entry in LogEntry.objects.order_by("pk")]
    assert words[0].startswith("Withdrawn: gave way")
    assert "Published." in words
    assert any(word.startswith("Returned") for word in words)
    assert {entry.user_id for entry in LogEntry.objects.all()} == {editor.pk}


def test_a_draft_compared_with_what_is_no_longer_shown_is_not_published(
    tmp_path: Path, published: Release
) -> None:
    first = imported(
        files.write_csv(tmp_path / "may2025-b.csv", with_changes(OH={"A_PCT90": "57000"}))
    )
    second = imported(
        files.write_csv(tmp_path / "may2025-c.csv", with_changes(TX={"A_PCT90": "58000"}))
    )
    assert first.release is not None
    assert second.release is not None
    publish_release(first.release, None)
    with pytest.raises(FileError, match="Compare the file again"):
        publish_release(second.release, None)
    assert Release.objects.latest_published() == first.release


def test_a_file_is_recognized_whatever_it_is_packed_in(tmp_path: Path, published: Release) -> None:
    again = imported(files.write_gz(tmp_path / "other_name_may2025.csv.gz", ROWS))
    assert again.state == "failed"
    assert "This file is known" in again.message
    assert "may2025.csv" in again.message
    wanted = imported(tmp_path / "other_name_may2025.csv.gz", even_if_known=True)
    assert wanted.state == "ready"


def test_a_figure_an_editor_changed_is_named_before_a_file_replaces_it(
    tmp_path: Path, published: Release
) -> None:
    published.wages.filter(area__state="OH", occupation__soc_code=MEDICAL).update(
        annual_median=44_000, edited_at="2026-06-01T00:00Z"
    )
    run = imported(files.write_csv(tmp_path / "may2025.csv", ROWS), even_if_known=True)
    edited = run.findings.get(kind="edited")
    assert (edited.place, edited.before, edited.after) == ("Ohio", "44000", "44280")


def test_cancelling_leaves_nothing_and_it_can_be_started_again(
    tmp_path: Path, published: Release
) -> None:
    path = files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"}))
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)

    def cancel(run: WageImport) -> None:
        WageImport.objects.filter(pk=run.pk).update(cancel_requested=True)

    run_import(run, on_progress=cancel)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert Release.objects.count() == 1
    restart_import(run)
    run_import(run)
    run.refresh_from_db()
    assert run.state == "ready"


def test_discarding_a_draft_removes_its_wages_alone(tmp_path: Path, published: Release) -> None:
    run = imported(files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"})))
    before = published.wages.count()
    discard_import(run)
    run.refresh_from_db()
    assert run.state == "discarded"
    assert (Release.objects.count(), Wage.objects.count()) == (1, before)


def test_the_command_prints_counts_and_publishes_when_told(
    tmp_path: Path, published: Release
) -> None:
    path = files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"}))
    out = io.StringIO()
    call_command("import_oews", str(path), "--dry-run", stdout=out)
    assert "0 new, 1 changed" in out.getvalue()
    assert Release.objects.count() == WageImport.objects.count() == 1
    call_command("import_oews", str(path), "--publish", stdout=out)
    assert "May 2026 is published" in out.getvalue()
    latest = Release.objects.latest_published()
    assert latest is not None
    assert latest.key == "2026-05"
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_oews", str(tmp_path / "nothing.csv"))
    with pytest.raises(CommandError, match="is known"):
        call_command("import_oews", str(path), stdout=out)


# -- In the editors' pages -----------------------------------------------------------------------


@pytest.fixture
def editor(client: Client, tmp_path: Path, settings: Any) -> Client:
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    client.force_login(User.objects.create_superuser("editor"))
    return client


def upload(editor: Client, name: str, content: bytes, **data: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return editor.post("/admin/salaries/wageimport/add/", {"file": file, **data})


def test_an_editor_uploads_looks_publishes_and_withdraws(
    editor: Client, published: Release, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    rows = with_changes(OH={"A_MEDIAN": "56700", "A_PCT75": "60000", "A_PCT90": "70000"})
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(editor, "May2026.csv", files.csv_text(rows).encode())
    assert response.status_code == 302
    page = editor.get(response.url)
    text = page.content.decode()
    assert "compared with May 2025" in text
    assert "Median changed by more than 25%" in text
    # The decision stands below what it is about.
    assert text.index("Findings") < text.index("Median changed") < text.index("Publish…")
    run = WageImport.objects.latest("pk")
    stored = Path(run.path)
    assert stored.is_relative_to(settings.UPLOAD_ROOT)
    table = editor.get(f"/admin/salaries/wageimport/{run.pk}/findings.csv?kind=big_change")
    lines = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(line["place"], line["after"]) for line in lines] == [("Ohio", "56700")]

    act = f"/admin/salaries/wageimport/{run.pk}/act/"
    asked = editor.post(act, {"action": "publish"})
    assert "Publish May 2026" in asked.content.decode()
    assert Release.objects.latest_published() == published
    editor.post(act, {"action": "publish", "sure": "yes"})
    assert not stored.exists()
    latest = Release.objects.latest_published()
    assert latest is not None
    assert latest.key == "2026-05"

    act = f"/admin/salaries/release/{latest.pk}/act/"
    asked = editor.post(act, {"action": "withdraw"})
    assert "Readers then see May 2025" in asked.content.decode()
    editor.post(act, {"action": "withdraw", "sure": "yes"})
    assert Release.objects.latest_published() == published
    history = editor.get(f"/admin/salaries/release/{latest.pk}/history/").content.decode()
    assert "Published." in history
    assert "Withdrawn." in history
    releases = editor.get("/admin/salaries/release/").content.decode()
    assert "May 2026 (withdrawn)" in releases
    assert re.search(r"Withdrawn \w+ \d+, \d{4}, \d\d:\d\d UTC", releases)
    assert ">May2026.csv<" in releases


def test_an_upload_that_makes_no_sense_is_sent_back(editor: Client) -> None:
    empty = upload(editor, "may2025.csv", b"")
    assert "The submitted file is empty" in empty.content.decode()
    month = upload(editor, "a.csv", b"x", period="soon")
    assert "Write the month as in 2025-05" in month.content.decode()
    assert "Nothing was uploaded" in month.content.decode()
    assert "Choose the file again" in month.content.decode()
    assert "Choose the file again" not in empty.content.decode()
    assert WageImport.objects.count() == 0
    assert editor.get("/admin/salaries/wageimport/999/change/").status_code == 404
    assert editor.get("/admin/salaries/wageimport/x/change/").status_code == 404


def test_a_picture_in_the_place_of_wages_is_named_and_another_file_asked_for(
    editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(editor, "map.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
    text = editor.get(response.url).content.decode()
    assert "map.png is a picture, not a table" in text
    assert "Upload another file" in text


def test_buttons_pressed_too_late_say_so(editor: Client, published: Release) -> None:
    run = WageImport.objects.get()
    for action in ("cancel", "restart", "discard", "publish", "nonsense"):
        response = editor.post(
            f"/admin/salaries/wageimport/{run.pk}/act/",
            {"action": action, "sure": "1"},
            follow=True,
        )
        assert "not possible any more" in response.content.decode()
    assert Release.objects.latest_published() == published


def test_somebody_without_the_right_sees_no_import(client: Client, published: Release) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    run = WageImport.objects.get()
    assert client.get("/admin/salaries/wageimport/add/").status_code == 404
    assert client.get(f"/admin/salaries/wageimport/{run.pk}/change/").status_code == 404
    assert client.post(f"/admin/salaries/wageimport/{run.pk}/act/", {}).status_code == 404


def test_who_prepares_an_import_need_not_be_who_publishes_it(
    client: Client, tmp_path: Path, published: Release
) -> None:
    run = imported(files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"})))
    preparer = User.objects.create_user("dana", is_staff=True)
    preparer.user_permissions.set(
        Permission.objects.filter(
            codename__in=["view_wageimport", "add_wageimport", "change_wageimport"]
        )
    )
    client.force_login(preparer)
    assert "decides next" in client.get(run.get_absolute_url()).content.decode()
    act = f"/admin/salaries/wageimport/{run.pk}/act/"
    assert client.post(act, {"action": "publish", "sure": "1"}).status_code == 403
    assert Release.objects.latest_published() == published

    preparer.user_permissions.add(Permission.objects.get(codename="publish_release"))
    assert client.post(act, {"action": "publish", "sure": "1"}).status_code == 302
    assert Release.objects.latest_published() != published


def test_the_preview_takes_as_many_queries_for_many_findings(
    editor: Client, tmp_path: Path, published: Release, django_assert_max_num_queries: Any
) -> None:
    rows = [{**row, "A_MEDIAN": "*", "A_MEAN": "*"} for row in ROWS]
    few = imported(
        files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_MEDIAN": "57000"}))
    )
    many = imported(files.write_csv(tmp_path / "May2027.csv", rows))
    assert many.findings.count() > few.findings.count()
    for run in (few, many):
        with django_assert_max_num_queries(12):
            assert editor.get(run.get_absolute_url()).status_code == 200


# -- Two editors at once, each of whom looked before the other acted -------------------------------


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


# -- More than one process -----------------------------------------------------------------------


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
