"""Editors change a quiz in admin: draft, check, publish, try out, export and import."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quiz.exchange import QUIZ_FOLDER
from quiz.models import Quiz, QuizVersion, Statement, Trait
from tests.making import make_career
from tests.quiz.visitors import QUIZ, SLUG

pytestmark = pytest.mark.usefixtures("content")

BUNDLED = (QUIZ_FOLDER / "medical-office-administrator.json").read_bytes()


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return client


@pytest.fixture
def publisher() -> Client:
    user = User.objects.create_user("publisher", is_staff=True)
    user.groups.add(Group.objects.get(name="Publishers"))
    client = Client()
    client.force_login(user)
    return client


def version_page(version: QuizVersion, tail: str = "change/") -> str:
    return f"/admin/quiz/quizversion/{version.pk}/{tail}"


def make_draft(editor: Client) -> QuizVersion:
    published = QuizVersion.objects.get(number=1)
    editor.post(version_page(published, "new-draft/"))
    return QuizVersion.objects.get(number=2)


def form_data(editor: Client, address: str) -> dict[str, str]:
    """What the browser would send if the editor saved the page as it is."""
    context = editor.get(address).context
    forms = [context["adminform"].form]
    data: dict[str, str] = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                data[field.html_name] = str(value)
    return data


def test_a_published_version_is_read_only(editor: Client) -> None:
    version = QuizVersion.objects.get(number=1)
    page = editor.get(version_page(version)).content.decode()
    assert "Make a new draft" in page
    assert 'name="_save"' not in page
    assert editor.post(version_page(version), {"title": "Other"}).status_code == 403
    trait = version.traits.first()
    assert trait is not None
    address = f"/admin/quiz/trait/{trait.pk}/change/"
    assert 'name="_save"' not in editor.get(address).content.decode()
    assert editor.post(address, {"name": "Other"}).status_code == 403
    assert editor.post(version_page(version, "delete/"), {"post": "yes"}).status_code == 403
    assert editor.get(version_page(version, "new-draft/")).status_code == 405


def test_an_edit_reaches_visitors_once_the_draft_is_published(
    editor: Client, publisher: Client
) -> None:
    draft = make_draft(editor)
    trait = Trait.objects.get(version=draft, key="people")
    address = f"/admin/quiz/trait/{trait.pk}/change/"
    data = form_data(editor, address)
    data["statements-0-text"] = "I would gladly welcome forty people in a morning."
    data["statements-1-text"] = "I would listen to angry patients and file their bills."
    assert editor.post(address, data)["Location"] == version_page(draft)
    check = editor.get(version_page(draft, "publish/")).content.decode()
    assert "is ready to publish" in check
    assert "Statement “upset-bill” has “and” in it." in check

    assert editor.post(version_page(draft, "publish/")).status_code == 403
    publisher.post(version_page(draft, "publish/"))

    draft.refresh_from_db()
    assert draft.is_published
    visitor = Client()
    page = visitor.post(QUIZ, {"start": "1"}, follow=True)
    assert "I would gladly welcome forty people in a morning." in page.content.decode()


def test_a_draft_with_problems_says_so_and_stays_a_draft(editor: Client, publisher: Client) -> None:
    draft = make_draft(editor)
    address = version_page(draft)
    data = form_data(editor, address)
    data["traits-0-weight"] = "30"
    editor.post(address, data)
    assert "add up to 105" in editor.get(version_page(draft, "publish/")).content.decode()
    page = publisher.post(version_page(draft, "publish/"), follow=True)
    assert "add up to 105" in page.content.decode()
    draft.refresh_from_db()
    assert not draft.is_published


def test_a_draft_is_tried_out_before_it_is_published(editor: Client) -> None:
    draft = make_draft(editor)
    page = editor.get(version_page(draft, "try/")).content.decode()
    assert "Random" in page
    assert "Every statement moved the band" in page
    assert "the second step of the roadmap: a program of 6 to 18 months." in page.lower()
    Statement.objects.filter(trait__version=draft, trait__key="people").delete()
    assert "cannot be scored yet" in editor.get(version_page(draft, "try/")).content.decode()


def test_a_quiz_is_exported_as_json_and_imported_for_another_career(editor: Client) -> None:
    version = QuizVersion.objects.get(number=1)
    exported = editor.get(version_page(version, "quiz.json"))
    assert exported["Content-Disposition"] == (f'attachment; filename="quiz-{SLUG}-version-1.json"')
    second = make_career("other", "31-9092")
    editor.post("/admin/quiz/quiz/add/", {"career": second.pk, **EMPTY_VERSIONS})
    quiz = Quiz.objects.get(career=second)
    address = f"/admin/quiz/quiz/{quiz.pk}/import/"

    asked = editor.post(address, {"file": SimpleUploadedFile("q.json", exported.content)})
    assert asked.status_code == 422
    assert f"This is the quiz of “{SLUG}” (43-6013), and not of “other”" in asked.content.decode()
    assert not quiz.versions.exists()

    def import_it() -> Any:
        file = SimpleUploadedFile("q.json", exported.content)
        return editor.post(address, {"file": file, "is_for_another": "on"})

    response = import_it()
    draft = quiz.versions.get()
    assert response["Location"] == version_page(draft)
    assert not draft.is_published
    again = import_it()
    assert again.status_code == 422
    assert "has a draft already" in again.content.decode()


EMPTY_VERSIONS = {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "The file is empty."),
        (b"{", "This is not JSON"),
        (b"\xff\xfe", "This is not JSON"),
        (b"x" * 600_000, "The file is larger than 512 KB."),
        (json.dumps({"format": "other"}).encode(), "traits"),
    ],
)
def test_a_file_that_is_no_quiz_is_refused(editor: Client, text: bytes, reason: str) -> None:
    quiz = Quiz.objects.get()
    page = editor.post(
        f"/admin/quiz/quiz/{quiz.pk}/import/", {"file": SimpleUploadedFile("q.json", text)}
    )
    assert page.status_code == 422
    assert reason in page.content.decode()
    assert QuizVersion.objects.count() == 1


def test_the_schema_of_quiz_files_can_be_downloaded(editor: Client) -> None:
    quiz = Quiz.objects.get()
    address = reverse("admin:quiz_quiz_schema")
    assert address in editor.get(f"/admin/quiz/quiz/{quiz.pk}/import/").content.decode()
    schema = editor.get(address).json()
    quiz_file = json.loads(BUNDLED)
    assert set(schema["required"]) <= quiz_file.keys() <= schema["properties"].keys()
    statement = schema["$defs"]["StatementContent"]
    given = quiz_file["traits"][0]["statements"][0].keys()
    assert set(statement["required"]) <= given <= statement["properties"].keys()
    assert schema["additionalProperties"] is False


def test_a_file_that_uses_a_key_twice_is_refused_whole(editor: Client) -> None:
    quiz = Quiz.objects.get()
    data = json.loads(BUNDLED)
    data["traits"][0]["statements"][0]["key"] = data["traits"][0]["statements"][1]["key"]
    page = editor.post(
        f"/admin/quiz/quiz/{quiz.pk}/import/",
        {"file": SimpleUploadedFile("q.json", json.dumps(data).encode())},
    )
    assert page.status_code == 422
    assert QuizVersion.objects.count() == 1


def test_a_quiz_without_versions_begins_with_an_empty_draft(editor: Client) -> None:
    career = make_career("other", "31-9092")
    quiz = Quiz.objects.create(career=career)
    editor.post(f"/admin/quiz/quiz/{quiz.pk}/draft/")
    draft = quiz.versions.get()
    page = editor.get(version_page(draft, "publish/")).content.decode()
    assert "There are no traits." in page
    assert "There are 0 bands" in page


def test_staff_without_permission_see_none_of_it(client: Client) -> None:
    client.force_login(User.objects.create_user("other", is_staff=True))
    version = QuizVersion.objects.get(number=1)
    for tail in ("publish/", "try/", "quiz.json", "change/"):
        assert client.get(version_page(version, tail)).status_code == 403
    assert client.post(version_page(version, "new-draft/")).status_code == 403
    quiz = Quiz.objects.get()
    assert client.post(f"/admin/quiz/quiz/{quiz.pk}/draft/").status_code == 403
    assert client.get(f"/admin/quiz/quiz/{quiz.pk}/import/").status_code == 403
    assert client.get(reverse("admin:quiz_quiz_schema")).status_code == 403
