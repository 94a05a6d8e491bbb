"""The privacy page lists every column about visitors, because it reads the models."""

import html

import pytest
from django.apps import apps
from django.test import Client
from django.utils.text import capfirst

from careerguide.privacy import COOKIES, TABLES, list_tables
from quiz.trying import TRIED_COOKIE

# Models of the quiz that hold content, not visitors.
CONTENT = {"Band", "Condition", "Quiz", "QuizTranslation", "QuizVersion", "Statement", "Trait"}


def test_no_model_about_visitors_is_left_out() -> None:
    listed = {label for label, _name, _kept in TABLES}
    for model in apps.get_app_config("quiz").get_models():
        assert model._meta.label in listed or model.__name__ in CONTENT


@pytest.mark.django_db
def test_every_column_stands_on_the_page_in_words(client: Client) -> None:
    page = html.unescape(client.get("/privacy/").content.decode())
    for (label, _, _), (_, kept, fields) in zip(TABLES, list_tables(), strict=True):
        options = apps.get_model(label)._meta
        columns = [*options.concrete_fields, *options.many_to_many]
        columns = [column for column in columns if not column.primary_key]
        for column, (name, what) in zip(columns, fields, strict=True):
            assert capfirst(column.verbose_name) == name
            assert what
            assert what in page
        assert str(kept) in page


@pytest.mark.django_db
def test_every_cookie_stands_on_the_page(client: Client) -> None:
    page = html.unescape(client.get("/privacy/").content.decode())
    assert TRIED_COOKIE in dict(COOKIES)
    for name, what in COOKIES:
        assert f">{name}</code>" in page
        assert str(what) in page


@pytest.mark.django_db
def test_reading_sets_no_cookie(client: Client) -> None:
    client.get("/privacy/")
    assert not client.cookies
