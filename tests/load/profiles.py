"""How much of a processor the pages of a profile take, and how many a second there can be.

What is told is the processor time of the site's own processes, so that other work on the machine
changes it little; of the database's none. Rates are beside those of an empty view in the same run.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import psutil
from django.test import Client
from django.urls import reverse

from quiz.models import Result
from quiz.models.profiles import MAX_CHOSEN
from quiz.profiles.matched import match_result
from quiz.profiles.measured import read_measured
from tests.deployment.nodes import Node, free_port, nodes
from tests.load.bench import NO_WRK, Load, Value, has, median, median_ratio, run_in_turns, wrk
from tests.load.database import filled_database
from tests.load.pages import wait_for
from tests.quiz.personas import PERSONAS
from tests.quiz.profiles import make_profile, remember_profile

SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
# Two workers with four threads each: more would wait.
CONNECTIONS = 8
ROUNDS = 3
WARM_UP = 12
CAREER = "registered-nurse"
OHIO, COLUMBUS = "39", "43215"
MAX_RESULT_MS, MIN_RESULTS = 40, 50


@dataclass(frozen=True)
class Page:
    """An address and the header with the cookies of whoever opens it."""

    address: str
    cookies: str = ""


@dataclass(frozen=True)
class Cost:
    """A load, and the milliseconds of a processor that each request took."""

    load: Load
    milliseconds: float


def measure() -> list[Value]:
    """Processor time and rates of the result, the fit check and the page of a career."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    with filled_database():
        pages = make_pages()
        with tempfile.TemporaryDirectory() as folder, _servers(Path(folder) / "log") as servers:
            return _measure(pages, *servers)


def make_pages() -> dict[str, Page]:
    """The pages by their names, of a nurse in Ohio who chose as many careers as fit."""
    persona, owner, visitor = PERSONAS[1], Client(), Client()
    measured = read_measured(persona.state)
    result, token = make_profile(
        persona.answers,
        owner=owner,
        now=CAREER,
        training_months=persona.limits.training_months,
        area_code=OHIO,
        zip_code=COLUMBUS,
        wage_release=measured.wage_release,
        releases=measured.releases,
    )
    _choose_first(result)
    remember_profile(visitor, persona.answers, area_code=OHIO, releases=measured.releases)
    address, career = reverse("result", args=[token]), reverse("career", args=[CAREER])
    return {
        "result, its owner": Page(address, _join_cookies(owner)),
        "result, a reader": Page(address),
        "you and this job": Page(career, _join_cookies(visitor)),
        "fit check": Page(reverse("fit", args=[CAREER])),
    }


def _choose_first(result: Result) -> None:
    """Mark the first careers of the first groups, as an owner would."""
    families = match_result(result).families[: MAX_CHOSEN // 2]
    first = [reading.career.career_id for family in families for reading in family.readings[:2]]
    result.profile.chosen.set(first)


def _join_cookies(client: Client) -> str:
    return "; ".join(f"{name}={cookie.coded_value}" for name, cookie in client.cookies.items())


@contextlib.contextmanager
def _servers(log: Path) -> Iterator[tuple[Node, str]]:
    """The site, and the address of an empty view."""
    port = free_port()
    with contextlib.ExitStack() as stack:
        (site,) = stack.enter_context(nodes(1, log))
        empty = subprocess.Popen([sys.executable, "-m", "tests.load.empty", "127.0.0.1", str(port)])
        stack.callback(empty.wait)
        stack.callback(empty.terminate)
        address = f"http://127.0.0.1:{port}/"
        wait_for(address)
        yield site, address


def _measure(pages: Mapping[str, Page], site: Node, empty: str) -> list[Value]:
    # Both workers read the figures before anything is measured.
    for page in pages.values():
        for _ in range(WARM_UP):
            site.get(page.address, **({"Cookie": page.cookies} if page.cookies else {}))
    loads = {name: partial(_load, site, page) for name, page in pages.items()}
    rounds = run_in_turns(loads, ROUNDS)
    empties = [wrk(empty, SECONDS, connections=CONNECTIONS) for _ in range(ROUNDS)]
    values = [Value("empty view: rate", median(empties).rate, "requests/s")]
    for name, costs in rounds.items():
        rates = [cost.load.rate for cost in costs]
        is_result = name == "result, its owner"
        values += [
            Value(
                f"{name}: processor time",
                min(cost.milliseconds for cost in costs),
                "ms",
                MAX_RESULT_MS if is_result else None,
                is_most=True,
            ),
            Value(
                f"{name}: rate",
                median([cost.load for cost in costs]).rate,
                "requests/s",
                MIN_RESULTS if is_result else None,
            ),
            Value(
                f"{name}: against the empty view",
                median_ratio(rates, [load.rate for load in empties]),
                "x",
            ),
        ]
    largest = max(each.memory_info().rss for each in _list_workers(site)) / 2**20
    return [*values, Value("worker with figures: memory", largest, "MB")]


def _load(site: Node, page: Page) -> Cost:
    headers = [f"Cookie: {page.cookies}"] if page.cookies else []
    before = _count_processor_seconds(site)
    load = wrk(site.url + page.address, SECONDS, *headers, connections=CONNECTIONS)
    spent = _count_processor_seconds(site) - before
    return Cost(load, spent / (load.rate * SECONDS) * 1000)


def _count_processor_seconds(site: Node) -> float:
    times = [each.cpu_times() for each in _list_workers(site)]
    return sum(each.user + each.system for each in times)


def _list_workers(site: Node) -> list[psutil.Process]:
    return psutil.Process(site.process.pid).children()
