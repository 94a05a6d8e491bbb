"""Published versions never change, not even in the database; changes go into the next draft."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from careers.models import MeasuredFact
from quiz import bundled
from quiz.models import Band, Condition, Quiz, QuizVersion, Result, Statement, Trait
from quiz.publish import NotPublishableError, find_problems, open_draft, publish_version
from quiz.versions import create_draft, get_content, load_content
from tests.making import make_public_career
from tests.quiz.visitors import QUIZ, answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")


def first_version() -> QuizVersion:
    return QuizVersion.objects.get(number=1)


def new_draft() -> QuizVersion:
    version = first_version()
    return open_draft(version.quiz, version)


def test_the_bundled_quiz_is_published_and_quotes_the_measured_figures() -> None:
    version = first_version()
    assert version.is_published
    assert 12 <= len(load_content(version).statements) <= 16
    fact = Statement.objects.get(key="greet-next")
    assert fact.fact_text == (
        "68% of workers talk with people outside the workplace constantly (every few minutes). "
        "In all office and administrative support occupations it is 40.3%."
    )
    assert "Occupational Requirements Survey" in fact.fact_source


def test_loading_again_changes_nothing_and_a_deleted_quiz_stays_deleted() -> None:
    assert bundled.load_quizzes() == []
    Quiz.objects.all().delete()
    assert bundled.load_quizzes() == []
    assert not Quiz.objects.exists()


def test_no_part_of_a_published_version_can_be_saved() -> None:
    version = first_version()
    for row in (
        version.traits.first(),
        Statement.objects.filter(trait__version=version).first(),
        version.bands.first(),
        version.conditions.first(),
    ):
        assert row is not None
        with pytest.raises(DatabaseError, match="published"), transaction.atomic():
            row.save()


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (QuizVersion, {"title": "Other"}),
        (QuizVersion, {"status": "draft", "published_at": None}),
        (Trait, {"weight": 1}),
        (Statement, {"reverse": True}),
        (Band, {"label": "Other"}),
        (Condition, {"question": "Other"}),
    ],
)
def test_no_part_of_a_published_version_can_be_updated(
    model: type, change: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        model.objects.update(**change)  # type: ignore[attr-defined]


def test_the_database_refuses_a_new_part_of_a_published_version() -> None:
    statement = Statement.objects.filter(trait__version=first_version())[0]
    statement.pk, statement.key = None, "one-more"
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        Statement.objects.bulk_create([statement])


def test_a_change_is_a_new_draft_and_reaches_visitors_when_it_is_published(client: Client) -> None:
    old_address = take_quiz(client, answers_by(great_fit))
    draft = new_draft()
    assert (draft.number, draft.status) == (2, "draft")
    assert load_content(draft) == load_content(first_version())
    assert new_draft() == draft
    band = draft.bands.get(key="great")
    band.label = "A very good match"
    band.save()
    assert "A very good match" not in client.get(old_address).content.decode()

    publish_version(draft)

    new_address = take_quiz(client, answers_by(great_fit))
    assert "A very good match" in client.get(new_address).content.decode()
    assert "<h1>A great fit</h1>" in client.get(old_address).content.decode()
    assert {result.quiz_version.number for result in Result.objects.all()} == {1, 2}


def test_an_attempt_started_before_stays_with_its_version(client: Client) -> None:
    client.post(QUIZ, {"start": "1", "form": "full"})
    draft = new_draft()
    Statement.objects.filter(trait__version=draft, key="greet-next").update(text="Something new")
    publish_version(draft)
    assert "Something new" not in client.get(f"{QUIZ}?page=1").content.decode()
    assert "Something new" in Client().post(QUIZ, {"start": "1"}, follow=True).content.decode()


def test_a_version_with_problems_is_not_published_and_nothing_changes() -> None:
    draft = new_draft()
    draft.traits.filter(key="people").update(weight=10)
    Statement.objects.filter(trait__version=draft, key="upset-bill").update(fact_text="")
    with pytest.raises(NotPublishableError) as refused:
        publish_version(draft)
    assert refused.value.problems == find_problems(draft)
    assert len(refused.value.problems) == 2
    draft.refresh_from_db()
    assert not draft.is_published
    with pytest.raises(NotPublishableError):
        publish_version(first_version())


def test_a_figure_that_changes_later_does_not_change_what_a_result_says(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    MeasuredFact.objects.filter(key="talk-constantly").update(percent=12)
    assert "68% of workers talk with people" in client.get(address).content.decode()


def test_a_second_career_gets_a_quiz_without_any_code(client: Client) -> None:
    second = make_public_career("clinic-greeter", "43-4171")
    content = get_content(first_version())
    people = replace(
        content.traits[0],
        weight=100,
        statements=tuple(
            replace(item, fact=replace(item.fact, guide_part="fit", measured_fact=""))
            for item in content.traits[0].statements
        ),
    )
    only = replace(content, traits=(people,), conditions=())
    only = replace(
        only,
        traits=(
            replace(
                people,
                statements=tuple(replace(item, in_short_form=False) for item in people.statements),
            ),
        ),
    )
    publish_version(create_draft(Quiz.objects.create(career=second), only))

    page = client.get("/careers/clinic-greeter/quiz/")
    assert page.status_code == 200
    assert "Take the short form" not in page.content.decode()
    client.post("/careers/clinic-greeter/quiz/", {"start": "1"})
    answers = {item.key: "1" if item.reverse else "5" for item in people.statements}
    client.post("/careers/clinic-greeter/quiz/?page=1", answers)
    response = client.post("/careers/clinic-greeter/quiz/?page=2", {"area": ""}, follow=True)
    assert "<h1>A great fit</h1>" in response.content.decode()
