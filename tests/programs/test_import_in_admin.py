"""An editor takes a file from upload to publication, in admin or from the command line."""

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

from programs.importing.run import check
from programs.models import Dataset, Institution, Program
from programs.tasks import check_dataset
from tests.programs.files import DIRECTORY, FIELD_OF_STUDY, table, write

ADD = "/admin/programs/dataset/add/"


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, settings: object) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"  # type: ignore[attr-defined]


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="programs"))
    client.force_login(user)
    return client


def upload(editor: Client, text: str, name: str = "fos.csv", day: str = "2026-06-10") -> Dataset:
    response = editor.post(
        ADD, {"file": SimpleUploadedFile(name, text.encode()), "published_on": day}
    )
    assert response.status_code == 302, response.content.decode()
    dataset = Dataset.objects.latest("pk")
    check_dataset.call(dataset.pk)
    dataset.refresh_from_db()
    return dataset


def page(editor: Client, dataset: Dataset) -> str:
    address = reverse("admin:programs_dataset_change", args=[dataset.pk])
    return editor.get(address).content.decode()


def act(editor: Client, dataset: Dataset, what: str, sure: str = "yes") -> str:
    address = reverse("admin:programs_dataset_act", args=[dataset.pk])
    return editor.post(address, {"what": what, "sure": sure}, follow=True).content.decode()


def test_the_walk_from_upload_to_publication(editor: Client) -> None:
    dataset = upload(editor, table(FIELD_OF_STUDY, [{}, {"UNITID": "100002"}]))
    assert Path(dataset.upload).is_file()
    shown = page(editor, dataset)
    assert "Publish…" in shown
    assert "<strong>2</strong> not here yet" in shown
    assert "2 rows of fos.csv become visible" in act(editor, dataset, "publish", sure="")
    assert not Program.objects.exists()
    assert "Visitors see it now" in act(editor, dataset, "publish")
    assert Program.objects.count() == 2
    dataset.refresh_from_db()
    assert dataset.imported_by
    assert dataset.imported_by.username == "editor"
    assert not list((settings.UPLOAD_ROOT / "programs").iterdir())
    told = LogEntry.objects.values_list("change_message", flat=True)
    assert {"Uploaded.", "Published."} <= set(told)


def test_a_page_waits_for_the_reading_and_renews_itself(editor: Client) -> None:
    text = table(FIELD_OF_STUDY, [{}])
    file = SimpleUploadedFile("fos.csv", text.encode())
    editor.post(ADD, {"file": file, "published_on": "2026-06-10"})
    dataset = Dataset.objects.get()
    assert 'http-equiv="refresh"' in page(editor, dataset)
    check_dataset.call(dataset.pk)
    assert 'http-equiv="refresh"' not in page(editor, dataset)


def test_who_may_not_publish_prepares_the_file_for_somebody_who_may(editor: Client) -> None:
    right = Permission.objects.get(codename="publish_dataset")
    User.objects.get().user_permissions.remove(right)
    dataset = upload(editor, table(FIELD_OF_STUDY, [{}]))
    shown = page(editor, dataset)
    assert "Somebody with the right to publish decides next" in shown
    assert "Publish…" not in shown
    act(editor, dataset, "publish")
    assert not Program.objects.exists()


def test_a_file_that_is_published_is_not_discarded(editor: Client) -> None:
    dataset = upload(editor, table(FIELD_OF_STUDY, [{}]))
    act(editor, dataset, "publish")
    assert "Nothing was discarded. This file: Published." in act(editor, dataset, "discard")
    act(editor, dataset, "again")
    dataset.refresh_from_db()
    assert dataset.status == "published"


def test_a_file_that_is_discarded_when_a_worker_has_just_taken_it_stays_discarded(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SimpleUploadedFile("fos.csv", table(FIELD_OF_STUDY, [{}]).encode())
    editor.post(ADD, {"file": file, "published_on": "2026-06-10"})
    dataset = Dataset.objects.get()

    def late(taken: Dataset, path: Path) -> None:
        act(editor, dataset, "discard")
        check(taken, path)

    monkeypatch.setattr("programs.tasks.check", late)
    check_dataset.call(dataset.pk)
    dataset.refresh_from_db()
    assert (dataset.status, dataset.failure) == ("discarded", "")


def test_a_discarded_file_leaves_nothing(editor: Client) -> None:
    dataset = upload(editor, table(FIELD_OF_STUDY, [{}]))
    assert "Discarded" in act(editor, dataset, "discard")
    act(editor, dataset, "publish")
    assert not Program.objects.exists()
    assert not list((settings.UPLOAD_ROOT / "programs").iterdir())


@pytest.mark.parametrize(
    ("name", "table_bytes", "day", "message"),
    [
        ("x.csv", b"a,b\n1,2\n", "2026-06-10", "none of the columns"),
        ("x.csv", b"", "2026-06-10", "empty"),
        ("x.zip", b"PK\x03\x04garbage", "2026-06-10", "damaged or cut short"),
        ("x.csv", b"a,b\n", "2999-01-01", "yet to come"),
        ("x.csv", b"a,b\n", "soon", "Enter a valid date"),
    ],
)
def test_a_wrong_upload_is_told_and_nothing_is_kept(
    editor: Client, name: str, table_bytes: bytes, day: str, message: str
) -> None:
    file = SimpleUploadedFile(name, table_bytes)
    response = editor.post(ADD, {"file": file, "published_on": day})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Dataset.objects.exists()
    folder = settings.UPLOAD_ROOT / "programs"
    assert not folder.exists() or not list(folder.iterdir())


def test_who_forgets_the_date_is_told_to_choose_the_file_again(editor: Client) -> None:
    file = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
    sent_back = editor.post(ADD, {"file": file, "published_on": ""}).content.decode()
    assert sent_back.count("This field is required.") == 1
    assert sent_back.index("Choose the file again") < sent_back.index("This field is required.")


def test_a_file_that_fails_while_it_is_read_says_why_and_can_be_read_again(
    editor: Client,
) -> None:
    text = table(FIELD_OF_STUDY, [{}])
    dataset = upload(editor, text.split("\r\n")[0] + "\r\n")
    assert "a header and no rows" in page(editor, dataset)
    assert "Start again" in page(editor, dataset)
    Path(dataset.upload).write_text(text)
    act(editor, dataset, "again")
    check_dataset.call(dataset.pk)
    assert "Publish…" in page(editor, dataset)


def test_the_list_of_what_was_found_is_a_download(editor: Client) -> None:
    rows = [{"UNITID": str(number)} for number in range(100001, 100100)]
    dataset = upload(editor, table(FIELD_OF_STUDY, [*rows, {"UNITID": "=1+1"}]))
    address = reverse("admin:programs_dataset_report", args=[dataset.pk])
    text = editor.get(address).content.decode("utf-8-sig")
    assert "101,unreadable" in text
    assert "is not a UNITID" in text


def test_only_staff_with_the_right_see_imports(db: None, client: Client) -> None:
    assert client.get(ADD).status_code == 302
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(ADD).status_code in (403, 404)
    dataset = Dataset.objects.create(
        kind="directory", title="x", publisher="y", published_on="2026-01-01"
    )
    for name in ("report", "act", "change"):
        address = reverse(f"admin:programs_dataset_{name}", args=[dataset.pk])
        assert client.post(address).status_code in (403, 404)


def test_lists_and_forms_of_listings_open(editor: Client) -> None:
    dataset = upload(editor, table(FIELD_OF_STUDY, [{}]))
    act(editor, dataset, "publish")
    for name, item in (
        ("institution", Institution.objects.get()),
        ("program", Program.objects.get()),
    ):
        assert editor.get(f"/admin/programs/{name}/?q=Alabama&corrected=no").status_code == 200
        assert editor.get(f"/admin/programs/{name}/{item.pk}/change/").status_code == 200
        assert editor.get(f"/admin/programs/{name}/add/").status_code == 200
    assert editor.get("/admin/programs/dataset/").status_code == 200
    assert editor.get("/admin/programs/fieldofstudy/").status_code == 200


def test_an_editor_enters_an_institution_of_their_own(editor: Client) -> None:
    facts = {"name": "Harbor Night School", "slug": "harbor-night-school", "state": "WA"}
    response = editor.post("/admin/programs/institution/add/", facts)
    assert response.status_code == 302
    school = Institution.objects.get()
    assert "Entered by the editors" in editor.get(school.get_absolute_url()).content.decode()


# -- The command -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_dry_run_tells_and_keeps_nothing(tmp_path: Path) -> None:
    out = io.StringIO()
    path = write(tmp_path, "hd.csv", table(DIRECTORY, [{}]))
    call_command("import_programs", path, "--published-on", "2021-09-01", "--dry-run", stdout=out)
    assert "1 new" in out.getvalue()
    assert not Dataset.objects.exists()
    assert not Institution.objects.exists()


@pytest.mark.django_db
def test_the_command_publishes_or_leaves_a_draft(tmp_path: Path) -> None:
    path = write(tmp_path, "fos.csv", table(FIELD_OF_STUDY, [{}]))
    call_command("import_programs", path, "--published-on", "2026-06-10", stdout=io.StringIO())
    assert Dataset.objects.get().status == "checked"
    call_command(
        "import_programs", path, "--published-on", "2026-06-10", "--publish", stdout=io.StringIO()
    )
    assert Program.objects.count() == 1


@pytest.mark.django_db
def test_the_command_ends_with_a_message_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_programs", tmp_path / "none.csv", "--published-on", "2026-06-10")
    path = write(tmp_path, "x.csv", "a,b\n1,2\n")
    with pytest.raises(CommandError, match="none of the columns"):
        call_command("import_programs", path, "--published-on", "2026-06-10")
    empty = write(tmp_path, "y.csv", table(FIELD_OF_STUDY, []))
    with pytest.raises(CommandError, match="a header and no rows"):
        call_command("import_programs", empty, "--published-on", "2026-06-10")
    assert not Dataset.objects.exists()
