"""The site in a browser. tests/conftest.py tells which fixture to take."""

import os
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    WebError,
    expect,
)
from pytest_django.live_server_helper import LiveServer

from tests import chromium

NewContext = Callable[..., BrowserContext]
# Milliseconds: a busy machine takes its time, and what never comes fails all the same.
expect.set_options(timeout=30_000)


def to_the_end(act: Callable[..., None]) -> Callable[..., None]:
    """Have what may lead to another page return when that page is whole.

    Playwright itself returns when the page begins to arrive. Whatever then asks without waiting
    (axe, `evaluate`, `all`, `content`) would ask a page that is half there.
    """

    @wraps(act)
    def whole(locator: Locator, *args: Any, **options: Any) -> None:
        act(locator, *args, **options)
        locator.page.wait_for_load_state()

    return whole


for name in ("click", "press"):
    setattr(Locator, name, to_the_end(getattr(Locator, name)))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have Playwright start the Chromium that the machine has."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.NONE_FOUND)
        pytest.skip(chromium.NONE_FOUND)
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.launch_flags()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Show pages as an American visitor's desk does; a test changes what it is about."""
    desk = {"width": 1280, "height": 800}
    return {**browser_context_args, "viewport": desk, "locale": "en-US", "timezone_id": "UTC"}


@pytest.fixture(scope="session")
def _live_server(django_test_environment: None) -> Iterator[LiveServer]:
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def site(_live_server: LiveServer, committed_content: None) -> LiveServer:
    """Serve the site, with the bundled content, from a database that is this test's own."""
    return _live_server


@pytest.fixture
def browser_errors() -> Iterator[list[str]]:
    """Collect what a visitor's browser complains of; a test fails if any is left at its end.

    Among it: broken scripts, what the content security policy refused, files that are missing, and
    requests to another host. A test that goes where an error is right takes it off the list.
    """
    errors: list[str] = []
    yield errors
    assert not errors, "\n".join(["The browser reported:", *errors])


@pytest.fixture
def new_context(new_context: NewContext, site: LiveServer, browser_errors: list[str]) -> NewContext:
    """Open a private window on the site, whose relative addresses are the site's."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            browser_errors.append(f"{message.type}: {message.text} ({message.location['url']})")

    def on_error(error: WebError) -> None:
        browser_errors.append(f"script: {error.error}")

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != site.url:
            browser_errors.append(f"request to another host: {request.url}")

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**{"base_url": site.url, **options})
        context.on("console", on_console)
        context.on("weberror", on_error)
        context.on("request", on_request)
        return context

    return open_context


@pytest.fixture
def sign_in(site: LiveServer) -> Callable[[BrowserContext, AbstractBaseUser], None]:
    """Give a function that signs a user in to a window without going through the form."""

    def sign_in(context: BrowserContext, user: AbstractBaseUser) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        name, value = settings.SESSION_COOKIE_NAME, session.session_key
        assert value is not None
        context.add_cookies([{"name": name, "value": value, "url": site.url}])

    return sign_in


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Give a function that fails if axe finds anything on the page as it is now."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()

    return check
