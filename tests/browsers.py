"""The site in a browser. tests/conftest.py says which fixture to use."""

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

# WCAG 2.2 asks for targets of 24 by 24 pixels; axe looks at them only when it is asked to.
WITH_TARGETS = {"rules": {"target-size": {"enabled": True}}}
NewContext = Callable[..., BrowserContext]
# Milliseconds. Long, because a busy machine is slow; what never comes fails all the same.
expect.set_options(timeout=30_000)


def wait_for_load_after(action: Callable[..., None]) -> Callable[..., None]:
    """Make an action that may open another page return when that page has loaded.

    Playwright itself returns when the page begins to arrive. What does not wait by itself (axe,
    `evaluate`, `all`, `content`) would see half a page.
    """

    @wraps(action)
    def act_and_wait(locator: Locator, *args: Any, **options: Any) -> None:
        action(locator, *args, **options)
        locator.page.wait_for_load_state()

    return act_and_wait


for name in ("click", "press"):
    setattr(Locator, name, wait_for_load_after(getattr(Locator, name)))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Make Playwright start the Chromium of the machine."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.NONE_FOUND)
        pytest.skip(chromium.NONE_FOUND)
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.launch_flags()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Show pages as on an American desk; tests change what they are about."""
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
    """Collect the errors that the browser reports; a test fails if one is left at its end.

    Among them: errors in scripts, refusals by the content security policy, missing files, requests
    to another host. A test that causes an error on purpose removes it from the list.
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
    """Return a function that signs a user in to a window without the form."""

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
    """Return a function that fails if axe finds a violation on the page as it is now."""
    axe = Axe()

    def check(page: Page) -> None:
        results = axe.run(page, options=WITH_TARGETS)
        assert results.violations_count == 0, results.generate_report()

    return check
