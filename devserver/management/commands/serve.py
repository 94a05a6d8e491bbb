"""`make run`: brings everything up to date, then serves the site until it is told to stop."""

import contextlib
import errno
import fcntl
import hashlib
import io
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from devserver import database, local, processes

# No letters or digits that look like each other; 16 of them are 78 bits.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105
# Seconds for the web server's workers to load the site.
START_TIMEOUT = 30
# Seconds between looks at the processes that should be running.
LOOK = 0.5
# Seconds from the start to the first housekeeping, and from one to the next.
FIRST_HOUSEKEEPING = 600
HOUSEKEEPING = 24 * 3600


class Command(BaseCommand):
    help = "Brings the database, its content and the static files up to date, then serves the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
        parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        check_port(host, port)
        with alone():
            self._migrate()
            self._load_content()
            password = create_first_admin()
            if collect_static():
                self.stdout.write("Static files collected")
        for each in connections.all(initialized_only=True):
            each.close()
            close_pool = getattr(each, "close_pool", None)
            if close_pool is not None:
                close_pool()
        serve(host, port, lambda: self._welcome(host, port, password))
        self.stdout.write("Stopped. The data is kept, and is there again at the next start.")

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Database: {len(plan)} migrations to apply")
            call_command("migrate", verbosity=0, interactive=False)

    def _load_content(self) -> None:
        said = io.StringIO()
        call_command("load_content", stdout=said)
        for line in said.getvalue().splitlines():
            if not line.endswith("nothing new"):
                self.stdout.write(line)

    def _welcome(self, host: str, port: int, password: str | None) -> None:
        name = f"[{host}]" if ":" in host else host
        self.stdout.write(f"\nThe site is at    http://{name}:{port}/")
        self.stdout.write(f"Editors sign in   http://{name}:{port}/admin/")
        if password:
            self.stdout.write(
                f"                  as admin with the password {password}\n"
                "                  (shown this once; another: manage.py changepassword admin)"
            )
        self.stdout.write("Stop it with Ctrl-C.\n")
        self.stdout.flush()


def serve(host: str, port: int, welcome: Any) -> None:
    """Run the web server and the task worker until a signal comes, and end with neither running.

    Raises CommandError if the web server ends by itself.
    """
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: told_to_stop.set())
    web = processes.start("-m", "devserver.web", host, str(port))
    worker = start_worker()
    others: list[Popen[bytes]] = []
    try:
        if wait_until_up(host, port, web, told_to_stop):
            welcome()
        next_housekeeping = time.monotonic() + FIRST_HOUSEKEEPING
        while not told_to_stop.wait(LOOK):
            if time.monotonic() > next_housekeeping:
                next_housekeeping += HOUSEKEEPING
                processes.stop(others)
                others = [processes.start("manage.py", "housekeeping", "--verbosity", "0")]
            if web.poll() is not None:
                raise CommandError("The web server has ended; its last words are above.")
            if worker.poll() is not None:
                sys.stderr.write("The task worker has ended; starting another.\n")
                worker = start_worker()
    finally:
        processes.stop([web, worker, *others])


def start_worker() -> Popen[bytes]:
    """Start the process that does what a page does not wait for, such as an import."""
    return processes.start("manage.py", "db_worker", "--queue-name", "*")


def wait_until_up(host: str, port: int, web: Popen[bytes], told_to_stop: threading.Event) -> bool:
    """Wait for the port to answer; False if the server ended, or was told to, before it did."""
    family, address = resolve(host, port)
    deadline = time.monotonic() + START_TIMEOUT
    while web.poll() is None and time.monotonic() < deadline and not told_to_stop.wait(0.05):
        with socket.socket(family) as client:
            if client.connect_ex(address) == 0:
                return True
    return False


def resolve(host: str, port: int) -> tuple[socket.AddressFamily, Any]:
    """Give the address family and the address of a host and port; CommandError for a bad host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, OverflowError) as error:
        raise CommandError(f"There is no address {host}:{port} on this machine.") from error
    return found[0], found[4]


def check_port(host: str, port: int) -> None:
    """Raise CommandError if the port cannot be had: granian would share it without a word."""
    family, address = resolve(host, port)
    with socket.socket(family) as probe:
        # Only what listens counts, not the remains of connections just closed.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is taken, perhaps by another `make run`. "
                    f"Take another: make run PORT={port + 1}"
                ) from error
            raise CommandError(f"{host}:{port} cannot be used: {error.strerror}.") from error


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the checkout's lock, so that two `make run` do not both fill a new database."""
    with (local.folder(database.PROJECT) / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def create_first_admin() -> str | None:
    """Give a database without any user an `admin`, and give its password; else None."""
    users = get_user_model().objects
    if users.exists():
        return None
    letters = [secrets.choice(PASSWORD_ALPHABET) for _ in range(16)]
    password = "-".join("".join(letters[i : i + 4]) for i in range(0, 16, 4))
    users.create_superuser("admin", password=password)
    return password


def collect_static() -> bool:
    """Collect the static files if any has changed since; tell whether it did."""
    stamp = local.folder(database.PROJECT) / "static.stamp"
    now = static_fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    with contextlib.suppress(FileNotFoundError):
        if stamp.read_text() == now and manifest.exists():
            return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)
    return True


def static_fingerprint() -> str:
    """Give a hash over the names, sizes and times of the static files, and how they are stored."""
    storage = settings.STORAGES["staticfiles"]["BACKEND"]
    seen = hashlib.sha256(f"{storage} {settings.STATIC_ROOT}".encode())
    for finder in get_finders():
        for name, place in finder.list(["CVS", ".*", "*~"]):
            found = Path(place.path(name)).stat()
            seen.update(f"\n{name} {found.st_size} {found.st_mtime_ns}".encode())
    return seen.hexdigest()
