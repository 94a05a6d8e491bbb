"""The example quiz for medical assistants: an editor makes the career, imports, publishes."""

from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quiz import check, simulate
from quiz.exchange import QUIZ_FOLDER, parse_quiz
from quiz.models import Quiz, QuizVersion
from quiz.scoring import score_answers
from tests.making import make_public_career

EXAMPLE = QUIZ_FOLDER / "examples" / "medical-assistant.json"


def test_the_example_passes_the_check_and_quotes_no_figure() -> None:
    content = parse_quiz(EXAMPLE.read_bytes())
    assert check.find_problems(content, measured_facts=()) == []
    for statement in content.statements:
        assert "definition of 31-9092" in statement.fact.source
        assert "%" not in statement.fact.text


def test_the_design_holds_for_the_example_too() -> None:
    form = parse_quiz(EXAMPLE.read_bytes()).form("full")
    rng = Random(31_9092)
    crowd = [simulate.draw_random_answers(form, rng) for _ in range(4000)]
    clear = simulate.tally_clear_bands(form, crowd)
    assert clear["great"] <= 0.02
    assert 1 - sum(clear.values()) >= 0.60
    fans = [
        simulate.draw_answers(form, {trait.key: 90.0 for trait in form.traits}, rng)
        for _ in range(1000)
    ]
    great = sum(score_answers(form, answers).band == "great" for answers in fans)
    assert great / len(fans) >= 0.95


@pytest.mark.usefixtures("content")
def test_an_editor_brings_it_to_visitors_without_code(admin_client: Client) -> None:
    career = make_public_career("medical-assistant", "31-9092")
    quiz = Quiz.objects.create(career=career)
    upload = SimpleUploadedFile("quiz.json", EXAMPLE.read_bytes())
    admin_client.post(f"/admin/quiz/quiz/{quiz.pk}/import/", {"file": upload})
    draft = QuizVersion.objects.get(quiz=quiz)
    admin_client.post(f"/admin/quiz/quizversion/{draft.pk}/publish/")

    visitor = Client()
    address = "/careers/medical-assistant/quiz/"
    location = visitor.post(address, {"start": "1"})["Location"]
    content = parse_quiz(EXAMPLE.read_bytes())
    answers = {item.key: "1" if item.reverse else "5" for item in content.statements}
    while "page=" in location:
        data = {**answers, "no-blood": "no", "keeps-quiet": "yes", "area": "06"}
        location = visitor.post(location.partition("#")[0], data)["Location"]
    page = Client().get(location).content.decode()
    assert "<h1>A great fit</h1>" in page
    assert "Standard Occupational Classification, 2018" in page
    # Wages of 31-9092, out of the same release.
    assert "What it pays in California" in page
