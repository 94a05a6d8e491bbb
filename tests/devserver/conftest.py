"""Project folders that the tests of this folder may start servers in."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devserver.checkout import DevServerError
from devserver.server import Server

PROJECT = Path(__file__).resolve().parents[2]

HOLD = """
import sys
from pathlib import Path
from devserver.server import Server
with Server(Path(sys.argv[1])).in_use():
    print("in use", flush=True)
    sys.stdin.read()
"""
SET_BY_TESTS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "PG_BIN",
    "DJANGO_SETTINGS_MODULE",
    "CAREERGUIDE_MODE",
)


def clean_environment(**more: str) -> dict[str, str]:
    """Give the environment without what the tests' own settings put there."""
    kept = {name: value for name, value in os.environ.items() if name not in SET_BY_TESTS}
    return kept | more


def discard(project: Path) -> None:
    """Stop what runs in a project folder, and remove what root's server keeps elsewhere."""
    server = Server(project)
    with contextlib.suppress(DevServerError):
        server.stop(force=True)
    home = (project / ".local" / "postgresql").resolve()
    if home.parent != project / ".local":
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a project folder, with a space in its path, that the tests of a file share.

    Making the data of a server takes most of a second; a test that damages it repairs it.
    """
    place = tmp_path_factory.mktemp("projects") / "a project"
    place.mkdir()
    yield place
    discard(place)


class Holder:
    """Another process that uses the project's server, until it ends or is killed."""

    def __init__(self, project: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(project)],
            cwd=PROJECT,
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_it_is_in_use(self) -> None:
        """Come back when the process has the server."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "in use\n"

    def end(self) -> None:
        """Let it leave as a command does at its end."""
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def hold(project: Path) -> Iterator[Callable[[], Holder]]:
    """Give a function that starts another process that uses the project's server."""
    started: list[Holder] = []

    def start() -> Holder:
        started.append(Holder(project))
        return started[-1]

    yield start
    for holder in started:
        if holder.process.poll() is None:
            holder.kill()
