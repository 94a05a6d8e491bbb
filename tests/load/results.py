"""How fast quizzes are finished, against an empty Django view that does one INSERT.

Each request posts the last page of another attempt, with its cookies and its CSRF token, as a
browser does; the answers before it are in the database already. The results that the database has
in the end are counted, so that no refusal passes for a result.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from quiz import owners, tokens
from quiz.models import Attempt, QuizVersion, Result
from quiz.versions import get_content
from tests.deployment.nodes import free_port, nodes
from tests.load.bench import NO_WRK, Load, Value, has, median, wrk
from tests.load.database import filled_database

SLUG = "medical-office-administrator"
LAST_PAGE = f"/careers/{SLUG}/quiz/?page=5"
CONDITIONS = {
    "remote-only": "no",
    "no-desk": "no",
    "diploma": "yes",
    "keeps-quiet": "yes",
    "area": "06",
}
ROUNDS = 5
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
GOAL = 0.15
SCRIPT = Path(__file__).with_suffix(".lua")


def measure() -> list[Value]:
    """Rates of finished quizzes and of the empty view, and the one as a ratio to the other."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    with (
        filled_database(),
        tempfile.TemporaryDirectory() as folder,
        _servers(Path(folder)) as (site, empty),
    ):
        return _measure(Path(folder), site, empty)


@contextlib.contextmanager
def _servers(folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of the site and of the empty view, on the same database."""
    port = free_port()
    with contextlib.ExitStack() as stack:
        # Behind a proxy, whose word for the senders' addresses counts for the limit on results.
        (site,) = stack.enter_context(nodes(1, folder / "log", TRUSTED_PROXIES="1"))
        empty = subprocess.Popen(
            [sys.executable, "-m", "tests.load.one_insert", "127.0.0.1", str(port)],
            env={**os.environ, "NODE_DATABASE": str(connection.settings_dict["NAME"])},
        )
        stack.callback(empty.wait)
        stack.callback(empty.terminate)
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address, empty)
        yield site.url, address


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(address):  # noqa: S310
            return
        if time.monotonic() > deadline or server.poll() is not None:
            raise RuntimeError(f"{address} does not answer.")
        time.sleep(0.1)


def _measure(folder: Path, site: str, empty: str) -> list[Value]:
    rounds: list[tuple[Load, Load]] = []
    for number in range(1 + ROUNDS):
        insert = wrk(empty, SECONDS)
        # More than both threads of wrk together can finish, since this view does so much less.
        enough = int(insert.rate * SECONDS * 2)
        rounds.append((insert, _finish(folder / "cookies", enough, site, number)))
    # In the first the processes still import what they need.
    rounds = rounds[1:]
    inserts, results = (median(list(each)) for each in zip(*rounds, strict=True))
    ratio = statistics.median(result.rate / insert.rate for insert, result in rounds)
    return [
        Value("one INSERT in an empty view: rate", inserts.rate, "requests/s"),
        Value("quizzes finished: rate", results.rate, "results/s"),
        Value("quizzes finished: slowest percent", results.p99, "ms"),
        Value("quizzes finished, against the INSERT", ratio, "x", GOAL),
    ]


def _finish(cookies: Path, attempts: int, site: str, number: int) -> Load:
    """Finish quizzes for a while. AssertionError where an answer was not the way to a result."""
    cookies.write_text("\n".join(_attempts(attempts)))
    before = Result.objects.count()
    request = HttpRequest()
    form = urlencode({"csrfmiddlewaretoken": get_token(request), **CONDITIONS})
    secret = request.META["CSRF_COOKIE"]
    script = [str(SCRIPT), str(cookies), secret, site, form, str(number)]
    load = wrk(site + LAST_PAGE, SECONDS, script=script)
    made = Result.objects.count() - before
    # wrk counts to the end of its time; a few requests were under way then, and are done as well.
    assert made >= load.rate * SECONDS * 0.98, (made, load)
    Attempt.objects.all().delete()
    return load


def _attempts(number: int) -> list[str]:
    """Write so many attempts that lack the last page alone; gives the cookie of each."""
    version = QuizVersion.objects.newest_for_visitors(SLUG)
    assert version is not None
    answers = {statement.key: 4 for statement in get_content(version).statements}
    keys = [tokens.create_token() for _ in range(number)]
    Attempt.objects.bulk_create(
        Attempt(key_hash=tokens.hash_token(key), version=version, answers=answers) for key in keys
    )
    response = HttpResponse()
    cookies = []
    for key in keys:
        owners.set_attempt_cookie(response, key, "/")
        cookies.append(response.cookies[owners.ATTEMPT_COOKIE].value)
    return cookies
