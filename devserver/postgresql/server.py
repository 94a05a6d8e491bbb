"""Starting, sharing and stopping a project's server."""

import contextlib
import fcntl
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from devserver import local
from devserver.postgresql import programs
from devserver.postgresql.home import DATABASE, PORT, ROLE, SUPERUSER, Connection, Home, same
from devserver.postgresql.programs import DatabaseError

# Raised when `_prepare` has more to do for a server that an earlier version prepared.
PREPARATION = "1"

# Seconds. A crashed server replays its log before it answers; an idle one starts in 0.2 s.
START_TIMEOUT = 120
STOP_TIMEOUT = 60
# What PostgreSQL says, or the lack of its socket, while another process starts or stops it.
SETTLING = re.compile("starting up|shutting down|recovery|No such file|refused")

CONFIGURATION = """\
# Written anew at each start of the site's server. Put settings of your own into postgresql.conf,
# below the line that includes this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '"{socket_folder}"'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '128MB'
max_wal_size = '512MB'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# One log file for each day of the week, overwritten a week later.
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_file_mode = 0600
log_rotation_age = '1d'
log_rotation_size = 0
log_truncate_on_rotation = on
"""


class Server:
    """The PostgreSQL server of one project folder."""

    def __init__(self, project: Path) -> None:
        self.home = Home(project)
        self._users: int | None = None

    def acquire(self) -> Connection:
        """Start the server unless it runs, and keep it from stopping until `release`.

        Raises DatabaseError if it cannot be had.
        """
        with self._alone():
            if self._users is None:
                self._users = self.home.open_lock("postgresql.users")
                fcntl.flock(self._users, fcntl.LOCK_SH)
            try:
                self.home.make()
                self._ensure_running()
                self._prepare()
            except (OSError, psycopg.Error) as error:
                self._leave()
                raise self.home.failure(str(error)) from error
            except BaseException:
                self._leave()
                raise
        return self.connection()

    def release(self) -> None:
        """Let go of the server, and stop it if nobody else uses it."""
        with self._alone():
            self._leave()
            if not self._is_used():
                self._stop()

    def stop(self, force: bool = False) -> None:
        """Stop the server; unless `force`, raise DatabaseError if somebody uses it."""
        with self._alone():
            if self._is_used() and not force:
                raise DatabaseError(
                    "PostgreSQL is in use: a `make run`, `make test` or manage.py is still going. "
                    "End it first, or pull the server away from it: make stop FORCE=1"
                )
            self._stop()

    def is_running(self) -> bool:
        """Tell whether a server listens on the project's socket."""
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.home.socket)) == 0

    def connection(self) -> Connection:
        """Give what the site needs to connect; no password before the first `acquire`."""
        return self.home.connection(ROLE, DATABASE)

    # Locks

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one to start or stop the server."""
        lock = self.home.open_lock("postgresql.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _leave(self) -> None:
        if self._users is not None:
            # Unlocked, not just closed: a forked child may hold the same lock open.
            fcntl.flock(self._users, fcntl.LOCK_UN)
            os.close(self._users)
            self._users = None

    def _is_used(self) -> bool:
        users = self.home.open_lock("postgresql.users")
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(users)
        return False

    # Starting and stopping

    def _ensure_running(self) -> None:
        """Come back once the server answers; start it if there is none."""
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            if not self.is_running() and self._postmaster() is None:
                self._start(deadline)
            try:
                self._superuser().close()
            except psycopg.OperationalError as error:
                # Whoever started or stopped it may have been killed meanwhile: it will settle.
                if not SETTLING.search(str(error)) or time.monotonic() > deadline:
                    raise self.home.failure(str(error)) from error
                time.sleep(0.1)
            else:
                return

    def _start(self, deadline: float) -> None:
        data = self.home.data
        if not (data / "PG_VERSION").exists():
            self._initialize()
        self._check_version()
        self.home.make_socket_folder()
        quoted = str(self.home.socket_folder).replace("\\", "\\\\").replace("'", "''")
        configuration = CONFIGURATION.format(port=PORT, socket_folder=quoted)
        self.home.write(data / "careerguide.conf", configuration)
        log = self.home.run / "startup.log"
        while True:
            self._forget_dead_server()
            self.home.write(log, "")
            wait = f"--timeout={START_TIMEOUT}"
            done = programs.run(
                "pg_ctl", "start", "--silent", "--wait", wait, "-D", data, "-l", log
            )
            if done.returncode == 0:
                return
            said = "\n".join([done.stderr, *self._last_lines(log)])
            # After a kill -9 its children take a moment to notice, and hold its shared memory.
            if "still in use" not in said or time.monotonic() > deadline:
                raise self.home.failure(said)
            time.sleep(0.2)

    def _stop(self) -> None:
        # pg_ctl sends its signal to whatever process the file names, so look first.
        if self._postmaster() is None:
            return
        wait = f"--timeout={STOP_TIMEOUT}"
        command = ("pg_ctl", "stop", "--silent", "--mode=fast", "--wait", wait)
        done = programs.run(*command, "-D", self.home.data)
        if done.returncode != 0 and self._postmaster() is not None:
            raise DatabaseError(f"PostgreSQL does not stop: {done.stderr.strip()}")

    def _initialize(self) -> None:
        """Make the data folder; built beside and renamed, so that one cut short is never used."""
        folder = self.home.folder
        for name in ("superuser-password", "password", "prepared"):
            (folder / name).unlink(missing_ok=True)
        new = folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        programs.make_private(new)
        handed = self.home.run / "handed-password"
        self.home.write(handed, local.secret(folder / "superuser-password"))
        done = programs.run(
            *("initdb", "--pgdata", new, "--username", SUPERUSER, "--pwfile", handed),
            *("--auth", "scram-sha-256", "--data-checksums", "--encoding", "UTF8", "--no-locale"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        )
        handed.unlink()
        if done.returncode != 0:
            raise self.home.failure(done.stderr)
        self.home.write(new / "pg_hba.conf", "local all all scram-sha-256\n")
        standard = (new / "postgresql.conf").read_text()
        self.home.write(new / "postgresql.conf", f"{standard}\ninclude 'careerguide.conf'\n")
        new.rename(self.home.data)

    def _prepare(self) -> None:
        """Make the site's role and database; what is there already stays as it is."""
        done = self.home.folder / "prepared"
        if done.exists() and done.read_text() == PREPARATION and self._accepts_site():
            return
        password = local.secret(self.home.folder / "password")
        role = sql.Identifier(ROLE)
        with self._superuser() as system:
            if not system.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                system.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            alter = sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password))
            system.execute(alter)
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not system.execute(known, [DATABASE]).fetchone():
                create = sql.SQL("CREATE DATABASE {} OWNER {}")
                system.execute(create.format(sql.Identifier(DATABASE), role))
        done.write_text(PREPARATION)

    def _superuser(self) -> psycopg.Connection:
        parameters = self.home.connection(SUPERUSER, "postgres")
        return psycopg.connect(**parameters, autocommit=True, connect_timeout=10)

    def _accepts_site(self) -> bool:
        try:
            psycopg.connect(**self.connection()).close()
        except psycopg.OperationalError:
            return False
        return True

    # What is there

    def _check_version(self) -> None:
        data = (self.home.data / "PG_VERSION").read_text().strip()
        program = programs.run("postgres", "--version").stdout.strip()
        found = re.search(r"\d+", program)
        if found is None or found[0] != data:
            raise DatabaseError(
                f"The data in {self.home.data} is of PostgreSQL {data}, and the server installed "
                f"is {program}. Go back to the earlier packages and save the data with pg_dump, or "
                "remove that folder to begin anew."
            )

    def _postmaster(self) -> int | None:
        """Give the process id of this data's server, if it is alive.

        The number in postmaster.pid may since have gone to another process, and a copied data
        folder names the server of the folder it was copied from.
        """
        try:
            pid, recorded = (self.home.data / "postmaster.pid").read_text().splitlines()[:2]
            command = _command(int(pid))
        except (OSError, ValueError):
            return None
        if "postgres" not in command or recorded not in command:
            return None
        if Path(recorded).exists() and not same(Path(recorded), self.home.data):
            return None
        return int(pid)

    def _forget_dead_server(self) -> None:
        """Remove what a dead server left, where it would keep a new one from starting.

        Called when no server is alive. PostgreSQL sees for itself that a process is gone, and then
        checks that no child of it lingers; only a number that went to another process misleads it.
        """
        record = self.home.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            os.kill(int(record.read_text().splitlines()[0]), 0)
            record.unlink()
        self.home.socket.with_name(f"{self.home.socket.name}.lock").unlink(missing_ok=True)

    def _last_lines(self, log: Path) -> list[str]:
        logs = sorted((self.home.data / "log").glob("*.log"), key=os.path.getmtime)
        return [line for place in [log, *logs[-1:]] for line in _lines(place)[-5:]]


def _command(pid: int) -> str:
    """Give the command line of a process; OSError or nothing if there is none."""
    if Path("/proc/self").exists():
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return os.fsdecode(b" ".join(words))
    command = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _lines(place: Path) -> list[str]:
    try:
        return place.read_text(errors="replace").splitlines()
    except OSError:
        return []
