"""Processes that do not outlive the one that started them, even when that one is killed."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired

PROJECT = Path(__file__).resolve().parent.parent
# Set for a child whose standard input is a pipe that its parent holds open and never writes to.
FOLLOWS_STDIN = "CAREERGUIDE_FOLLOWS_STDIN"
# Seconds that a child is given to finish what it is at, before it is killed.
PATIENCE = 15


def start(*arguments: str) -> Popen[bytes]:
    """Start Python with these arguments, in the project's folder and out of reach of Ctrl-C.

    The terminal sends Ctrl-C to every process of a group; in groups of their own the children hear
    of it from us alone, once, and in the order we choose.
    """
    return Popen(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**os.environ, FOLLOWS_STDIN: "1"},
        stdin=PIPE,
        process_group=0,
    )


def stop(children: Sequence[Popen[bytes]]) -> None:
    """Ask children to end, wait for them, and kill what has not ended by then."""
    for child in children:
        child.terminate()
    for child in children:
        with contextlib.suppress(TimeoutExpired):
            child.wait(PATIENCE)
        # Whatever it started is of its group.
        _kill_group(child.pid)
        child.wait()


def follow_stdin() -> None:
    """End this process, as if by `kill`, when the process that `start`ed it is gone."""
    if os.environ.pop(FOLLOWS_STDIN, ""):
        _end_after(lambda: os.read(0, 1))


def follow_parent() -> None:
    """End this process, as if by `kill`, when the one that multiprocessing made it from is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        _end_after(parent.join)


def _end_after(wait: Callable[[], object]) -> None:
    def watch() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True, name="follow").start()


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
