"""What a checkout keeps for itself in `.local/`: private, made on first use, never committed."""

import os
import pwd
import secrets
from pathlib import Path


class LocalError(Exception):
    """Something about this machine is not as needed; the text says what, and what to do."""


def folder(project: Path) -> Path:
    """Give the project's private folder `.local`, made if need be.

    Raises LocalError if it is another user's, or if it cannot be made.
    """
    place = project / ".local"
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        owner = place.stat().st_uid
    except OSError as error:
        raise LocalError(f"{place} cannot be used: {error.strerror}.") from error
    if owner != os.geteuid():
        raise LocalError(
            f"{place} belongs to {user_name(owner)} and you are {user_name(os.geteuid())}. "
            f"Run this as {user_name(owner)}, or use a checkout of your own."
        )
    return place


def secret(place: Path, length: int = 32) -> str:
    """Give the secret kept in a file, made at random on first use; only its owner can read it.

    `length` is in random bytes. Two processes that come first at once agree on one secret.
    """
    while True:
        try:
            text = place.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            text = ""
        if text:
            return text
        draft = place.with_name(f"{place.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(length), encoding="ascii")
        try:
            # A link, not a rename: it fails if another process was quicker.
            place.hardlink_to(draft)
        except FileExistsError:
            if place.stat().st_size == 0:
                place.unlink()
        finally:
            draft.unlink()


def secret_key(project: Path) -> str:
    """Give the secret key of a local site, kept in `.local/secret-key`."""
    return secret(folder(project) / "secret-key", length=48)


def user_name(uid: int) -> str:
    """Give a user's name, or the number where the system has no name for it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
