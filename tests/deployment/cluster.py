"""PostgreSQL servers that a test starts for itself: a primary and standbys that stream from it.

The programs are the embedded server's, run as the user that it runs as, on this machine's loopback.
"""

import contextlib
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import CalledProcessError

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from devserver import programs
from tests.deployment.nodes import free_port

ROLE = "careerguide"
DATABASE = "careerguide"
# Generous: a machine may have more to do than this.
PATIENCE = 60
# As docs/operations.md says, but for fsync: what these tests kill is never the machine.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
cluster_name = '{name}'
max_connections = 60
shared_buffers = '32MB'
fsync = off
wal_level = replica
wal_keep_size = '512MB'
hot_standby_feedback = on
wal_receiver_status_interval = '1s'
wal_retrieve_retry_interval = '500ms'
primary_conninfo = '{upstream}'
synchronous_standby_names = '{synchronous}'
synchronous_commit = remote_apply
"""


class Server:
    """One server of a cluster."""

    def __init__(self, folder: Path, name: str, password: str) -> None:
        self.name = name
        self.port = free_port()
        self.data = folder / name
        self.log = folder / f"{name}.log"
        self.password = password

    def url(self, database: str = DATABASE) -> str:
        """Where it is, as DATABASE_URL has it."""
        return f"postgres://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def conninfo(self, database: str = DATABASE) -> str:
        return make_conninfo(
            host="127.0.0.1",
            port=self.port,
            user=ROLE,
            password=self.password,
            dbname=database,
            connect_timeout=5,
        )

    def ask(self, query: str) -> str | None:
        """The one value that a query gives, as text; None where the server does not answer."""
        try:
            with psycopg.connect(self.conninfo("postgres"), autocommit=True) as there:
                row = there.execute(query.encode()).fetchone()
        except psycopg.OperationalError:
            return None
        return None if row is None or row[0] is None else str(row[0])

    def start(self) -> None:
        command = ("pg_ctl", "start", "--silent", "--wait", f"--timeout={PATIENCE}")
        try:
            run(*command, "-D", self.data, "-l", self.log)
        except AssertionError as error:
            raise AssertionError(_text(self.log)) from error

    def kill(self) -> None:
        """End it at once, with nothing written in its last moment, as a crash does."""
        with contextlib.suppress(CalledProcessError):  # it has ended already
            programs.run("pg_ctl", "stop", "--silent", "--mode=immediate", "-D", self.data)

    def promote(self) -> None:
        run("pg_ctl", "promote", "--silent", "--wait", f"--timeout={PATIENCE}", "-D", self.data)

    def reload(self, *settings: str) -> None:
        """Change settings, each as in "name = value"."""
        write(self.data / "test.conf", "\n".join(settings))
        run("pg_ctl", "reload", "--silent", "-D", self.data)


class Cluster:
    """A primary and its standbys, each synchronous: any one of them confirms a commit."""

    def __init__(self, folder: Path, standbys: Sequence[str]) -> None:
        self.password = secrets.token_hex(8)
        self.folder = folder
        self.primary = Server(folder, "alpha", self.password)
        self.standbys = [Server(folder, name, self.password) for name in standbys]

    @property
    def servers(self) -> list[Server]:
        return [self.primary, *self.standbys]

    def url(self) -> str:
        """All of them, of which clients take the one that can be written to."""
        return f"{self.replica_url()}?target_session_attrs=read-write"

    def replica_url(self) -> str:
        """All of them, of which clients take a standby if there is one."""
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in self.servers)
        return f"postgres://{ROLE}:{self.password}@{hosts}/{DATABASE}"

    def make_primary(self) -> None:
        """Make and start the primary, with an empty database."""
        primary = self.primary
        handed = self.folder / "password"
        write(handed, self.password)
        run(
            *("initdb", "--pgdata", primary.data, "--username", ROLE, "--pwfile", handed),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        )
        hosts = "host {} all 127.0.0.1/32 scram-sha-256\n"
        write(primary.data / "pg_hba.conf", hosts.format("all") + hosts.format("replication"))
        standard = (primary.data / "postgresql.conf").read_text()
        included = "include 'own.conf'\ninclude_if_exists 'test.conf'\n"
        write(primary.data / "postgresql.conf", f"{standard}\n{included}")
        # The standbys do not exist yet, and a commit would wait for one.
        self._configure(primary, synchronous="")
        primary.start()
        with psycopg.connect(primary.conninfo("postgres"), autocommit=True) as there:
            there.execute(f"CREATE DATABASE {DATABASE}".encode())

    def fill(self, database: str) -> None:
        """Copy a database of the server that the tests run on into the primary."""
        given = connection.get_connection_params()
        wanted = ("host", "port", "user", "password")
        source = make_conninfo(
            **{name: given[name] for name in wanted if given.get(name)}, dbname=database
        )
        dump = self.folder / "content.dump"
        options = ("--format=custom", "--compress=0", "--no-owner", f"--file={dump}")
        run("pg_dump", *options, source)
        options = ("--no-owner", "--exit-on-error", "--dbname", self.primary.conninfo())
        run("pg_restore", *options, dump)

    def make_standbys(self) -> None:
        """Copy the primary while it runs, start the copies, and let commits wait for one of them.

        `pg_basebackup` as in docs/operations.md.
        """
        for standby in self.standbys:
            run(
                *("pg_basebackup", "--pgdata", standby.data, "--checkpoint=fast", "--no-sync"),
                *("--wal-method=stream", "--dbname", self.primary.conninfo("postgres")),
            )
            write(standby.data / "standby.signal", "")
            self._configure(standby)
            standby.start()
        self._configure(self.primary)
        run("pg_ctl", "reload", "--silent", "-D", self.primary.data)
        wait_for(self.all_stream, "the standbys to stream")

    def all_stream(self) -> bool:
        """Whether every standby but the promoted ones receives the primary's log as it is."""
        query = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
        return self.primary.ask(query) == str(len(self.standbys))

    def fail_over(self) -> Server:
        """Promote the standby that has most of the log: it has every commit that was confirmed."""
        position = "SELECT (pg_last_wal_receive_lsn() - '0/0')::bigint"
        found = {server: int(server.ask(position) or -1) for server in self.standbys}
        promoted = max(found, key=lambda server: found[server])
        promoted.promote()
        self.standbys.remove(promoted)
        self.primary = promoted
        return promoted

    def _configure(self, server: Server, synchronous: str | None = None) -> None:
        names = ", ".join(each.name for each in self.servers)
        hosts = ",".join("127.0.0.1" for each in self.servers)
        ports = ",".join(str(each.port) for each in self.servers)
        # A standby finds whoever is the primary, and so follows a promoted one by itself.
        upstream = make_conninfo(
            host=hosts,
            port=ports,
            user=ROLE,
            password=self.password,
            target_session_attrs="read-write",
            connect_timeout=3,
            application_name=server.name,
        ).replace("'", "''")
        confirming = f"ANY 1 ({names})" if synchronous is None else synchronous
        text = CONFIGURATION.format(
            port=server.port, name=server.name, upstream=upstream, synchronous=confirming
        )
        write(server.data / "own.conf", text)


@contextlib.contextmanager
def cluster(*standbys: str) -> Iterator[Cluster]:
    """A cluster whose primary runs; `make_standbys` makes the rest. Gone after the block."""
    # Whoever runs the servers must reach this folder, and nobody else may.
    folder = Path(tempfile.mkdtemp(prefix="careerguide-cluster-", dir="/tmp"))
    programs.give_to_owner(folder)
    made = Cluster(folder, standbys)
    everyone = made.servers
    try:
        made.make_primary()
        yield made
    finally:
        for server in everyone:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def run(program: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs as the servers' user, and fail with what it says."""
    try:
        programs.run(program, *arguments)
    except CalledProcessError as error:
        raise AssertionError(error.stderr) from error


def write(place: Path, text: str) -> None:
    """Write a file that is the servers' user's and readable by nobody else."""
    place.touch(mode=0o600)
    place.write_text(text)
    programs.give_to_owner(place)


def wait_for(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Come back when something is so, and give the seconds that took; else AssertionError."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, f"waited {seconds} s for {what}"
        time.sleep(0.05)
    return time.monotonic() - began


def _text(place: Path) -> str:
    try:
        return place.read_text(errors="replace")[-3000:]
    except OSError:
        return ""
