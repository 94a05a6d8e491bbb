"""The processes that serve the site: granian with its workers, the task worker, housekeeping."""

import contextlib
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

from devserver.checkout import PROJECT, DevServerError

# A worker has fewer threads than its pool has connections, so that no request waits for one.
GRANIAN = (
    *("-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
)
TASK_WORKER = ("manage.py", "db_worker", "--queue-name", "*")
HOUSEKEEPING = ("manage.py", "housekeeping", "--verbosity", "0")

STOP_TIMEOUT_SECONDS = 15
POLL_SECONDS = 0.2
FIRST_HOUSEKEEPING_SECONDS = 600
HOUSEKEEPING_INTERVAL_SECONDS = 24 * 3600

# The first process of a group. Its input ends when the process that started it is gone.
GUARD = 'trap "" TERM; cat; kill -s TERM 0; sleep 10; kill -s KILL 0'


@contextlib.contextmanager
def process_group() -> Iterator[Callable[..., Popen[bytes]]]:
    """Give a function that starts Python in the project's folder, until the block ends.

    The processes end with this one, even when this one is killed. They are a group of their own, so
    that Ctrl-C in a terminal reaches this process alone.
    """
    guard = Popen(["/bin/sh", "-c", GUARD], stdin=PIPE, stdout=DEVNULL, process_group=0)
    processes: list[Popen[bytes]] = []

    def start(*arguments: str) -> Popen[bytes]:
        processes.append(Popen([sys.executable, *arguments], cwd=PROJECT, process_group=guard.pid))
        return processes[-1]

    try:
        yield start
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            with contextlib.suppress(TimeoutExpired):
                process.wait(STOP_TIMEOUT_SECONDS)
        os.killpg(guard.pid, signal.SIGKILL)
        guard.communicate()


def serve(host: str, port: int, announce: Callable[[], None]) -> None:
    """Run the site until a signal ends it; call `announce` once it answers.

    Raises DevServerError if the web server ends by itself.
    """
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    is_announced = False
    housekeeping_time = time.monotonic() + FIRST_HOUSEKEEPING_SECONDS
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(make_metrics_folder(port))
    with process_group() as start:
        address = ("--host", host, "--port", str(port), "careerguide.wsgi:application")
        web = start(*GRANIAN, *address)
        worker: Popen[bytes] | None = None
        while not stopping.wait(POLL_SECONDS):
            if web.poll() is not None:
                raise DevServerError("The web server has ended; its last output is above.")
            if not is_announced:
                with contextlib.suppress(OSError):
                    socket.create_connection((host, port)).close()
                    is_announced = True
                    announce()
                    # Not beside the web server, which somebody waits for.
                    worker = start(*TASK_WORKER)
            if worker and worker.poll() is not None:
                print("The task worker has ended; starting another.", file=sys.stderr)
                worker = start(*TASK_WORKER)
            if time.monotonic() > housekeeping_time:
                housekeeping_time += HOUSEKEEPING_INTERVAL_SECONDS
                start(*HOUSEKEEPING)


def make_metrics_folder(port: int) -> Path:
    """Give the folder that the web workers count together in (serving/metrics.py), empty.

    It has one place for each port, so that those who are killed leave no more than one behind.
    """
    folder = PROJECT / ".local" / f"metrics-{port}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def check_port(host: str, port: int) -> None:
    """Raise DevServerError if the port is not free: granian would share it without a message."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        raise DevServerError(
            f"Port {port} is taken, perhaps by another `make run`, or cannot be used: {error}. "
            f"Choose another: make run PORT={port + 1}"
        ) from error
