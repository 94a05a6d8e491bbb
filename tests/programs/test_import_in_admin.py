"""An editor takes a file from upload to publication, in admin or from the command line."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from imports.intake import open_tables
from imports.run import restart_import
from imports.tasks import import_file
from programs.models import Dataset, Institution, Program, ProgramImport, StagedProgram
from tests.programs.files import DIRECTORY, FIELD_OF_STUDY, table, write
from tests.worker import press

ADD = "/admin/programs/programimport/add/"


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, settings: object) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"  # type: ignore[attr-defined]


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="programs"))
    client.force_login(user)
    return client


def upload(
    editor: Client, text: str, name: str = "fos.csv", day: str = "2026-06-10"
) -> ProgramImport:
    run = queue(editor, text.encode(), name, day)
    import_file.call("programs", run.pk)
    run.refresh_from_db()
    return run


def queue(
    editor: Client, content: bytes, name: str = "fos.csv", day: str = "2026-06-10"
) -> ProgramImport:
    response = editor.post(ADD, {"file": SimpleUploadedFile(name, content), "published_on": day})
    assert response.status_code == 302, response.content.decode()
    return ProgramImport.objects.latest("pk")


def page(editor: Client, run: ProgramImport) -> str:
    return editor.get(run.get_absolute_url()).content.decode()


def act(editor: Client, run: ProgramImport, action: str, sure: bool = True) -> str:
    address = reverse("admin:programs_programimport_act", args=[run.pk])
    data = {"action": action, **({"sure": "yes"} if sure else {})}
    return press(editor, address, data)


def stored_uploads() -> list[Path]:
    folder = settings.UPLOAD_ROOT / "programs"
    return list(folder.iterdir()) if folder.exists() else []


def test_the_walk_from_upload_to_publication(editor: Client) -> None:
    run = upload(editor, table(FIELD_OF_STUDY, [{}, {"UNITID": "100002"}]))
    assert Path(run.path).is_file()
    shown = page(editor, run)
    assert "Publish…" in shown
    assert "<strong>2</strong> not here yet" in shown
    assert "2 rows of fos.csv become visible" in act(editor, run, "publish", sure=False)
    assert not Program.objects.exists()
    assert "Visitors see it now" in act(editor, run, "publish")
    assert Program.objects.count() == 2
    dataset = Dataset.objects.get()
    assert dataset.imported_by
    assert dataset.imported_by.username == "editor"
    assert stored_uploads() == []
    logged = LogEntry.objects.values_list("change_message", flat=True)
    assert {"Uploaded.", "Published."} <= set(logged)
    assert str(dataset) in page(editor, run)


def test_a_page_waits_for_the_reading_and_renews_itself(editor: Client) -> None:
    run = queue(editor, table(FIELD_OF_STUDY, [{}]).encode())
    assert 'http-equiv="refresh"' in page(editor, run)
    import_file.call("programs", run.pk)
    assert 'http-equiv="refresh"' not in page(editor, run)


def test_who_may_not_publish_prepares_the_file_for_somebody_who_may(editor: Client) -> None:
    right = Permission.objects.get(codename="publish_dataset")
    User.objects.get().user_permissions.remove(right)
    run = upload(editor, table(FIELD_OF_STUDY, [{}]))
    shown = page(editor, run)
    assert "Somebody with the right to publish decides next" in shown
    assert "Publish…" not in shown
    act(editor, run, "publish")
    assert not Program.objects.exists()


def test_the_page_of_a_failed_import_says_how_long_its_file_is_kept(editor: Client) -> None:
    run = upload(editor, "nothing")
    assert run.state == "failed"
    assert run.keeps_file_until
    assert f"Its file is kept until {run.keeps_file_until:%B %-d, %Y}" in page(editor, run)
    assert "Start it again" in page(editor, run)
    ProgramImport.objects.update(path="")
    assert "Its file was removed" in page(editor, run)
    assert "Start it again" not in page(editor, run)


def test_a_file_that_is_published_is_not_discarded(editor: Client) -> None:
    run = upload(editor, table(FIELD_OF_STUDY, [{}]))
    act(editor, run, "publish")
    for action in ("discard", "restart"):
        assert "not possible any more" in act(editor, run, action)
    run.refresh_from_db()
    assert run.state == "published"
    assert Program.objects.exists()


def test_a_file_that_is_cancelled_while_it_is_read_stays_so_and_can_be_discarded(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue(editor, table(FIELD_OF_STUDY, [{}]).encode())

    def cancel_first(*args: object, **options: object) -> object:
        assert "It stops at the next piece" in act(editor, run, "cancel")
        return open_tables(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("imports.run.open_tables", cancel_first)
    import_file.call("programs", run.pk)
    run.refresh_from_db()
    assert run.state == "cancelled"
    act(editor, run, "discard")
    run.refresh_from_db()
    assert run.state == "discarded"
    assert not StagedProgram.objects.exists()
    assert stored_uploads() == []


def test_a_discarded_file_leaves_nothing(editor: Client) -> None:
    run = upload(editor, table(FIELD_OF_STUDY, [{}]))
    assert "Discarded" in act(editor, run, "discard")
    act(editor, run, "publish")
    assert not Program.objects.exists()
    assert not StagedProgram.objects.exists()
    assert stored_uploads() == []


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("x.csv", b"a,b\n1,2\n", "must name the columns"),
        ("x.zip", b"PK\x03\x04garbage", "damaged or was not transferred whole"),
    ],
)
def test_a_wrong_file_is_named_on_its_page_and_another_one_asked_for(
    editor: Client, name: str, body: bytes, message: str
) -> None:
    run = queue(editor, body, name)
    import_file.call("programs", run.pk)
    shown = page(editor, run)
    assert message in shown
    assert "Upload another file" in shown


@pytest.mark.parametrize(
    ("body", "day", "message"),
    [
        (b"", "2026-06-10", "empty"),
        (b"a,b\n", "2999-01-01", "yet to come"),
        (b"a,b\n", "soon", "Enter a valid date"),
    ],
)
def test_a_wrong_form_is_sent_back_and_nothing_is_stored(
    editor: Client, body: bytes, day: str, message: str
) -> None:
    file = SimpleUploadedFile("x.csv", body)
    response = editor.post(ADD, {"file": file, "published_on": day})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not ProgramImport.objects.exists()
    assert stored_uploads() == []


def test_who_forgets_the_date_is_asked_to_choose_the_file_again(editor: Client) -> None:
    file = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
    sent_back = editor.post(ADD, {"file": file, "published_on": ""}).content.decode()
    assert sent_back.count("This field is required.") == 1
    assert sent_back.index("Choose the file again") < sent_back.index("This field is required.")


def test_a_file_that_fails_while_it_is_read_says_why_and_can_be_read_again(
    editor: Client,
) -> None:
    text = table(FIELD_OF_STUDY, [{}])
    run = upload(editor, text.split("\r\n")[0] + "\r\n")
    assert "a header and no rows" in page(editor, run)
    assert "Start it again" in page(editor, run)
    Path(run.path).write_text(text)
    act(editor, run, "restart")
    import_file.call("programs", run.pk)
    assert "Publish…" in page(editor, run)


def test_the_second_of_two_clicks_starts_nothing_anew(editor: Client) -> None:
    run = upload(editor, table(FIELD_OF_STUDY, [{}]))
    restart_import(run)
    assert "not possible any more" in act(editor, run, "restart")


def test_the_list_of_what_was_found_is_a_download(editor: Client) -> None:
    rows = [{"UNITID": str(number)} for number in range(100001, 100100)]
    run = upload(editor, table(FIELD_OF_STUDY, [*rows, {"UNITID": "=1+1"}]))
    address = reverse("admin:programs_programimport_findings", args=[run.pk])
    lines = list(csv.DictReader(io.StringIO(editor.get(address).content.decode("utf-8-sig"))))
    assert [(line["row"], line["kind"]) for line in lines] == [
        ("101", "Row that could not be read")
    ]
    assert "is not a UNITID" in lines[0]["message"]


def test_only_staff_with_the_right_see_imports(db: None, client: Client) -> None:
    assert client.get(ADD).status_code == 302
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(ADD).status_code in (403, 404)
    run = ProgramImport.objects.create(
        file_name="x.csv", path="", size=1, published_on="2026-01-01"
    )
    for name in ("findings", "act", "change"):
        address = reverse(f"admin:programs_programimport_{name}", args=[run.pk])
        assert client.post(address).status_code in (403, 404)


def test_lists_and_forms_of_listings_open(editor: Client) -> None:
    act(editor, upload(editor, table(FIELD_OF_STUDY, [{}])), "publish")
    for name, item in (
        ("institution", Institution.objects.get()),
        ("program", Program.objects.get()),
    ):
        assert editor.get(f"/admin/programs/{name}/?q=Alabama&corrected=no").status_code == 200
        assert editor.get(f"/admin/programs/{name}/{item.pk}/change/").status_code == 200
        assert editor.get(f"/admin/programs/{name}/add/").status_code == 200
    published = Dataset.objects.get()
    for name in ("dataset", f"dataset/{published.pk}/change", "programimport"):
        assert editor.get(f"/admin/programs/{name}/").status_code == 200
    assert editor.get("/admin/programs/fieldofstudy/").status_code == 200


def test_an_editor_enters_an_institution_of_their_own(editor: Client) -> None:
    facts = {"name": "Harbor Night School", "slug": "harbor-night-school", "state": "WA"}
    response = editor.post("/admin/programs/institution/add/", facts)
    assert response.status_code == 302
    school = Institution.objects.get()
    assert "Entered by the editors" in editor.get(school.get_absolute_url()).content.decode()


# -- The command -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_dry_run_shows_and_keeps_nothing(tmp_path: Path) -> None:
    out = io.StringIO()
    path = write(tmp_path, "hd.csv", table(DIRECTORY, [{}]))
    call_command("import_programs", path, "--published-on", "2021-09-01", "--dry-run", stdout=out)
    assert "1 new" in out.getvalue()
    assert not ProgramImport.objects.exists()
    assert not Institution.objects.exists()


@pytest.mark.django_db
def test_the_command_publishes_or_leaves_a_draft(tmp_path: Path) -> None:
    path = write(tmp_path, "fos.csv", table(FIELD_OF_STUDY, [{}]))
    call_command("import_programs", path, "--published-on", "2026-06-10", stdout=io.StringIO())
    assert ProgramImport.objects.get().state == "ready"
    call_command(
        "import_programs", path, "--published-on", "2026-06-10", "--publish", stdout=io.StringIO()
    )
    assert Program.objects.count() == 1


@pytest.mark.django_db
def test_the_command_ends_with_a_message_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_programs", tmp_path / "none.csv", "--published-on", "2026-06-10")
    path = write(tmp_path, "x.csv", "a,b\n1,2\n")
    with pytest.raises(CommandError, match="must name the columns"):
        call_command("import_programs", path, "--published-on", "2026-06-10")
    empty = write(tmp_path, "y.csv", table(FIELD_OF_STUDY, []))
    with pytest.raises(CommandError, match="a header and no rows"):
        call_command("import_programs", empty, "--published-on", "2026-06-10")
    assert not ProgramImport.objects.exists()
