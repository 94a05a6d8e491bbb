"""A quiz version has its texts in other languages, too; scoring never depends on them."""

import html
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from quiz.english import EnglishText, fill_in
from quiz.exchange import InvalidQuizFileError
from quiz.models import QuizTranslation, QuizVersion, Result, Statement
from quiz.publish import import_translation, list_english_texts, open_draft, publish_version
from quiz.translation_files import format_translation
from quiz.versions import get_content
from tests.quiz.visitors import NO_CONFLICT, QUIZ, answers_by, great_fit, poor_fit, take_quiz

SPANISH_QUIZ = f"/es{QUIZ}"


@pytest.fixture(autouse=True)
def spanish(content: None, settings: Any) -> None:
    """The site has Spanish."""
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]


def new_draft() -> QuizVersion:
    version = QuizVersion.objects.order_by("-number")[0]
    return open_draft(version.quiz, version)


def spanish_file(
    version: QuizVersion, *, without: str = "(nothing)", change: Callable[[Any], None] | None = None
) -> bytes:
    """The exported texts with a translation of each, except at places that begin with `without`."""
    data = json.loads(format_translation("es", list_english_texts(version), {}))
    for place, text in data["texts"].items():
        if not place.startswith(without):
            text["translation"] = f"ES {text['english']}"
    if change:
        change(data)
    return json.dumps(data).encode()


def publish_in_spanish(without: str = "(nothing)") -> QuizVersion:
    draft = new_draft()
    import_translation(draft, spanish_file(draft, without=without))
    publish_version(draft)
    return draft


def take_spanish_quiz(client: Client, answers: dict[str, int], **said: str) -> str:
    """Take the whole quiz on its Spanish pages; returns the result's address."""
    location = client.post(SPANISH_QUIZ, {"start": "1", "form": "full"})["Location"]
    while location.startswith(SPANISH_QUIZ):
        asked = client.get(location).context["form"].fields
        data = {key: str({**answers, **NO_CONFLICT, **said}.get(key, "")) for key in asked}
        location = client.post(location.partition("#")[0], data)["Location"]
    return location


def read(client: Client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


def test_a_quiz_with_a_translation_is_taken_and_read_in_it(client: Client) -> None:
    publish_in_spanish()
    start = read(client, SPANISH_QUIZ)
    assert "ES Is medical office work right for you?</h1>" in start
    assert "ES Each statement is about a situation" in start
    client.post(SPANISH_QUIZ, {"start": "1", "form": "full"})
    assert "ES I would be glad to greet the next person" in read(client, f"{SPANISH_QUIZ}?page=1")

    address = take_spanish_quiz(client, answers_by(great_fit), diploma="no")

    assert address.startswith("/es/")
    page = read(client, address)
    for text in (
        "<b>ES Do you have a high school diploma",
        "ES Without a high school diploma",
        "“ES I would be glad to greet the next person",
        "ES 68% of workers talk with people",
        "<h3>ES Working with people</h3>",
        "ES Contact with people gives you something",
    ):
        assert text in page
    clear = read(client, take_spanish_quiz(client, answers_by(great_fit)))
    assert "ES Your answers match most of what this work asks" in clear
    assert "in English so far" not in start + page
    assert '<span lang="en">' not in start + page


def test_the_score_is_the_same_in_every_language(client: Client) -> None:
    publish_in_spanish()
    for choice in (great_fit, poor_fit, lambda _reverse: 3):
        address = take_spanish_quiz(client, answers_by(choice))
        spanish = client.get(address).context["story"]
        english = client.get(address.removeprefix("/es")).context["story"]
        assert spanish.outcome == english.outcome
        assert spanish.headline != english.headline or "ES" not in spanish.headline


def test_the_english_pages_stay_english(client: Client) -> None:
    publish_in_spanish()
    page = read(client, take_quiz(client, answers_by(great_fit)))
    assert "<h1>A great fit</h1>" in page
    assert "ES " not in page


def test_a_quiz_without_a_translation_says_so_and_marks_its_english(client: Client) -> None:
    start = read(client, SPANISH_QUIZ)
    assert "Por ahora este cuestionario está en inglés." in start
    assert '<h1><span lang="en">Is medical office work right for you?</span></h1>' in start
    assert "<title>Is medical office work right for you? |" in start
    assert '<div lang="en"><p>Each statement is about a situation' in start
    page = read(client, take_spanish_quiz(client, answers_by(great_fit)))
    assert "Por ahora este cuestionario está en inglés." in page
    assert '<h1><span lang="en">A great fit</span></h1>' in page
    assert '“<span lang="en">I would be glad to greet the next person' in page
    assert '“<span lang="en">a fit in part</span>”' in page
    assert '<span lang="en">' not in read(client, QUIZ)


def test_what_a_translation_lacks_is_english_and_the_page_says_so(client: Client) -> None:
    publish_in_spanish(without="traits.people.")
    page = read(client, take_spanish_quiz(client, answers_by(great_fit)))
    assert "Por ahora partes de este cuestionario están en inglés." in page
    assert '<h3><span lang="en">Working with people</span></h3>' in page
    assert "<h3>ES Accuracy and records</h3>" in page
    assert "<h1>ES A great fit</h1>" in page


def test_a_quiz_begun_in_one_language_goes_on_in_the_other(client: Client) -> None:
    publish_in_spanish()
    client.post(QUIZ, {"start": "1", "form": "full"})
    paths = {client.cookies[name]["path"] for name in ("attempt", "attempt_es")}
    assert paths == {QUIZ, SPANISH_QUIZ}
    assert "ES I would be glad" in read(client, f"{SPANISH_QUIZ}?page=1")
    take_spanish_quiz(client, answers_by(great_fit))
    assert not client.cookies["attempt"].value
    assert not client.cookies["attempt_es"].value
    assert Result.objects.count() == 1


def test_results_are_compared_by_what_was_asked_whatever_is_translated(client: Client) -> None:
    before = take_spanish_quiz(client, answers_by(poor_fit))
    publish_in_spanish()
    after = take_spanish_quiz(client, answers_by(poor_fit))
    page = read(client, f"{after}compare/{before.split('/')[-2]}/")
    assert "Nada: las 20 respuestas son iguales en ambos." in page


def test_translations_are_frozen_with_their_version() -> None:
    version = publish_in_spanish()
    row = version.translations.get()
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        QuizTranslation.objects.update(texts={})
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        QuizTranslation.objects.create(version=version, language="fr")
    with pytest.raises(InvalidQuizFileError, match="published"):
        import_translation(version, spanish_file(version))


def test_the_next_draft_has_the_translations_and_a_changed_text_is_english_again() -> None:
    publish_in_spanish()
    draft = new_draft()
    Statement.objects.filter(trait__version=draft, key="greet-next").update(text="Something new.")
    exported = json.loads(
        format_translation("es", list_english_texts(draft), draft.translations.get().texts)
    )
    changed = exported["texts"]["statements.greet-next.text"]
    assert (changed["english"], changed["translation"]) == ("Something new.", "")
    assert changed["earlier"].startswith("ES I would be glad")
    publish_version(draft)
    with translation.override("es"):
        texts = {each.key: each.text for each in get_content(draft).statements}
    assert texts["greet-next"] == "Something new."
    assert isinstance(texts["greet-next"], EnglishText)
    assert texts["left-alone"].startswith("ES ")


def move_text(data: Any) -> None:
    data["texts"]["statements.no-such.text"] = data["texts"].pop("statements.greet-next.text")


def change_english(data: Any) -> None:
    data["texts"]["title"]["english"] = "Another title"


def break_text(data: Any) -> None:
    data["texts"]["title"] = {"english": "Another title"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (move_text, "statements.no-such.text: This version has no such text."),
        (change_english, "title: The English text is another now. Export the texts again."),
        (break_text, "texts → title → translation: "),
        (lambda data: data.update(language="xx"), "language: This site has no “xx”; it has es."),
        (lambda data: data.update(language="en"), "language: This site has no “en”; it has es."),
        (lambda data: data.update(format="careerguide-quiz-1"), "format: "),
        (lambda data: data.update(surprise=1), "surprise: A file of this kind has no such field."),
        (lambda data: data["texts"]["title"].update(translation="a\0b"), "texts → title → "),
    ],
)
def test_a_mistake_in_a_file_is_named_and_changes_nothing(
    change: Callable[[Any], None], problem: str
) -> None:
    draft = new_draft()
    with pytest.raises(InvalidQuizFileError) as refused:
        import_translation(draft, spanish_file(draft, change=change))
    assert [each for each in refused.value.problems if each.startswith(problem)]
    assert not draft.translations.exists()


def test_what_is_no_json_is_refused() -> None:
    for data in (b"", b"{", b"\xff\xfe", b"x" * 600_000):
        with pytest.raises(InvalidQuizFileError):
            import_translation(new_draft(), data)


def test_an_editor_exports_the_texts_and_imports_their_translation(client: Client) -> None:
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    draft = new_draft()
    address = f"/admin/quiz/quizversion/{draft.pk}/translations/"
    total = len(list_english_texts(draft))
    assert f"0 of {total} texts" in read(client, address)
    exported = client.get(f"{address}es.json").json()
    # A draft does not have its measured figures yet; they are translated as of today.
    assert exported["texts"]["statements.greet-next.fact"]["english"].startswith("68% of workers")
    assert client.get(f"{address}fr.json").status_code == 404

    def upload(data: bytes) -> Any:
        return client.post(address, {"file": SimpleUploadedFile("es.json", data)}, follow=True)

    wrong = upload(spanish_file(draft, change=change_english))
    assert wrong.status_code == 422
    assert "title: The English text is another now." in wrong.content.decode()
    page = upload(spanish_file(draft, without="bands.great.")).content.decode()
    assert "2 texts are not translated" in page
    assert "bands.great.label, bands.great.text." in page
    assert f"{total - 2} of {total} texts" in page
    check = client.get(f"/admin/quiz/quizversion/{draft.pk}/publish/").content.decode()
    assert f"Spanish: 2 of {total} texts are not translated." in check

    publish_version(draft)

    assert "is imported into a draft" in read(client, address)
    assert upload(spanish_file(draft)).status_code == 403


def test_a_sentence_marks_the_english_text_in_it() -> None:
    sentence = fill_in("Entre «%(low)s» y «%(high)s»", low=EnglishText("a & b"), high="bien")
    assert sentence == "Entre «a & b» y «bien»"
    marked: Any = sentence
    assert marked.__html__() == 'Entre «<span lang="en">a &amp; b</span>» y «bien»'
    assert type(fill_in("%(low)s", low="bien")) is str
