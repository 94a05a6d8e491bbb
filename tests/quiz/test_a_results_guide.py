"""A result names the version of the guide that was public when the quiz was finished."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from careers.models import Career
from quiz.models import Result
from tests.making import publish_guides, publish_spanish_guide, withdraw_guides
from tests.quiz.visitors import answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")


def test_a_result_goes_on_naming_the_version_it_was_made_with(client: Client) -> None:
    publish_guides(summary="The second version.")
    address = take_quiz(client, answers_by(great_fit))
    publish_guides(summary="The third version.")
    version = Result.objects.get().guide_version
    assert version is not None
    assert version.number == 2
    assert "Made with version 2 of the guide, of " in client.get(address).content.decode()


def test_a_result_cannot_be_read_while_its_guide_is_withdrawn(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    withdraw_guides()
    assert client.get(address).status_code == 404
    publish_guides()
    assert "Made with version 1 of the guide, of " in client.get(address).content.decode()


def test_a_result_of_a_quiz_in_spanish_names_the_guide_in_english(
    client: Client, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    publish_guides(summary="The second version.")
    publish_spanish_guide(Career.objects.with_guide().get(), "Cuánto se gana")
    with translation.override("es"):
        assert take_quiz(client, answers_by(great_fit)).startswith("/es/")
    version = Result.objects.get().guide_version
    assert version is not None
    assert (version.guide.language, version.number) == ("en", 2)
