"""Makes `.venv` and installs a pinned requirements file into it.

Called by the Makefile as ``python3 -I devserver/bootstrap.py requirements.txt``. It runs before
anything is installed, so it uses the standard library alone; and it must compile on a Python that
is too old for the site, so that the reader gets a sentence and not a syntax error.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11")
PROJECT = Path(__file__).resolve().parent.parent


def pins(requirements: str) -> set[str]:
    """Give the pinned requirements of a lock file's text, without their hashes.

    >>> sorted(pins("asgiref==3.8 --hash=sha256:ab"))
    ['asgiref==3.8']
    """
    lines = (re.split(r" \\| --hash", line)[0].strip() for line in requirements.splitlines())
    return {line for line in lines if re.match(r"\w[^#]*==", line)}


class Environment:
    """The virtual environment of one project folder, and the note of what is in it.

    The note (``.venv/installed.json``) names the Python and the place it was made for, since a
    virtual environment survives neither another Python nor a move, and the pins installed in it.
    `make run` asks for fewer pins than `make test`, so neither undoes what the other installed.
    """

    def __init__(self, project: Path) -> None:
        self.folder = project / ".venv"
        self.python = self.folder / "bin" / "python"
        self.note = self.folder / "installed.json"
        self.unfinished = self.folder / "unfinished"
        self.made_for = {
            "python": platform.python_version(),
            "base": os.path.realpath(sys.base_prefix),
            "folder": str(self.folder),
        }

    def installed(self) -> set[str]:
        """Give the pins that the note vouches for; none if it was made elsewhere or unreadable."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            if note["made_for"] == self.made_for and self.python.exists():
                return set(note["pins"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return set()

    def usable(self) -> bool:
        """Tell whether the environment can be added to, rather than made anew."""
        return bool(self.installed()) and not self.unfinished.exists()

    def create(self) -> None:
        """Make the environment anew, throwing away whatever stood in its place."""
        if not all(importlib.util.find_spec(name) for name in ("ensurepip", "venv")):
            sys.exit(
                f"This Python ({sys.executable}) cannot make virtual environments. On Debian or "
                "Ubuntu:\n    apt-get install python3-venv"
            )
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)
        subprocess.run([sys.executable, "-m", "venv", str(self.folder)], check=True)

    def install(self, requirements: Path) -> None:
        """Install a lock file; a later call starts afresh if this one does not reach its end."""
        # Interrupted, pip can leave a package half copied that it afterwards takes for complete.
        self.unfinished.touch()
        wanted = pins(requirements.read_text(encoding="utf-8"))
        kept = {pin for pin in self.installed() if _name(pin) not in {_name(pin) for pin in wanted}}
        command = [str(self.python), "-m", "pip", "install", "-qq", "--no-input"]
        # The lock file names every package, so there is nothing for pip to resolve.
        command += ["--disable-pip-version-check", "--no-deps", "--require-hashes"]
        subprocess.run([*command, "--requirement", str(requirements)], check=True)
        note = {"made_for": self.made_for, "pins": sorted(kept | wanted)}
        draft = self.note.with_suffix(".draft")
        draft.write_text(json.dumps(note, indent=1), encoding="utf-8")
        draft.replace(self.note)
        self.unfinished.unlink()


def _name(pin: str) -> str:
    return pin.split("==")[0]


@contextlib.contextmanager
def alone(project: Path) -> Iterator[None]:
    """Hold the project's installation lock, so that two `make` do not install into one folder."""
    local = project / ".local"
    local.mkdir(mode=0o700, exist_ok=True)
    with (local / "bootstrap.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Waiting for another make to finish installing", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prefer_new_python() -> None:
    """Go on under a newer Python of this machine if this one is too old; or say what to do."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, "-I", *sys.argv])  # noqa: S606 - the same script, same words
    sys.exit(
        f"Python 3.11 or newer is needed, and {sys.executable} is {platform.python_version()}. "
        "Install one, or name it:\n    make run PYTHON=/path/to/python3.11"
    )


def main(requirements: Path) -> None:
    """Bring `.venv` to hold what the lock file pins; milliseconds when it already does."""
    environment = Environment(PROJECT)
    wanted = pins(requirements.read_text(encoding="utf-8"))
    with alone(PROJECT):
        if environment.usable() and wanted <= environment.installed():
            return
        began = time.monotonic()
        try:
            if not environment.usable():
                print(f"Making .venv with Python {platform.python_version()}", flush=True)
                environment.create()
            print(f"Installing the packages of {requirements}", flush=True)
            environment.install(requirements)
        except subprocess.CalledProcessError as error:
            sys.exit(
                f"The packages could not be installed: {' '.join(error.cmd[1:4])} failed, see "
                "above. Perhaps the network is away. The next call starts afresh."
            )
        except KeyboardInterrupt:
            sys.exit("Interrupted; the next call starts the installation afresh.")
        print(f"Installed in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    prefer_new_python()
    main(Path(sys.argv[1]))
