"""How fast public pages are, as ratios to an empty Django view and to nginx in the same run."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import psutil
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.asking import CAREER
from tests.deployment import proxy
from tests.deployment.nodes import START_TIMEOUT, Node, free_port, nodes
from tests.load.bench import NO_WRK, Load, Value, has, median, wrk

# Rounds are interleaved, so that a busy moment of the machine touches all alike.
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
ACCEPTED = "Accept-Encoding: gzip, br"
# Requests after which a worker must not have grown, its megabytes, and percent that it may grow.
MANY = 200_000
MEMORY_GOAL = 120
GROWTH_GOAL = 5
# The same encryption as in deploy/nginx.conf, before a file.
NGINX = """
worker_processes 2;
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl http2;
    ssl_certificate {folder}/site.pem;
    ssl_certificate_key {folder}/site.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    root {folder}/pages;
    default_type text/html;
  }}
}}
"""
BEHIND_PROXY = {"TRUST_FORWARDED_PROTO": "true", "TRUSTED_PROXIES": "1", "HTTPS": "true"}


@dataclass(frozen=True)
class Servers:
    """The site, the site without a page cache, and an empty view."""

    site: Node
    uncached: Node
    empty: str


def measure() -> list[Value]:
    """Rates of the guide from the page cache, told unchanged, and rendered; memory of a worker."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_content", verbosity=0)
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "log"
            with _servers(log) as servers:
                values = [*_memory(servers.site), *_rates(servers)]
            return [*values, *_behind_nginx(log)]
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


@contextlib.contextmanager
def _servers(log: Path) -> Iterator[Servers]:
    with contextlib.ExitStack() as stack:
        (site,) = stack.enter_context(nodes(1, log))
        (uncached,) = stack.enter_context(nodes(1, log, PAGE_CACHE_BYTES="0"))
        port = free_port()
        empty = subprocess.Popen([sys.executable, "-m", "tests.load.empty", "127.0.0.1", str(port)])
        stack.callback(empty.wait)
        stack.callback(empty.terminate)
        yardstick = f"http://127.0.0.1:{port}/"
        _wait_for(yardstick)
        yield Servers(site, uncached, yardstick)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _rates(servers: Servers) -> list[Value]:
    guide = servers.site.url + CAREER
    headers, body = servers.site.get(CAREER, **{"Accept-Encoding": "br"})[1:]
    known = f"If-None-Match: {headers['etag']}"
    found = _in_turns(
        {
            "empty": lambda: wrk(servers.empty, SECONDS),
            "cached": lambda: wrk(guide, SECONDS, ACCEPTED),
            "unchanged": lambda: wrk(guide, SECONDS, ACCEPTED, known),
            "rendered": lambda: wrk(servers.uncached.url + CAREER, SECONDS, connections=4),
        }
    )
    cached, empty = found["cached"], found["empty"]
    return [
        Value("guide: size in brotli", len(body) / 1024, "KB"),
        Value("empty view: rate", empty.rate, "requests/s"),
        Value("empty view: p99 against p50", empty.p99 / empty.p50, "x"),
        Value("guide, cached: rate", cached.rate, "requests/s"),
        Value("guide, cached: against the empty view", cached.rate / empty.rate, "x", 0.8),
        Value("guide, cached: p99 against p50", cached.p99 / cached.p50, "x", 4, is_most=True),
        Value("guide, unchanged (304): rate", found["unchanged"].rate, "requests/s"),
        Value("guide, rendered for each request: rate", found["rendered"].rate, "requests/s"),
    ]


def _in_turns(loads: dict[str, Callable[[], Load]]) -> dict[str, Load]:
    """The middle of some rounds of each load."""
    rounds: dict[str, list[Load]] = {name: [] for name in loads}
    for _ in range(ROUNDS):
        for name, load in loads.items():
            rounds[name].append(load())
    return {name: median(each) for name, each in rounds.items()}


def _memory(site: Node) -> list[Value]:
    """Of the larger worker, when it has warmed up and many requests later."""
    workers = psutil.Process(site.process.pid).children()
    wrk(site.url + CAREER, 1, ACCEPTED)
    first, asked = _most_memory(workers), 0.0
    while asked < MANY:
        asked += SECONDS * wrk(site.url + CAREER, SECONDS, ACCEPTED).rate
    last = _most_memory(workers)
    return [
        Value("worker: memory when warm", first, "MB"),
        Value("worker: memory 200,000 requests later", last, "MB", MEMORY_GOAL, is_most=True),
        Value("worker: memory grown", 100 * (last / first - 1), "%", GROWTH_GOAL, is_most=True),
    ]


def _most_memory(workers: list[psutil.Process]) -> float:
    return float(max(each.memory_info().rss for each in workers)) / 2**20


def _behind_nginx(log: Path) -> list[Value]:
    """The guide through the shipped configuration, against a file of the same bytes."""
    if not proxy.is_there():
        print(f"Not measured behind nginx: {proxy.NONE_FOUND}.")
        return []
    with nodes(1, log, **BEHIND_PROXY) as (node,), proxy.nginx(node) as url:
        body = node.get(
            CAREER, **{"Accept-Encoding": "br", "X-Forwarded-Proto": "https", "Host": "localhost"}
        )[2]
        with _static(body) as static:
            found = _in_turns(
                {
                    "static": lambda: wrk(static, SECONDS, ACCEPTED),
                    "proxied": lambda: wrk(url + CAREER, SECONDS, ACCEPTED),
                }
            )
    static_rate, proxied = found["static"].rate, found["proxied"]
    file_tail = found["static"].p99 / found["static"].p50
    tail = proxied.p99 / proxied.p50
    return [
        Value("nginx, a file of the same bytes: rate", static_rate, "requests/s"),
        Value("nginx, a file: p99 against p50", file_tail, "x"),
        Value("guide behind nginx: rate", proxied.rate, "requests/s"),
        Value("guide behind nginx: against the file", proxied.rate / static_rate, "x", 0.85),
        Value("guide behind nginx: p99 against p50", tail, "x"),
        # With the load on the same cores a file's tail is as long: what counts is ours beside it.
        Value("guide behind nginx: that against the file's", tail / file_tail, "x", 1.5, True),
    ]


@contextlib.contextmanager
def _static(body: bytes) -> Iterator[str]:
    """The address of nginx with a file of these bytes."""
    # nginx's workers are not root and must be let in.
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o755)
    port = free_port()
    proxy.certificate(folder)
    (folder / "pages").mkdir()
    (folder / "pages" / "index.html").write_bytes(body)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    server = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        time.sleep(1)
        yield f"https://localhost:{port}/"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)
