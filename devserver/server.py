"""A PostgreSQL server of a checkout's own, for a machine where nobody set one up.

It runs while it is used: each process that needs it holds a shared lock on one file, and the last
one to let go stops it. docs/decisions/0001-embedded-postgresql.md says why it is done this way.

    .local/postgresql/data/     its data and its log; for root .local/postgresql is a link to
                                /var/lib/careerguide/<random name>/
    .local/postgresql.lock      held by the process that starts or stops the server
    .local/postgresql.users     held, shared, by every process that uses it
    /tmp/careerguide-<random>/  the socket: the path of a checkout may be too long for one
"""

import contextlib
import fcntl
import os
import pwd
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CalledProcessError
from urllib.parse import quote

import psutil

from devserver import programs
from devserver.checkout import PROJECT, DevServerError, locked, read_secret_key

ROLE = DATABASE = "careerguide"
SUPERUSER = "postgres"
# One command a line, as the server's single-user mode reads them.
FIRST_SQL = f"CREATE ROLE {ROLE} LOGIN CREATEDB\nCREATE DATABASE {DATABASE} OWNER {ROLE}\n"

# Of the folders of sockets, in /tmp.
SOCKET_PREFIX = "careerguide-"

# A crashed server replays its log before it answers; an idle one starts in 0.2 s.
START_TIMEOUT_SECONDS = 120


class Server:
    """The PostgreSQL server of one project folder."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.link = project / ".local" / "postgresql"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return (self.link / "data").resolve()

    def pid(self) -> int | None:
        """Give the process id of this data's server; None if it is not running.

        The recorded number may belong to another process by now, and a copied data folder names the
        server of the folder it was copied from. A server works in its own data folder.
        """
        try:
            pid = int(self._record()[0])
            return pid if self.data.samefile(psutil.Process(pid).cwd()) else None
        except (OSError, ValueError, psutil.Error):
            return None

    def url(self, role: str = ROLE, database: str = DATABASE) -> str:
        """Give the address of a database of the running server, as DATABASE_URL has it."""
        port, socket_folder = self._record()[3:5]
        return f"postgres://{role}@{quote(socket_folder, safe='')}:{port}/{database}"

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the server running while the block runs; stop it after its last user.

        Raises DevServerError if it does not start.
        """
        with locked(self.project, "postgresql.users", fcntl.LOCK_SH) as users:
            try:
                with self._alone():
                    self._make_folder()
                    self._ensure_running()
                yield
            finally:
                with self._alone():
                    if _is_only_holder(users):
                        self._stop()

    def stop(self, force: bool = False) -> bool:
        """Stop the server; give whether it was running.

        Unless `force`, raises DevServerError if somebody uses it.
        """
        with self._alone(), locked(self.project, "postgresql.users", fcntl.LOCK_SH) as users:
            if not force and not _is_only_holder(users):
                raise DevServerError(
                    "PostgreSQL is in use: a `make run`, `make test` or manage.py is still going. "
                    "End it first, or stop the server all the same: make stop FORCE=1"
                )
            return self._stop()

    def set_data_aside(self) -> Path | None:
        """Rename the data folder, so that the next start makes a new one; give its new place.

        None if there is no data. Raises DevServerError if somebody uses the server.
        """
        self.stop()
        name = f"data-{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
        with self._alone():
            return self.data.rename(self.data.with_name(name)) if self.data.exists() else None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one that starts or stops the server. Raises DevServerError for what fails."""
        try:
            with locked(self.project, "postgresql.lock"):
                yield
        except CalledProcessError as error:
            raise self._failure(error.stderr) from error
        except (OSError, KeyError) as error:
            raise self._failure(str(error)) from error

    def _record(self) -> list[str]:
        """Give the lines of postmaster.pid: process id, data folder, start, port, socket folder."""
        return (self.data / "postmaster.pid").read_text().splitlines()

    def _ensure_running(self) -> None:
        """Return once the server accepts connections; start it if it is not running."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            message = "" if self.pid() else self._start()
            # A process that started or stopped it may have been killed meanwhile: it will settle.
            with contextlib.suppress(OSError, ValueError, CalledProcessError):
                programs.run("pg_isready", "--quiet", f"--dbname={self.url()}")
                return
            # After a kill -9 its children take a moment to notice, and hold its shared memory.
            if (message and "still in use" not in message) or time.monotonic() > deadline:
                raise self._failure(message or "The server accepts no connections.")
            time.sleep(0.1)

    def _start(self) -> str:
        """Start the server on its data, made first if need be; give its message if it fails."""
        if not (self.data / "PG_VERSION").exists():
            self._initialize()
        # A dead server's record would keep a new one from starting if its number belongs to another
        # process by now. PostgreSQL itself checks that none of its children is left.
        record = self.data / "postmaster.pid"
        if record.exists():
            print("PostgreSQL was killed, and recovers what was committed.", file=sys.stderr)
            self._remove_socket_folder()
            record.unlink()
        self._write_access_rules()
        log = self.data / "postgresql.log"
        log.unlink(missing_ok=True)
        socket_folder = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir="/tmp"))
        programs.give_to_owner(socket_folder)
        try:
            programs.run(
                *("pg_ctl", "start", "--silent", "--wait", f"--timeout={START_TIMEOUT_SECONDS}"),
                *("-D", self.data, "-l", log),
                *("-o", f"--listen_addresses= --unix_socket_directories={socket_folder}"),
            )
        except CalledProcessError as error:
            shutil.rmtree(socket_folder, ignore_errors=True)
            lines = log.read_text(errors="replace").splitlines()[-10:] if log.exists() else []
            return "\n".join([error.stderr.strip(), *lines])
        return ""

    def _remove_socket_folder(self) -> None:
        """Remove the folder that a killed server left its socket in."""
        # A server that was killed while it wrote its record has named none.
        with contextlib.suppress(OSError, IndexError):
            folder = Path(self._record()[4])
            if folder.name.startswith(SOCKET_PREFIX):
                shutil.rmtree(folder)

    def _stop(self) -> bool:
        # pg_ctl would signal any process that the record names.
        if self.pid() is None:
            return False
        socket_folder = self._record()[4]
        programs.run("pg_ctl", "stop", "--silent", "--mode=fast", "--wait", "-D", self.data)
        with contextlib.suppress(OSError):
            Path(socket_folder).rmdir()
        return True

    def _initialize(self) -> None:
        """Make the data folder, with the site's role, which is no superuser, and its database.

        It is built beside and renamed, so that one cut short is never used.
        """
        new = self.data.with_name("data.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        programs.give_to_owner(new)
        programs.run(
            *("initdb", "--pgdata", new, "--username", SUPERUSER, "--data-checksums"),
            *("--auth-local=peer", "--auth-host=reject", "--encoding=UTF8", "--no-locale"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--set=max_wal_size=512MB", "--set=timezone=UTC", "--set=log_timezone=UTC"),
        )
        single = ("postgres", "--single", "--exit_on_error=on", "-D", new, "postgres")
        programs.run(*single, input=FIRST_SQL)
        new.rename(self.data)

    def _write_access_rules(self) -> None:
        """Let in the caller and the user that the server runs as, by peer authentication."""
        caller = pwd.getpwuid(os.geteuid()).pw_name
        users = {caller, programs.owner() or caller}
        (self.data / "pg_hba.conf").write_text("local all all peer map=checkout\n")
        text = "".join(f'checkout "{user}" all\n' for user in users)
        (self.data / "pg_ident.conf").write_text(text)

    def _make_folder(self) -> None:
        """Make the folder of the data; root's where the system user can reach it, and a link to it.

        Its name is random and kept in the checkout, so that a moved checkout keeps its data, and a
        fresh one at the same place does not get the data of the one before.
        """
        if programs.owner() is None:
            self.link.mkdir(mode=0o700, exist_ok=True)
            return
        record = self.link / "project"
        first = Path(record.read_text()) if record.exists() else None
        # Where another checkout has the same link, this one is its copy, and gets a new folder.
        if first is None or (first != self.project and Server(first).data == self.data):
            programs.make_public_folder(programs.SYSTEM_FOLDER)
            folder = programs.SYSTEM_FOLDER / secrets.token_hex(6)
            programs.make_public_folder(folder)
            self.link.unlink(missing_ok=True)
            self.link.symlink_to(folder)
        record.write_text(str(self.project))

    def _failure(self, message: str) -> DevServerError:
        return DevServerError(
            f"PostgreSQL does not work with the data in {self.data}. It says:\n{message.strip()}\n"
            "Did another version write it? Go back to that one, or set the data aside: make fresh\n"
            "Or name a server of your own in DATABASE_URL."
        )


def _is_only_holder(shared_lock: int) -> bool:
    """Check whether no other process holds a shared lock that this one holds."""
    try:
        fcntl.flock(shared_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def checkout_environment() -> Iterator[None]:
    """Set what the settings read, as far as it is not set, and keep the own PostgreSQL running.

    With DATABASE_URL set, no server is started. Raises DevServerError if one cannot be.
    """
    # By default these signals end Python at once, and PostgreSQL would go on running.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    os.environ.setdefault("CAREERGUIDE_MODE", "local")
    os.environ.setdefault("SECRET_KEY", read_secret_key())
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = Server(PROJECT)
    with server.in_use():
        os.environ |= {"DATABASE_URL": server.url(), "PG_BIN": str(programs.folder())}
        yield
