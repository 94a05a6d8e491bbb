"""Makes `.venv` with the packages of a pinned requirements file.

Called by the Makefile as ``python3 -I devserver/bootstrap.py devserver/requirements.txt``. It runs
before anything is installed, so it uses the standard library alone.
"""

import errno
import fcntl
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def read_pins(text: str) -> set[str]:
    """Give the pinned packages of a lock file's text, without their hashes."""
    return set(re.findall(r"^[\w.\[\],-]+==[^\s;]+", text, re.MULTILINE))


def find_bundled_pip() -> Path | None:
    """Give the wheel that `venv` installs pip from, and pip also runs from; None if unknown."""
    try:
        import ensurepip
        import sysconfig
    except ImportError:  # Some systems leave it out.
        return None
    folders = [
        sysconfig.get_config_var("WHEEL_PKG_DIR"),
        Path(ensurepip.__file__).parent / "_bundled",
    ]
    wheels = [wheel for folder in folders if folder for wheel in Path(folder).glob("pip-*.whl")]
    return wheels[0] if wheels else None


def install(requirements: Path) -> None:
    """Make the environment anew, unless it has what the lock file pins.

    `make test` needs all that `make run` does, so after it `make run` has nothing to install. A
    virtual environment survives neither another Python nor a move, so its record names both. One
    whose installation was cut short has no record.
    """
    folder = PROJECT / ".venv"
    record = folder / "installed.txt"
    made_for = f"# Python {platform.python_version()} of {sys.base_prefix} in {folder}\n"
    wanted = requirements.read_text(encoding="utf-8")
    recorded = record.read_text(encoding="utf-8") if record.exists() else ""
    if recorded.startswith(made_for) and read_pins(wanted) <= read_pins(recorded):
        return
    if folder.is_symlink():
        # To make it anew would empty the folder that others use.
        sys.exit(f"{folder} is a link, and what it leads to was not made here. Remove the link.")
    print(f"Making .venv with the packages of {requirements}", flush=True)
    record.unlink(missing_ok=True)
    pip = find_bundled_pip()
    # Installing pip itself takes longer than to run it from the wheel that Python has of it.
    options = ["--clear", *(["--without-pip"] if pip else [])]
    subprocess.run([sys.executable, "-m", "venv", *options, str(folder)], check=True)
    # The lock file names every package, so there is nothing for pip to resolve.
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "-qq", "--no-input"]
    # Nor to compile: Python compiles what it runs, which is a part of them.
    command += ["--disable-pip-version-check", "--no-deps", "--require-hashes", "--no-compile"]
    environment = {**os.environ, "PYTHONPATH": str(pip)} if pip else None
    subprocess.run([*command, "--requirement", str(requirements)], check=True, env=environment)
    record.write_text(made_for + wanted, encoding="utf-8")


def main(requirements: Path) -> None:
    """Install a lock file, alone among the `make` of this checkout."""
    local = PROJECT / ".local"
    try:
        local.mkdir(mode=0o700, exist_ok=True)
        if local.stat().st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, "", str(local))
        with (local / "bootstrap.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            install(requirements)
    except PermissionError as error:
        sys.exit(
            f"{error.filename} belongs to another user. "
            "Run this as that user, or in your own checkout."
        )
    except (subprocess.CalledProcessError, KeyboardInterrupt):
        sys.exit("The packages could not be installed, see above. Is there a network?")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
