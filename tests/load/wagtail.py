"""How much faster pages that no cache holds are than the same pages in Wagtail.

Wagtail is installed into a throwaway environment from the package index. It has the texts and forms
of each page as ready HTML, the table of areas and the list of programs as its own tables, and the
same server before it. So it has less to do than the site, which puts its pages together from rows.

The site is measured twice: as it is, where a part that rests on the same answers of the database is
not rendered again (common/kept.py), and where every part is rendered each time.
"""

import contextlib
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.utils.html import strip_tags

from tests.asking import CAREER
from tests.databases import drop, server
from tests.deployment.nodes import Node, free_port, nodes
from tests.load.bench import NO_WRK, PROJECT, Value, has, median, median_ratio, run_in_turns, wrk
from tests.load.database import filled_database

SITE = PROJECT / "tests" / "load" / "wagtail_site"
# By the name of a page its address, and that in Wagtail, where the guide is the root.
PAGES = {
    "guide": (CAREER, ""),
    "wages": (f"{CAREER}salaries/", "salaries/"),
    "finder": (f"{CAREER}programs/", "programs/"),
    "finder near you": (
        "/careers/registered-nurse/programs/?zip=98101&radius=25&field=51.38&sort=earnings",
        "near/",
    ),
    "career without guide": ("/careers/registered-nurse/", "registered-nurse/"),
}
MIN_RATIO = 3
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
START_TIMEOUT = 60

TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
SUMMARY = re.compile(r'<p class="lede">(.*?)</p>', re.DOTALL)
MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
SECTION = re.compile(r'<section class="section[^>]*>(.*?)</section>', re.DOTALL)
HEADING = re.compile(r"\s*<h2[^>]*>(.*?)</h2>", re.DOTALL)
AREAS = r'<table class="data-table state-table[^>]*>.*?</table>'
PROGRAMS = r'<ol class="program-list[^>]*>.*?</ol>'
TABLE = re.compile(f"{AREAS}|{PROGRAMS}", re.DOTALL)
PROGRAM = re.compile(r'<li class="program[" ][^>]*>')
PART = re.compile(r"<(h3|p|dd|ul)[ >].*?</\1>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][ >].*?</t[hd]>", re.DOTALL)


def measure() -> list[Value]:
    """The rates of pages rendered for each request, against Wagtail's."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    with (
        filled_database(),
        tempfile.TemporaryDirectory(prefix="careerguide-wagtail-") as folder,
    ):
        return _measure(Path(folder))


def _measure(folder: Path) -> list[Value]:
    values = []
    with (
        nodes(1, folder / "log", PAGE_CACHE_BYTES="0") as (node,),
        nodes(1, folder / "log-first", PAGE_CACHE_BYTES="0", KEPT_HTML_BYTES="0") as (first,),
    ):
        contents = {there: _content(_get(node, address)) for address, there in PAGES.values()}
        with _wagtail(folder, contents) as wagtail:
            for name, (address, there) in PAGES.items():
                values += _compare(name, node.url + address, first.url + address, wagtail + there)
    return values


def _compare(name: str, url: str, first_url: str, wagtail_url: str) -> list[Value]:
    # No compression on any side: it is not what is compared.
    loads = run_in_turns(
        {
            "ours": lambda: wrk(url, SECONDS, connections=4),
            "first": lambda: wrk(first_url, SECONDS, connections=4),
            "wagtail": lambda: wrk(wagtail_url, SECONDS, connections=4),
        },
        rounds=ROUNDS,
    )
    rates = {side: [load.rate for load in each] for side, each in loads.items()}
    ratio = median_ratio(rates["ours"], rates["wagtail"])
    first = median_ratio(rates["first"], rates["wagtail"])
    return [
        Value(f"Wagtail, the same {name}: rate", median(loads["wagtail"]).rate, "requests/s"),
        Value(f"{name}, rendered: rate", median(loads["ours"]).rate, "requests/s"),
        Value(f"{name}, rendered: against Wagtail", ratio, "x", MIN_RATIO),
        Value(f"{name}, every part rendered: against Wagtail", first, "x"),
    ]


def _get(node: Node, address: str) -> str:
    status, _, body = node.get(address)
    if status != 200:
        raise RuntimeError(f"{address} answered {status}.")
    return body.decode()


def _content(page: str) -> dict[str, Any]:
    """A page of the site for Wagtail: each section's HTML, and its tables by themselves."""
    main = _find(MAIN, page)
    body: list[dict[str, Any]] = [
        {"heading": "", "html": main[: next(SECTION.finditer(main)).start()]}
    ]
    for section in SECTION.findall(main):
        heading = strip_tags(_find(HEADING, section))
        rest = HEADING.sub("", section, count=1)
        while table := TABLE.search(rest):
            body.append({"heading": heading, "html": rest[: table.start()]})
            body.append({"table": _rows(table[0])})
            heading, rest = "", rest[table.end() :]
        body.append({"heading": heading, "html": rest})
    summary = SUMMARY.search(main)
    return {
        "title": strip_tags(_find(TITLE, main)).strip(),
        "summary": strip_tags(summary[1]) if summary else "",
        "body": body,
    }


def _find(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _rows(table: str) -> list[list[str]]:
    """The texts of a table, or of a list of programs: a row for each, of its parts."""
    if programs := PROGRAM.split(table)[1:]:
        return [
            [strip_tags(part[0]).strip() for part in PART.finditer(program)] for program in programs
        ]
    return [[strip_tags(cell).strip() for cell in CELL.findall(row)] for row in ROW.findall(table)]


@contextlib.contextmanager
def _wagtail(folder: Path, contents: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The address of a site in Wagtail with these pages, by their addresses."""
    print("Installing Wagtail ...", flush=True)
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    wanted = ["--requirement", str(SITE / "requirements.txt")]
    subprocess.run([python, "-m", "pip", "install", "-qq", *wanted], check=True)
    name = f"{connection.settings_dict['NAME']}_wagtail"
    keys = ("USER", "PASSWORD", "HOST", "PORT")
    database = {"NAME": name, **{key: connection.settings_dict[key] for key in keys}}
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.load.wagtail_site.settings",
        "WAGTAIL_DATABASE": json.dumps(database),
    }
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        subprocess.run(
            [python, "-m", "tests.load.wagtail_site.load"],
            cwd=PROJECT,
            env=environment,
            input=json.dumps(contents).encode(),
            check=True,
        )
        port = free_port()
        command = [python, "-m", "tests.load.wagtail_site.server", "127.0.0.1", str(port)]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment)
        url = f"http://127.0.0.1:{port}/"
        try:
            for address in contents:
                _wait_for_page(url + address, process)
            yield url
        finally:
            process.terminate()
            process.wait(20)
    finally:
        with server() as there:
            drop(there, name)


def _wait_for_page(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The Wagtail site did not start.")
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
            print(f"A page of Wagtail: {len(answer.read()) / 1024:.0f} KB.")
            return
        time.sleep(0.2)
