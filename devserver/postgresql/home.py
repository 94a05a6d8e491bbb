"""The folder of one server: its places, its passwords, and who may open what."""

import contextlib
import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import TypedDict

from devserver import local
from devserver.postgresql import programs
from devserver.postgresql.programs import SYSTEM_FOLDER, DatabaseError

ROLE = DATABASE = "careerguide"
SUPERUSER = "postgres"
PORT = 5432  # only the name of the socket file: nothing listens on the network

# macOS takes the shortest path for a socket, 103 bytes.
LONGEST_SOCKET_PATH = 103


class Connection(TypedDict):
    """What a client needs to connect, by the names psycopg and libpq use."""

    host: str
    port: int
    user: str
    password: str
    dbname: str


class Home:
    """The folder of a project's server, and what is in it.

    For root it is a folder of the system's that root alone can change, with `data` and `run` in it
    that are the system user's; so root never follows a link that this user could have laid.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self.link = project / ".local" / "postgresql"
        self.folder = self.link.resolve()

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.folder / "data"

    @property
    def run(self) -> Path:
        """The folder of the socket, if it can be here, and of what passes between the users."""
        return self.folder / "run"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket: `run`, or one in /tmp if that path will not do.

        A path may be too long for a socket, and libpq takes a comma for the end of a host's name.
        """
        length = len(os.fsencode(self.run / f".s.PGSQL.{PORT}"))
        if length <= LONGEST_SOCKET_PATH and "," not in str(self.run):
            return self.run
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path("/tmp") / f"careerguide-{os.geteuid()}-{mark}"  # noqa: S108 - checked before use

    @property
    def socket(self) -> Path:
        """The socket that the server listens on."""
        return self.socket_folder / f".s.PGSQL.{PORT}"

    def make(self) -> None:
        """Make the folder, if need be; DatabaseError if another user has."""
        try:
            if programs.owner() is None:
                if self.link.is_symlink():
                    raise DatabaseError(f"{self.link} was made by root. Remove it to begin anew.")
                self.link.mkdir(mode=0o700, exist_ok=True)
            elif self.link.exists() and not self.link.is_symlink():
                raise DatabaseError(f"{self.link} was not made by root. Remove it to begin anew.")
            else:
                self._make_system_folder()
            self.folder = self.link.resolve()
            programs.make_private(self.run)
        except OSError as error:
            raise self.failure(f"{error.filename}: {error.strerror}") from error

    def _make_system_folder(self) -> None:
        """Make root's folder where the system user can reach it, and a link to it.

        Its name is random and kept in the checkout, so that a moved checkout keeps its data, and
        a fresh one at the same place does not find the data of the one before.
        """
        programs.make_public(SYSTEM_FOLDER)
        with contextlib.suppress(FileNotFoundError):
            folder = self.link.readlink()
            first = Path((folder / "project").read_text())
            is_copy = first != self.project and same(first / ".local" / "postgresql", folder)
            if not is_copy:
                (folder / "project").write_text(str(self.project))
                return
        self.link.unlink(missing_ok=True)
        folder = SYSTEM_FOLDER / secrets.token_hex(6)
        programs.make_public(folder)
        (folder / "project").write_text(str(self.project))
        self.link.symlink_to(folder)

    def make_socket_folder(self) -> None:
        """Make the folder of the socket; DatabaseError if it is open to more than the server."""
        place = self.socket_folder
        with contextlib.suppress(FileExistsError):
            place.mkdir(mode=0o700)
        owner = programs.owner()
        uid = os.geteuid() if owner is None else owner.pw_uid
        found = place.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077 or found.st_uid != uid:
            raise DatabaseError(
                f"{place} should be a folder that {local.user_name(uid)} alone can open, "
                "and is not. Remove it, or have its owner remove it."
            )

    def open_lock(self, name: str) -> int:
        """Open a lock file beside the folder; programs we start do not inherit it."""
        place = self.link.with_name(name)
        try:
            local.folder(self.project)
            return os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        except local.LocalError as error:
            raise DatabaseError(str(error)) from error
        except OSError as error:
            raise DatabaseError(f"{place} cannot be opened: {error.strerror}.") from error

    def write(self, place: Path, text: str) -> None:
        """Write a file in `data` or `run`, as their owner."""
        done = programs.as_owner(["/bin/sh", "-c", 'cat > "$1"', "sh", place], text)
        if done.returncode != 0:
            raise self.failure(done.stderr)

    def connection(self, user: str, dbname: str) -> Connection:
        """Give what a client needs to connect; no password if none has been made yet."""
        name = "superuser-password" if user == SUPERUSER else "password"
        try:
            password = (self.folder / name).read_text(encoding="ascii").strip()
        except OSError:
            password = ""
        host = str(self.socket_folder)
        return {"host": host, "port": PORT, "user": user, "password": password, "dbname": dbname}

    def failure(self, said: str) -> DatabaseError:
        """Make the one message for what a program or the system said."""
        said = said.strip()
        if "shared memory" in said and "No space" in said:
            why = "The system's limit on shared memory is reached."
        elif "No space left" in said or "quota exceeded" in said:
            why = f"The disk is full. PostgreSQL needs about 100 MB below {self.folder}."
        elif "Permission denied" in said or "not permitted" in said:
            why = f"PostgreSQL may not read or write below {self.folder}."
        elif "password authentication failed" in said or "no password supplied" in said:
            why = f"The passwords kept in {self.folder} are not those of the data beside them."
        else:
            why = f"PostgreSQL does not start; its data is in {self.data}."
        return DatabaseError(f"{why} It said:\n{said}")


def same(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one place; False if either leads nowhere."""
    try:
        return one.samefile(other)
    except OSError:
        return False
