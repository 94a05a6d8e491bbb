"""How fast public pages are, as ratios to an empty Django view and to nginx in the same run."""

import contextlib
import os
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import psutil

from tests.asking import CAREER
from tests.deployment import proxy
from tests.deployment.nodes import START_TIMEOUT, Node, free_port, nodes
from tests.load.bench import (
    NO_WRK,
    Load,
    Value,
    has,
    median,
    median_ratio,
    run_in_turns,
    wrk,
)
from tests.load.database import filled_database

SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
ACCEPTED = "Accept-Encoding: gzip, br"
MIN_CACHED_RATIO = 0.8
MIN_PROXIED_RATIO = 0.85
# How much longer the slowest percent may take than the half.
MAX_TAIL = 4
# How much longer that tail may be behind nginx than a file's: the load runs on the same cores.
MAX_TAIL_RATIO = 1.5
MEMORY_REQUESTS = 200_000
MAX_MEMORY_MB = 120
MAX_GROWTH_PERCENT = 5
# The servers measured have certificates of their own making.
ANY_CERTIFICATE = ssl._create_unverified_context()  # noqa: S323
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
    """The site, the site without a page cache, and the address of an empty view."""

    site: Node
    uncached: Node
    empty: str


def measure() -> list[Value]:
    """Rates of the guide: cached, unchanged (304), rendered, behind nginx; memory of a worker."""
    if not has("wrk"):
        print(NO_WRK)
        return []
    with filled_database(), tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with _servers(log) as servers:
            values = [*_memory(servers.site), *_rates(servers)]
        return [*values, *_behind_nginx(log)]


@contextlib.contextmanager
def _servers(log: Path) -> Iterator[Servers]:
    with contextlib.ExitStack() as stack:
        (site,) = stack.enter_context(nodes(1, log))
        (uncached,) = stack.enter_context(nodes(1, log, PAGE_CACHE_BYTES="0"))
        port = free_port()
        empty = subprocess.Popen([sys.executable, "-m", "tests.load.empty", "127.0.0.1", str(port)])
        stack.callback(empty.wait)
        stack.callback(empty.terminate)
        url = f"http://127.0.0.1:{port}/"
        wait_for(url)
        yield Servers(site, uncached, url)


def wait_for(url: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            urllib.request.urlopen(url, timeout=5, context=ANY_CERTIFICATE).close()  # noqa: S310
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _rates(servers: Servers) -> list[Value]:
    guide = servers.site.url + CAREER
    headers, body = servers.site.get(CAREER, **{"Accept-Encoding": "br"})[1:]
    etag = f"If-None-Match: {headers['etag']}"
    rounds = run_in_turns(
        {
            "empty": lambda: wrk(servers.empty, SECONDS),
            "cached": lambda: wrk(guide, SECONDS, ACCEPTED),
        }
    )
    others = run_in_turns(
        {
            "unchanged": lambda: wrk(guide, SECONDS, ACCEPTED, etag),
            "rendered": lambda: wrk(servers.uncached.url + CAREER, SECONDS, connections=4),
        },
        rounds=3,
    )
    empty, cached = median(rounds["empty"]), median(rounds["cached"])
    ratio = median_ratio(_rates_of(rounds["cached"]), _rates_of(rounds["empty"]))
    tail = statistics.median(_tails_of(rounds["cached"]))
    return [
        Value("guide: size in brotli", len(body) / 1024, "KB"),
        Value("empty view: rate", empty.rate, "requests/s"),
        Value("empty view: p99 against p50", statistics.median(_tails_of(rounds["empty"])), "x"),
        Value("guide, cached: rate", cached.rate, "requests/s"),
        Value("guide, cached: against the empty view", ratio, "x", MIN_CACHED_RATIO),
        Value("guide, cached: p99 against p50", tail, "x", MAX_TAIL, is_most=True),
        Value("guide, unchanged (304): rate", median(others["unchanged"]).rate, "requests/s"),
        Value("guide, rendered: rate", median(others["rendered"]).rate, "requests/s"),
    ]


def _rates_of(loads: list[Load]) -> list[float]:
    return [load.rate for load in loads]


def _tails_of(loads: list[Load]) -> list[float]:
    return [load.p99 / load.p50 for load in loads]


def _memory(site: Node) -> list[Value]:
    """Memory of the larger worker, when it has warmed up and many requests later."""
    workers = psutil.Process(site.process.pid).children()
    wrk(site.url + CAREER, 1, ACCEPTED)
    first, requests = _largest_memory(workers), 0.0
    while requests < MEMORY_REQUESTS:
        requests += SECONDS * wrk(site.url + CAREER, SECONDS, ACCEPTED).rate
    last = _largest_memory(workers)
    name, growth = f"worker: memory {MEMORY_REQUESTS:,} requests later", 100 * (last / first - 1)
    return [
        Value("worker: memory when warm", first, "MB"),
        Value(name, last, "MB", MAX_MEMORY_MB, is_most=True),
        Value("worker: growth of its memory", growth, "%", MAX_GROWTH_PERCENT, is_most=True),
    ]


def _largest_memory(workers: list[psutil.Process]) -> float:
    return float(max(each.memory_info().rss for each in workers)) / 2**20


def _behind_nginx(log: Path) -> list[Value]:
    """The guide behind the shipped configuration, against a file of the same bytes."""
    if not proxy.is_there():
        print(f"Not measured behind nginx: {proxy.NONE_FOUND}.")
        return []
    with nodes(1, log, **BEHIND_PROXY) as (node,), proxy.nginx(node) as url:
        body = node.get(
            CAREER, **{"Accept-Encoding": "br", "X-Forwarded-Proto": "https", "Host": "localhost"}
        )[2]
        with _static(body) as static:
            rounds = run_in_turns(
                {
                    "static": lambda: wrk(static, SECONDS, ACCEPTED),
                    "proxied": lambda: wrk(url + CAREER, SECONDS, ACCEPTED),
                }
            )
    static_rate, rate = median(rounds["static"]).rate, median(rounds["proxied"]).rate
    ratio = median_ratio(_rates_of(rounds["proxied"]), _rates_of(rounds["static"]))
    tails = {name: _tails_of(loads) for name, loads in rounds.items()}
    tail_ratio = median_ratio(tails["proxied"], tails["static"])
    return [
        Value("nginx, a file of the same bytes: rate", static_rate, "requests/s"),
        Value("nginx, a file: p99 against p50", statistics.median(tails["static"]), "x"),
        Value("guide behind nginx: rate", rate, "requests/s"),
        Value("guide behind nginx: against the file", ratio, "x", MIN_PROXIED_RATIO),
        Value("guide behind nginx: p99 against p50", statistics.median(tails["proxied"]), "x"),
        Value("guide behind nginx: that against the file's", tail_ratio, "x", MAX_TAIL_RATIO, True),
    ]


@contextlib.contextmanager
def _static(body: bytes) -> Iterator[str]:
    """Serve these bytes as a file by nginx; yields its address."""
    # nginx's workers are not root and need to read the folder.
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
        url = f"https://localhost:{port}/"
        wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)
