"""What a checkout keeps for itself in `.local/`: private, made on first use, never committed."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


class DevServerError(SystemExit):
    """Something on this machine is not as needed: Python prints the text, and ends."""


@contextlib.contextmanager
def locked(project: Path, name: str, kind: int = fcntl.LOCK_EX) -> Iterator[int]:
    """Hold a lock on a file in `.local`. The kernel drops the lock of a process that dies.

    Raises DevServerError if the checkout belongs to another user.
    """
    folder = project / ".local"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = folder.stat().st_uid
    except PermissionError:
        folder, owner = project, project.stat().st_uid
    if owner != os.geteuid():
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


def read_secret_key() -> str:
    """Give the checkout's SECRET_KEY, made at random on first use; only its owner can read it."""
    with locked(PROJECT, "secret-key") as file:
        key = os.read(file, 1000).decode("ascii").strip()
        if not key:
            key = secrets.token_urlsafe(48)
            os.write(file, key.encode("ascii"))
        return key
