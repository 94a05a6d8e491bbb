"""What a checkout keeps for itself in `.local/`: private, made on first use, never committed."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


class DevServerError(Exception):
    """Something on this machine is not as needed; the text says what, and what to do."""


@contextlib.contextmanager
def locked(project: Path, name: str, kind: int = fcntl.LOCK_EX) -> Iterator[int]:
    """Hold a lock on a file in `.local`. The kernel drops the lock of a process that dies.

    Raises DevServerError if `.local` belongs to another user or cannot be made.
    """
    folder = project / ".local"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise DevServerError(f"{folder} cannot be made: {error.strerror}.") from error
    if folder.stat().st_uid != os.geteuid():
        raise DevServerError(
            f"{folder} belongs to another user. Run this as that user, or in your own checkout."
        )
    file = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, kind)
        yield file
    finally:
        # Unlocked, not just closed: a forked child may hold the same file open.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)
