"""`make run` brings up the whole site, and leaves nothing behind in whatever way it ends."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from devserver.server import Server
from tests.devserver.conftest import PROJECT, clean_environment, discard

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "docs", "deploy", "tests")
START_TIMEOUT = 120


class Serving:
    """A `make run` after its installation, with all its processes, on a free port."""

    def __init__(self, site: Path, port: int) -> None:
        self.port = port
        self.log = site / f"serve-{port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "devserver", "run", "--port", str(port)],
                cwd=site,
                env=clean_environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_up(self) -> None:
        """Come back when the site answers; fail with what it said if it does not."""
        deadline = time.monotonic() + START_TIMEOUT
        while "The site is at" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        assert self.status("/healthz") == 200

    def answers_again(self, path: str) -> bool:
        """Wait for the page after a fault: what the fault itself cut off is asked for again."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                return self.status(path) == 200
            time.sleep(0.1)
        return False

    def status(self, path: str) -> int:
        """Give the status of a page, and read it whole."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            answer.read()
            return int(answer.status)

    def said(self) -> str:
        """Give what has been printed."""
        return self.log.read_text()

    def processes(self) -> list[psutil.Process]:
        """Give every process that it is made of."""
        return psutil.Process(self.process.pid).children(recursive=True)


def is_listening(port: int) -> bool:
    """Tell whether anything answers on the port."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Give a port that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a copy of the site that was never started."""
    place = tmp_path_factory.mktemp("sites") / "a site"
    shutil.copytree(PROJECT, place, ignore=LEFT_OUT)
    yield place
    discard(place)


@pytest.fixture
def serve(site: Path) -> Iterator[Callable[..., Serving]]:
    """Give a function that starts serving the copy."""
    started: list[Serving] = []

    def serve(port: int | None = None) -> Serving:
        started.append(Serving(site, port or free_port()))
        return started[-1]

    yield serve
    for each in started:
        if each.process.poll() is None:
            left = each.processes()
            each.process.kill()
            each.process.wait()
            for process in left:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()


def test_the_first_run_makes_everything_and_a_signal_ends_everything(
    site: Path, serve: Callable[..., Serving]
) -> None:
    serving = serve()
    serving.wait_until_up()
    assert serving.status("/") == 200
    (password,) = re.findall(r"as admin with the password (\S+)", serving.said())
    assert password
    parts = serving.processes()
    assert len(parts) == 6, "the guard and what it runs, granian, its two workers, the task worker"

    # A visitor who goes away in the middle of a page is nobody's business.
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", serving.port)) as visitor:
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with socket.create_connection(("127.0.0.1", serving.port)) as visitor:
            visitor.sendall(
                b"POST /corrections/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n"
            )

    # What only looks after the others does not load the site, which takes four times as much.
    assert psutil.Process(serving.process.pid).memory_info().rss < 60_000_000

    # A worker that dies is replaced.
    web = next(part for part in parts if len(part.children()) == 2)
    killed = web.children()[0]
    killed.kill()
    deadline = time.monotonic() + START_TIMEOUT
    while killed in web.children() or len(web.children()) != 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert serving.answers_again("/healthz")

    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(30) == 0
    assert not psutil.wait_procs(parts, timeout=20)[1]
    assert not is_listening(serving.port)
    assert Server(site).pid() is None
    assert "Traceback" not in serving.said()


def test_later_runs_share_the_server_and_need_ports_of_their_own(
    site: Path, serve: Callable[..., Serving]
) -> None:
    first = serve()
    first.wait_until_up()
    assert "password" not in first.said()

    refused = serve(first.port)
    assert refused.process.wait(30) == 1
    assert f"Port {first.port} is taken" in refused.said()
    assert f"make run PORT={first.port + 1}" in refused.said()
    assert "Traceback" not in refused.said()

    # A command without settings is about the same server, and says so.
    command = [sys.executable, "manage.py", "migrate", "--check"]
    environment = clean_environment()
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, check=True)
    assert b"this is about the checkout's own PostgreSQL" in done.stderr

    second = serve()
    second.wait_until_up()
    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(30) == 0
    assert second.status("/readyz") == 200
    second.process.send_signal(signal.SIGINT)
    assert second.process.wait(30) == 0
    assert Server(site).pid() is None


def test_what_is_killed_takes_its_processes_along_and_all_starts_again(
    site: Path, serve: Callable[..., Serving]
) -> None:
    killed = serve()
    killed.wait_until_up()
    left = list((site / ".local").glob("metrics-*"))
    parts = killed.processes()
    killed.process.kill()
    killed.process.wait()
    assert not psutil.wait_procs(parts, timeout=20)[1]

    second = serve(killed.port)
    second.wait_until_up()
    parts = second.processes()
    postmaster = Server(site).pid()
    assert postmaster is not None
    for pid in (second.process.pid, postmaster, *(part.pid for part in parts)):
        # Some of them go as soon as the one that started them is gone.
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    second.process.wait()
    assert not psutil.wait_procs(parts, timeout=20)[1]

    third = serve(killed.port)
    third.wait_until_up()
    assert list((site / ".local").glob("metrics-*")) == left
    assert third.status("/readyz") == 200
    third.process.send_signal(signal.SIGTERM)
    assert third.process.wait(30) == 0
    assert Server(site).pid() is None
