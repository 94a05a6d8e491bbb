"""Finds a Chromium for the browser tests, and installs one if the machine has none.

`make test` calls ``python -m tests.chromium`` before the tests.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
NONE_FOUND = (
    "There is no Chromium for the browser tests, and none could be installed: install it, or run "
    ".venv/bin/python -m playwright install chromium"
)


def find() -> str | None:
    """Return the path of the machine's Chromium or Chrome, or else of Playwright's own."""
    for command in COMMANDS:
        path = shutil.which(command)
        if path:
            return path
    for application in APPLICATIONS:
        if application.exists():
            return str(application)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def launch_flags() -> list[str]:
    """Return flags that keep Chromium from contacting other hosts than the tests' server."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    # Chromium's sandbox refuses to run as root.
    return [*flags, "--no-sandbox"] if os.geteuid() == 0 else flags


def install() -> bool:
    """Install Chromium with apt where possible, else Playwright's; True on success."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        package = ["install", "--yes", "--no-install-recommends", "chromium"]
        steps = [["apt-get", "-qq", "update"], ["apt-get", "-qq", *package]]
        if all(subprocess.run(step, env=quiet, check=False).returncode == 0 for step in steps):
            return True
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(own, check=False).returncode == 0


def main() -> None:
    """Install a browser if needed; without one its tests are skipped, or in CI the run fails."""
    if find():
        return
    print("No Chromium found; installing one for the browser tests", flush=True)
    if install() and find():
        return
    if os.environ.get("CI"):
        sys.exit(NONE_FOUND)
    print(f"{NONE_FOUND}. They are skipped.", flush=True)


if __name__ == "__main__":
    main()
