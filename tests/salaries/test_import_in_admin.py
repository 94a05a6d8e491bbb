"""What an editor sees of an import of wages, and decides."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from salaries.models import Release, WageImport
from tests.salaries import files
from tests.salaries.importing import ROWS, imported, with_changes
from tests.worker import press

pytestmark = pytest.mark.django_db


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
    press(client, act, {"action": "publish", "sure": "1"})
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
