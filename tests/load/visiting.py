"""The site as deployed, for a browser: content loaded, static files built, a quiz taken."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests import chromium
from tests.asking import CAREER
from tests.browser.test_quiz import take_quiz
from tests.deployment.nodes import nodes
from tests.load.bench import PROJECT


@dataclass(frozen=True)
class Visited:
    """The site at `url`, its pages by name, and a browser to see them with."""

    url: str
    pages: dict[str, str]
    browser: Browser


@contextlib.contextmanager
def visited() -> Iterator[Visited]:
    """Serve the site from a database and a folder of its own."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_content", verbosity=0)
        with (
            tempfile.TemporaryDirectory(prefix="careerguide-visit-") as folder,
            sync_playwright() as playwright,
            _site(Path(folder)) as url,
        ):
            options: dict[str, Any] = {
                "executable_path": chromium.find(),
                "args": chromium.launch_flags(),
            }
            with playwright.chromium.launch(**options) as browser:
                yield Visited(url, _pages(browser, url), browser)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


@contextlib.contextmanager
def _site(folder: Path) -> Iterator[str]:
    environment = {
        "CAREERGUIDE_MODE": "local",
        "DJANGO_SETTINGS_MODULE": "tests.load.built_settings",
        "NODE_DATABASE": str(connection.settings_dict["NAME"]),
        "STATIC_ROOT": str(folder / "static"),
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=PROJECT,
        env={**os.environ, **environment},
        check=True,
    )
    with nodes(1, folder / "log", **environment) as (node,):
        yield node.url


def _pages(browser: Browser, url: str) -> dict[str, str]:
    """Addresses by name; the result is one of a quiz taken now."""
    expect.set_options(timeout=60_000)
    with browser.new_context(base_url=url) as context:
        page = context.new_page()
        take_quiz(page)
        result = page.url
    paths = {"guide": "", "salaries": "salaries/", "quiz": "quiz/", "programs": "programs/"}
    return {**{name: f"{url}{CAREER}{path}" for name, path in paths.items()}, "result": result}
