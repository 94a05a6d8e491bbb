"""The environment variables of a checkout, and its database for as long as a command runs."""

import contextlib
import os
import secrets
import signal
import sys
from collections.abc import Iterator

from devserver import programs
from devserver.checkout import PROJECT, DevServerError, locked
from devserver.server import Server


@contextlib.contextmanager
def checkout_environment() -> Iterator[None]:
    """Set what the settings read, as far as it is not set, and keep the own PostgreSQL running.

    With DATABASE_URL set, no server is started. Raises SystemExit with a message if one cannot be.
    """
    # By default these signals end Python at once, and PostgreSQL would go on running.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        os.environ.setdefault("CAREERGUIDE_MODE", "local")
        os.environ.setdefault("SECRET_KEY", read_secret_key())
        with contextlib.ExitStack() as stack:
            if not os.environ.get("DATABASE_URL"):
                server = Server(PROJECT)
                stack.enter_context(server.in_use())
                os.environ |= {"DATABASE_URL": server.url(), "PG_BIN": str(programs.folder())}
            yield
    except DevServerError as error:
        sys.exit(str(error))


def read_secret_key() -> str:
    """Give the checkout's SECRET_KEY, made at random on first use; only its owner can read it."""
    with locked(PROJECT, "secret-key") as file:
        key = os.read(file, 1000).decode("ascii").strip()
        if not key:
            key = secrets.token_urlsafe(48)
            os.write(file, key.encode("ascii"))
        return key
