"""Helpers for tests of views: a visitor takes the quiz page by page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from quiz.content import VersionContent
from quiz.models import QuizVersion
from quiz.versions import get_content

SLUG = "medical-office-administrator"
QUIZ = f"/careers/{SLUG}/quiz/"
NO_CONFLICT = {"remote-only": "no", "no-desk": "no", "diploma": "yes", "keeps-quiet": "yes"}

Response = Any  # the test client's, with its context
Choice = Callable[[bool], int]


def newest() -> VersionContent:
    version = QuizVersion.objects.newest_for_visitors(SLUG)
    assert version is not None
    return get_content(version)


def answers_by(choice: Choice, length: str = "full") -> dict[str, int]:
    """Answers of somebody who decides by whether a statement is reverse-keyed."""
    return {statement.key: choice(statement.reverse) for statement in newest().asked(length)}


def great_fit(reverse: bool) -> int:
    return 1 if reverse else 5


def poor_fit(reverse: bool) -> int:
    return 5 if reverse else 1


def start_quiz(client: Client, length: str = "full") -> Response:
    """Start the quiz in the active language."""
    return client.post(reverse("quiz", args=[SLUG]), {"start": "1", "form": length})


def take_quiz(
    client: Client,
    answers: Mapping[str, int],
    conditions: Mapping[str, str] = NO_CONFLICT,
    area: str = "",
    length: str = "full",
) -> str:
    """Take the whole quiz, page by page; returns the result's address."""
    last_page = answer_all(client, answers, length)
    asked = client.get(last_page).context["form"].fields
    data = {key: conditions[key] for key in asked if key in conditions}
    response = client.post(last_page, {**data, "area": area})
    assert response.status_code == 302, response.context["errors"]
    location: str = response["Location"]
    return location


def answer_all(client: Client, answers: Mapping[str, int], length: str = "full") -> str:
    """Answer every statement, page by page; returns the address of the last page."""
    location: str = start_quiz(client, length)["Location"]
    while "area" not in (asked := client.get(location).context["form"].fields):
        data = {key: str(answers[key]) for key in asked if key in answers}
        response = client.post(location.partition("#")[0], data)
        assert response.status_code == 302, response.context["errors"]
        location = response["Location"]
    return location.partition("#")[0]


def result_page(token: str) -> str:
    return reverse("result", args=[token])


def at_the_end(visitor: Client) -> tuple[str, dict[str, str]]:
    """Answer every statement; the address of the last page, and what finishes it."""
    page = answer_all(visitor, answers_by(great_fit, "short"), "short")
    asked = visitor.get(page).context["form"].fields
    return page, {key: NO_CONFLICT[key] for key in asked if key in NO_CONFLICT} | {"area": ""}
