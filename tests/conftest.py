"""What every test can rely on.

Which database a test gets, by the fixture it asks for:

- ``db`` (or the mark ``django_db``): an empty, migrated database; the test runs in a transaction
  that is rolled back. Milliseconds. For models, loaders, forms and views with a few rows of the
  test's own making.
- ``django_db(transaction=True)``: the same database, really committed to and emptied afterwards
  (also of what migrations put there). For threads and locks on rows of the test's own making.
- ``content``: as ``db``, but with the bundled content there (guides, wages, quiz, and programs of
  some fields of study). Milliseconds. For views and queries on the real thing.
- ``committed_content``: a copy of that database for this test alone, where commits are real;
  dropped afterwards. About 0.2 s, nothing if the test before wrote no row. For `on_commit`,
  threads, imports. Not together with ``db``.
- ``site``: `committed_content` and the site served from it; ``site.url`` is its address, and the
  test may use models as well: both see the same committed rows.
- ``reader``: as ``content``, and who reads its pages in a language that puts every translated text
  in brackets.
- ``page``, ``context``, ``new_context``: a browser window on `site`; ``page.goto("/")`` is relative
  to it. The test fails if the browser reports an error, refusals by the content security policy
  included (see ``browser_errors``). ``sign_in(context, user)`` skips the form, and
  ``assert_accessible(page)`` runs axe.

The content is loaded once, kept until a file it depends on changes, and copied from there
(tests/databases.py). pytest-django's own
`live_server` serves the empty database; it has no use here.
"""

import gc
import os
import signal
from types import FrameType

import hypothesis
import pytest

from tests.damage import examples

pytest_plugins = ["tests.databases", "tests.browsers", "tests.readers"]

# Seldom collecting garbage saves a tenth of the time; what is left over is small.
gc.set_threshold(100_000, 20, 100)

# On a busy machine a slow example is not a failure. In CI, the same examples every time.
hypothesis.settings.register_profile(
    "tests", max_examples=examples(50), deadline=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("tests")


def is_worker(config: pytest.Config) -> bool:
    """Tell whether this process is one of those that pytest-xdist spreads the tests over."""
    return hasattr(config, "workerinput")


def end(number: int, frame: FrameType | None) -> None:
    """End as after a Ctrl-C, with everything cleaned up."""
    raise KeyboardInterrupt


def pytest_sessionstart(session: pytest.Session) -> None:
    if not is_worker(session.config):
        signal.signal(signal.SIGTERM, end)
        from tests import databases

        databases.drop_those_of_dead_runs()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_worker(config) and not config.option.collectonly:
        from tests import databases

        databases.drop_all_of_this_run()
