"""No tab or button leads to a quiz that a career lacks, and none promises programs in vain."""

import pytest
from django.db.models.functions import Now
from django.test import Client

from careers.guides.publishing import publish_guide, withdraw_guide
from careers.models import Career, Correction, FitStatement, Guide, GuideSection
from careers.previews import build_preview_link
from counselors.forms.groups import careers_with_quiz
from quiz.models import Quiz, QuizVersion
from tests.careers.guides import create_guide, read_text
from tests.programs.making import program

CLERK = "/careers/clerk/"


@pytest.fixture
def clerk(content: None) -> Guide:
    """A published guide with a section for the quiz and one for programs; it has neither.

    No field of study is matched to its occupation.
    """
    guide = create_guide("41-2021", slug="clerk")
    FitStatement.objects.create(guide=guide, great_fit="like order", maybe_not="like none")
    GuideSection.objects.create(guide=guide, part="fit", anchor="fit", heading="Is it you?")
    GuideSection.objects.create(guide=guide, part="training", anchor="start", heading="Start")
    publish_guide(guide, None)
    return guide


def list_pages(client: Client) -> list[str]:
    paths = ("/", CLERK, f"{CLERK}salaries/", f"{CLERK}salaries/iowa/")
    return [read_text(client.get(path)) for path in paths]


def test_a_career_with_neither_leads_to_neither(client: Client, clerk: Guide) -> None:
    for page in list_pages(client):
        assert CLERK in page
        assert f"{CLERK}quiz/" not in page
        # How people get in.
        assert f"{CLERK}programs/" in page
        assert f"{CLERK}programs/?" not in page
    guide = read_text(client.get(CLERK))
    assert "like order" in guide
    assert "Take the quiz" not in guide
    # A section that would show programs alone is left out, and so is its line in the contents.
    assert 'id="start"' not in guide
    assert 'href="#start"' not in guide


def test_a_career_leads_to_its_programs_once_it_names_fields_of_study(
    client: Client, clerk: Guide
) -> None:
    Career.objects.filter(slug="clerk").update(cip_codes=["52.04"])
    program(code="52.04")
    for page in list_pages(client):
        assert f"{CLERK}programs/" in page
        assert f"{CLERK}quiz/" not in page
    assert "Programs near you: ZIP code" in read_text(client.get(CLERK))


def test_a_career_leads_to_its_quiz_once_that_is_published(client: Client, clerk: Guide) -> None:
    quiz = Quiz.objects.create(career=clerk.career)
    draft = QuizVersion.objects.create(quiz=quiz, number=1, title="Are you a clerk?")
    assert all(f"{CLERK}quiz/" not in page for page in list_pages(client))
    QuizVersion.objects.filter(pk=draft.pk).update(status="published", published_at=Now())
    assert all(f"{CLERK}quiz/" in page for page in list_pages(client))
    # The guide itself is the version that was published before the quiz.
    assert read_text(client.get(CLERK)).count(f'href="{CLERK}quiz/"') == 3


def test_a_preview_leads_to_the_quiz_of_its_career(
    client: Client, guide: Guide, clerk: Guide
) -> None:
    link = build_preview_link(clerk)
    assert "quiz/" not in read_text(client.get(link))
    link = build_preview_link(guide)
    assert f'href="{link}quiz/"' in read_text(client.get(link))
    assert client.get(f"{link}quiz/").status_code == 200


def test_an_address_of_a_page_that_a_career_lacks_leads_to_the_career(
    client: Client, content: None
) -> None:
    # Of the second one no source has measured the conditions, so it has no fit check either.
    actor, unmeasured = "/careers/actor/", "/careers/other-production-worker/"
    pages = {
        (unmeasured, "quiz/"): "There is no quiz for this career yet",
        (actor, "salaries/wyoming/"): "No pay is published for this area",
    }
    for (career, path), says in pages.items():
        answer = client.get(f"{career}{path}")
        assert answer.status_code == 404
        page = read_text(answer)
        assert says in page
        assert f'href="{career}"' in page


def test_a_career_whose_guide_was_withdrawn_keeps_its_page_and_not_its_quiz(
    client: Client, guide: Guide
) -> None:
    page = f"/careers/{guide.career.slug}/"
    assert f"{page}quiz/" in read_text(client.get(page))
    withdraw_guide(guide, None)
    assert f"{page}quiz/" not in read_text(client.get(page))
    assert client.get(f"{page}quiz/")["Location"] == f"{page}fit/"
    assert guide.career not in careers_with_quiz()


def test_a_mistake_on_a_page_without_a_guide_is_reported_and_listed(
    client: Client, content: None
) -> None:
    form = {"about": "/careers/actor/salaries/", "statement": "Their pay in Ohio is wrong."}
    assert client.post("/corrections/", form).status_code == 302
    Correction.objects.update(status="fixed", public_note_en="Fixed.", closed_at=Now())
    assert "Actor: salaries" in read_text(client.get("/corrections/made/"))
