"""The fixtures that the other tests stand on keep the promises of tests/conftest.py."""

import re

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from careers.models import Guide
from salaries.models import Wage
from tests.making import publish_guides

SLUG = "medical-office-administrator"


@pytest.mark.django_db
def test_db_is_empty() -> None:
    assert not Guide.objects.exists()


@pytest.mark.parametrize("time", ["first", "second"])
def test_content_is_there_and_what_a_test_does_to_it_is_undone(content: None, time: str) -> None:
    assert Wage.objects.count() > 38_000
    assert Guide.objects.filter(career__slug=SLUG).update(summary="Changed.") == 1
    assert Guide.objects.exclude(summary="Changed.").exists() is False


@pytest.mark.parametrize("time", ["first", "second"])
def test_committed_content_is_a_fresh_copy_each_time(committed_content: None, time: str) -> None:
    assert not connection.in_atomic_block
    assert not Guide.objects.filter(summary="Changed.").exists()
    Guide.objects.update(summary="Changed.")


def test_a_test_and_its_browser_see_the_same_rows(site: LiveServer, page: Page) -> None:
    publish_guides(title="How to keep an office going")
    page.goto(f"/careers/{SLUG}/")
    assert re.search("keep an office going", page.title())


def test_a_browser_error_is_noticed(page: Page, browser_errors: list[str]) -> None:
    page.goto("/")
    page.evaluate("document.body.append(Object.assign(document.createElement('style')))")
    page.evaluate("document.querySelector('style').textContent = 'body { color: red }'")
    assert any("Content Security Policy" in error for error in browser_errors), browser_errors
    browser_errors.clear()


def test_a_page_that_is_missing_is_noticed(page: Page, browser_errors: list[str]) -> None:
    page.goto("/no-such-page/")
    assert any("404" in error for error in browser_errors)
    browser_errors.clear()


def test_content_serves_views_without_a_browser(content: None, client: Client) -> None:
    assert client.get("/").status_code == 200
