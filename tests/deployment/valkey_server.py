"""A Valkey, or the Redis that it comes from, of a test's own."""

import contextlib
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator

from tests.deployment.cluster import wait_for
from tests.deployment.nodes import free_port

PROGRAMS = ("valkey-server", "redis-server")
NONE_FOUND = "neither valkey-server nor redis-server is on this machine"


def find() -> str | None:
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class ValkeyServer:
    """One that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"valkey://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = find()
        assert program is not None
        self._process = subprocess.Popen(
            [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        wait_for(self._answers, "Valkey to start")

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def freeze(self) -> None:
        """From now on it takes connections and says nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def valkey_server() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    try:
        yield server
    finally:
        server.end()
