"""How fast public pages are, as ratios to an empty Django view and to nginx in the same run."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import psutil
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.load.bench import NO_WRK, Load, Value, has, median, wrk
from tests.operations.asking import CAREER
from tests.operations.nodes import Node, free_port, nodes

# Rounds are interleaved, so that a busy moment of the machine touches all alike.
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
ACCEPTED = "Accept-Encoding: gzip, br"
MEMORY_GOAL = 120
NGINX = """
worker_processes 2;
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} reuseport; root {folder}/pages; default_type text/html; }}
}}
"""


def measure() -> list[Value]:
    """Rates of the guide from the page cache, told unchanged, and rendered; memory of a worker."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_content", verbosity=0)
        with tempfile.TemporaryDirectory() as folder, _servers(Path(folder)) as (site, bare, url):
            return _measure(site, bare, url)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


@contextlib.contextmanager
def _servers(folder: Path) -> Iterator[tuple[Node, Node, str]]:
    """The site, the same without its page cache, and the address of an empty view; nginx's."""
    log = folder / "log"
    with contextlib.ExitStack() as stack:
        (site,) = stack.enter_context(nodes(1, log))
        (bare,) = stack.enter_context(nodes(1, log, PAGE_CACHE_BYTES="0"))
        port = free_port()
        empty = subprocess.Popen([sys.executable, "-m", "tests.load.empty", "127.0.0.1", str(port)])
        stack.callback(empty.wait)
        stack.callback(empty.terminate)
        time.sleep(3)
        yield site, bare, f"http://127.0.0.1:{port}/"


def _measure(site: Node, bare: Node, empty: str) -> list[Value]:
    guide = site.url + CAREER
    headers, body = site.get(CAREER, **{"Accept-Encoding": "br"})[1:]
    known = f"If-None-Match: {headers['etag']}"
    workers = psutil.Process(site.process.pid).children()
    loads: dict[str, Callable[[], Load]] = {
        "empty": lambda: wrk(empty, SECONDS),
        "cached": lambda: wrk(guide, SECONDS, ACCEPTED),
        "unchanged": lambda: wrk(guide, SECONDS, ACCEPTED, known),
        "uncached": lambda: wrk(bare.url + CAREER, SECONDS, ACCEPTED, connections=4),
    }
    with contextlib.ExitStack() as stack:
        if has("nginx"):
            static = stack.enter_context(_nginx(body))
            loads["nginx"] = lambda: wrk(static, SECONDS)
        rounds: dict[str, list[Load]] = {name: [] for name in loads}
        first = 0.0
        for turn in range(ROUNDS):
            for name, load in loads.items():
                rounds[name].append(load())
            if turn == 0:
                first = _most_memory(workers)
    found = {name: median(each) for name, each in rounds.items()}
    cached = found["cached"]
    values = [
        Value("guide: size in brotli", len(body) / 1024, "KB"),
        Value("empty view: rate", found["empty"].rate, "requests/s"),
        Value("guide, cached: rate", cached.rate, "requests/s"),
        Value("guide, cached: against the empty view", cached.rate / found["empty"].rate, "x", 0.8),
        Value("guide, cached: p99 against p50", cached.p99 / cached.p50, "x", 4, is_most=True),
        Value("guide, unchanged (304): rate", found["unchanged"].rate, "requests/s"),
        Value("guide, rendered anew: rate", found["uncached"].rate, "requests/s"),
        Value("worker: memory", _most_memory(workers), "MB", MEMORY_GOAL, is_most=True),
        Value(
            "worker: memory grown after warming up", _most_memory(workers) - first, "MB", 2, True
        ),
    ]
    if "nginx" in found:
        rate = found["nginx"].rate
        values.append(Value("nginx, the same bytes as a file: rate", rate, "requests/s"))
        values.append(Value("guide, cached: against nginx static", cached.rate / rate, "x"))
    return values


def _most_memory(workers: list[psutil.Process]) -> float:
    return float(max(each.memory_info().rss for each in workers)) / 2**20


@contextlib.contextmanager
def _nginx(body: bytes) -> Iterator[str]:
    """The address of nginx with a file of these bytes."""
    # nginx's workers are not root and must be let in.
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o755)
    port = free_port()
    (folder / "pages").mkdir()
    (folder / "pages" / "index.html").write_bytes(body)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    server = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()
