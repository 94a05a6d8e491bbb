"""How much faster a guide is than the same content in Wagtail, the same server before both.

Wagtail is installed into a throwaway environment from the package index. Its texts are stored there
as ready HTML, so that it has less to do than ours, which are put together from their rows.
"""

import contextlib
import json
import os
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

from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import setup_databases, teardown_databases
from django.utils.html import strip_tags

from careers.guide import build_guide
from salaries.forms import TableRequest
from tests.asking import CAREER
from tests.databases import drop, server
from tests.deployment.nodes import free_port, nodes
from tests.load.bench import NO_WRK, PROJECT, Load, Value, has, median, wrk

SITE = PROJECT / "tests" / "load" / "wagtail_site"
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
START_TIMEOUT = 60


def measure() -> list[Value]:
    """The rate of the guide rendered for each request, against Wagtail's."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_content", verbosity=0)
        with tempfile.TemporaryDirectory(prefix="careerguide-wagtail-") as folder:
            return _measure(Path(folder))
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


def _measure(folder: Path) -> list[Value]:
    log = folder / "log"
    with _wagtail(folder) as wagtail, nodes(1, log, PAGE_CACHE_BYTES="0") as (node,):
        loads = {"wagtail": wagtail, "guide": node.url + CAREER}
        rounds: dict[str, list[Load]] = {name: [] for name in loads}
        for _ in range(ROUNDS):
            for name, url in loads.items():
                # No compression on any side: it is not what is compared.
                rounds[name].append(wrk(url, SECONDS, connections=4))
    found = {name: median(each) for name, each in rounds.items()}
    rate = found["wagtail"].rate
    return [
        Value("Wagtail, the same content: rate", rate, "requests/s"),
        Value("guide, rendered: against Wagtail", found["guide"].rate / rate, "x"),
    ]


@contextlib.contextmanager
def _wagtail(folder: Path) -> Iterator[str]:
    """The address of the guide in Wagtail."""
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
            input=json.dumps(_content()).encode(),
            check=True,
        )
        port = free_port()
        command = [python, "-m", "tests.load.wagtail_site.server", "127.0.0.1", str(port)]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment)
        try:
            yield _when_up(f"http://127.0.0.1:{port}/", process)
        finally:
            process.terminate()
            process.wait(20)
    finally:
        with server() as there:
            drop(there, name)


def _content() -> dict[str, Any]:
    """The bundled guide: each section's HTML, and the table of states by itself."""
    slug = CAREER.strip("/").rpartition("/")[2]
    guide = build_guide(slug, TableRequest())
    table = guide["wages"].table
    lines = [
        [line.row.area.name, *(strip_tags(cell.html) for cell in line.cells)]
        for line in table.lines
    ]
    return {
        "title": guide["career"].title,
        "summary": guide["career"].summary,
        "sections": [
            {
                "heading": section.contents_label,
                "html": render_to_string(
                    "careers/_section.html", {**guide, "section": section, "template": template}
                ),
            }
            for section, template in guide["sections"]
            if section.anchor != "wages"
        ],
        "table": [[head.label for head in table.columns], *lines],
    }


def _when_up(url: str, process: subprocess.Popen[bytes]) -> str:
    """The address, once it answers."""
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The Wagtail site did not start.")
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
            print(f"A page of Wagtail: {len(answer.read()) / 1024:.0f} KB.")
            return url
        time.sleep(0.2)
