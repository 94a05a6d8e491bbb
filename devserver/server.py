"""A PostgreSQL server of a checkout's own, for a machine where nobody set one up.

It runs while it is used: each process that needs it holds a shared lock on one file, and the last
one to let go stops it. docs/decisions/0001-embedded-postgresql.md says why it is done this way.

    .local/postgresql/          the home; for root a link to /var/lib/careerguide/<random name>/
        data/                   PostgreSQL's own, with its log in data/postgresql.log
        pg_hba.conf             who may connect: only the user whose checkout this is
    .local/postgresql.lock      held by the process that starts or stops the server
    .local/postgresql.users     held, shared, by every process that uses it
    /tmp/careerguide-<random>/  the socket: the path of a checkout may be too long for one
"""

import contextlib
import fcntl
import os
import pwd
import secrets
import shlex
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from devserver import programs
from devserver.checkout import DevServerError, locked

ROLE = DATABASE = "careerguide"
SUPERUSER = "postgres"

# A crashed server replays its log before it answers; an idle one starts in 0.2 s.
START_TIMEOUT_SECONDS = 120
STOP_TIMEOUT_SECONDS = 60

# Written once, into postgresql.conf, where a developer may change them.
INITIAL_SETTINGS = ("max_wal_size=512MB", "timezone=UTC", "log_timezone=UTC")

# Parts of what PostgreSQL or the system says, and what they mean here.
EXPLANATIONS = {
    "still in use": "Another PostgreSQL is running on the data in {data}. End it first.",
    "no password supplied": "An older version of this code left its server running: make stop",
    "No space left": "The disk, or shared memory, is full. Below {home} about 100 MB are needed.",
    "ermission denied": "PostgreSQL may not read or write below {home}.",
    "incompatible with server": (
        "Another version of PostgreSQL wrote the data in {data}. Go back to the packages that "
        "wrote it and save it with manage.py backup, or set it aside and start anew: make fresh run"
    ),
}


class Server:
    """The PostgreSQL server of one project folder."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.link = project / ".local" / "postgresql"

    @property
    def home(self) -> Path:
        """The folder of the server: its data, and who may connect."""
        return self.link.resolve()

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / "data"

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
                    self._make_home()
                    self._ensure_running()
                    self._create_database()
                yield
            finally:
                with self._alone():
                    if _is_only_holder(users):
                        self._stop()

    def stop(self, force: bool = False) -> None:
        """Stop the server; unless `force`, raise DevServerError if somebody uses it."""
        with self._alone(), locked(self.project, "postgresql.users", fcntl.LOCK_SH) as users:
            if not force and not _is_only_holder(users):
                raise DevServerError(
                    "PostgreSQL is in use: a `make run`, `make test` or manage.py is still going. "
                    "End it first, or stop the server all the same: make stop FORCE=1"
                )
            self._stop()

    def set_data_aside(self) -> Path | None:
        """Rename the data folder, so that the next start makes a new one; give its new place.

        None if there is no data. Raises DevServerError if somebody uses the server.
        """
        self.stop()
        name = f"data-{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
        with self._alone():
            return self.data.rename(self.home / name) if self.data.exists() else None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one that starts or stops the server. Raises DevServerError for what fails."""
        try:
            with locked(self.project, "postgresql.lock"):
                yield
        except (OSError, KeyError, psycopg.Error) as error:
            raise self._explain(str(error)) from error

    def _record(self) -> list[str]:
        """Give the lines of postmaster.pid: process id, data folder, start, port, socket folder."""
        return (self.data / "postmaster.pid").read_text().splitlines()

    def _ensure_running(self) -> None:
        """Return once the server accepts connections; start it if it is not running."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            message = "" if self.pid() else self._start()
            # After a kill -9 its children take a moment to notice, and hold its shared memory.
            if message and "still in use" not in message:
                raise self._explain(message)
            # A process that started or stopped it may have been killed meanwhile: it will settle.
            with contextlib.suppress(OSError, ValueError):
                if programs.run("pg_isready", "--quiet", f"--dbname={self.url()}").returncode == 0:
                    return
            if time.monotonic() > deadline:
                raise self._explain(message or "The server accepts no connections.")
            time.sleep(0.1)

    def _start(self) -> str:
        """Start the server on its data, made first if need be; give its message if it fails."""
        if not (self.data / "PG_VERSION").exists():
            self._initialize()
        # A dead server's record would keep a new one from starting if its number belongs to another
        # process by now. PostgreSQL itself checks that none of its children is left.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        log = self.data / "postgresql.log"
        log.unlink(missing_ok=True)
        socket_folder = Path(tempfile.mkdtemp(prefix="careerguide-", dir="/tmp"))
        programs.give_to_owner(socket_folder)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": socket_folder,
            "unix_socket_permissions": "0700",
            "hba_file": self.home / "pg_hba.conf",
            "ident_file": self.home / "pg_ident.conf",
        }
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        started = programs.run(
            *("pg_ctl", "start", "--silent", "--wait", f"--timeout={START_TIMEOUT_SECONDS}"),
            *("-D", self.data, "-l", log, "-o", options),
        )
        if started.returncode == 0:
            return ""
        shutil.rmtree(socket_folder, ignore_errors=True)
        last_lines = log.read_text(errors="replace").splitlines()[-10:] if log.exists() else []
        return "\n".join([started.stderr.strip(), *last_lines])

    def _stop(self) -> None:
        # pg_ctl would signal any process that the record names.
        if self.pid() is None:
            return
        socket_folder = self._record()[4]
        command = ("pg_ctl", "stop", "--silent", "--mode=fast", "--wait")
        stopped = programs.run(*command, f"--timeout={STOP_TIMEOUT_SECONDS}", "-D", self.data)
        if stopped.returncode != 0 and self.pid() is not None:
            raise DevServerError(f"PostgreSQL does not stop: {stopped.stderr.strip()}")
        with contextlib.suppress(OSError):
            Path(socket_folder).rmdir()

    def _initialize(self) -> None:
        """Make the data folder; built beside and renamed, so that one cut short is never used."""
        new = self.home / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        programs.give_to_owner(new)
        done = programs.run(
            *("initdb", "--pgdata", new, "--username", SUPERUSER, "--data-checksums"),
            *("--auth-local=peer", "--auth-host=reject", "--encoding=UTF8", "--no-locale"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(f"--set={setting}" for setting in INITIAL_SETTINGS),
        )
        if done.returncode != 0:
            raise self._explain(done.stderr)
        new.rename(self.data)

    def _create_database(self) -> None:
        """Create the site's role, which is no superuser, and its database, unless they exist."""
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as admin:
            if not admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                admin.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB".encode())
            if not admin.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                admin.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}".encode())

    def _make_home(self) -> None:
        """Make the home if need be, and write down who may connect to its server."""
        caller = pwd.getpwuid(os.geteuid()).pw_name
        owner = programs.owner()
        if owner is None:
            self.link.mkdir(mode=0o700, exist_ok=True)
        else:
            self._link_system_home()
        # Peer authentication: the kernel tells the server which user is at the socket's other end.
        names = {caller, owner or caller}
        texts = {
            "pg_hba.conf": "local all all peer map=checkout\n",
            "pg_ident.conf": "".join(f'checkout "{name}" all\n' for name in sorted(names)),
        }
        for name, text in texts.items():
            (self.home / name).write_text(text)
            (self.home / name).chmod(0o644)

    def _link_system_home(self) -> None:
        """Make root's home where the system user can reach it, and a link to it.

        Its name is random and kept in the checkout, so that a moved checkout keeps its data, and a
        fresh one at the same place does not get the data of the one before.
        """
        programs.make_public_folder(programs.SYSTEM_FOLDER)
        with contextlib.suppress(FileNotFoundError):
            first = Path((self.link.readlink() / "project").read_text())
            # Where another checkout has the same link, this one is its copy, and gets a new home.
            if first == self.project or Server(first).home != self.home:
                (self.home / "project").write_text(str(self.project))
                return
        self.link.unlink(missing_ok=True)
        home = programs.SYSTEM_FOLDER / secrets.token_hex(6)
        programs.make_public_folder(home)
        (home / "project").write_text(str(self.project))
        self.link.symlink_to(home)

    def _explain(self, message: str) -> DevServerError:
        """Give the error for what a program or the system said."""
        texts = (text for part, text in EXPLANATIONS.items() if part in message)
        text = next(texts, "PostgreSQL does not start; its data is in {data}.")
        explained = text.format(data=self.data, home=self.home)
        return DevServerError(f"{explained}\nIts message was:\n{message.strip()}")


def _is_only_holder(shared_lock: int) -> bool:
    """Check whether no other process holds a shared lock that this one holds."""
    try:
        fcntl.flock(shared_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
