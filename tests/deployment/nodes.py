"""Web nodes as they run in production: granian with its two worker processes, on a free port."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from django.db import connection

from devserver.processes import GRANIAN

PROJECT = Path(__file__).resolve().parents[2]
START_TIMEOUT = 60


class Node:
    """A node at `url`."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.process = process

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """The status, headers (in lower case) and body of a page, over its own connection."""
        request = urllib.request.Request(self.url + path, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, lower(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, lower(error.headers), error.read()


def lower(headers: Message) -> dict[str, str]:
    """Headers by their names in lower case."""
    return {name.lower(): value for name, value in headers.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def nodes(count: int, log: Path, **environment: str) -> Iterator[list[Node]]:
    """Nodes on the database that Django is turned to now; ended after the block."""
    started: list[Node] = []
    with tempfile.TemporaryDirectory(prefix="careerguide-nodes-") as folder:
        try:
            started.extend(_start(log, folder, environment) for _ in range(count))
            for node in started:
                _wait_until_up(node, log)
            yield started
        finally:
            for node in started:
                node.process.terminate()
            for node in started:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    node.process.wait(20)
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(node.process.pid, signal.SIGKILL)
                node.process.wait()


def _start(log: Path, folder: str, environment: dict[str, str]) -> Node:
    port = free_port()
    settings = {
        "CAREERGUIDE_MODE": "local",
        "DJANGO_SETTINGS_MODULE": "tests.deployment.node_settings",
        "NODE_DATABASE": str(connection.settings_dict["NAME"]),
        # The workers of a node count together in a folder of their own (serving/metrics.py).
        "PROMETHEUS_MULTIPROC_DIR": tempfile.mkdtemp(dir=folder),
    }
    address = ("--host", "127.0.0.1", "--port", str(port))
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, *GRANIAN, *address, "careerguide.wsgi:application"],
            cwd=PROJECT,
            env={**os.environ, **settings, **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            process_group=0,
        )
    return Node(port, process)


def _wait_until_up(node: Node, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        assert node.process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        with contextlib.suppress(OSError):
            if node.get("/healthz")[0] == 200:
                return
        time.sleep(0.05)
