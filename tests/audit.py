"""Checks whether a pinned package is known to be vulnerable; a part of `make lint`.

    python -m tests.audit [REQUIREMENTS]

Exit code 1 if one is. Where the advisories cannot be reached, it says so and nothing fails: a
checkout has to work without the network.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PINS = Path(__file__).resolve().parent / "requirements.txt"
# For one answer of the service, and for all of them.
ANSWER_TIMEOUT_SECONDS, TIMEOUT_SECONDS = 10, 240
UNREACHABLE_SIGNS = (
    *("ConnectionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError"),
    *("ServiceError", "Could not connect", "your network may be blocking"),
)
NOT_AUDITED = "Note: the advisories could not be reached, so no package was audited ({why})."


def audit(requirements: Path, *service: str) -> tuple[bool, str]:
    """Run pip-audit on pinned requirements; return whether it passed, and a message.

    `service` are arguments of pip-audit for another service than PyPI's own.
    """
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements)]
    command += ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command += ["--timeout", str(ANSWER_TIMEOUT_SECONDS), *service]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS
        )
    except subprocess.TimeoutExpired:
        return True, NOT_AUDITED.format(why=f"no answer within {TIMEOUT_SECONDS} s")
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        if any(sign in done.stderr for sign in UNREACHABLE_SIGNS):
            return True, NOT_AUDITED.format(why=last)
        return False, done.stdout + done.stderr
    return judge(packages)


def judge(packages: list[dict[str, Any]]) -> tuple[bool, str]:
    """Return whether pip-audit's list of packages passes, and a message.

    >>> judge([{"name": "django", "version": "5.2.19", "vulns": []}])
    (True, 'Packages audited: 1')
    >>> judge([{"name": "django", "skip_reason": "not found"}])
    (True, 'Note: the advisories could not be reached, so no package was audited (not found).')
    """
    skipped = [package for package in packages if "skip_reason" in package]
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited and skipped:
        return True, NOT_AUDITED.format(why=skipped[0]["skip_reason"])
    lines = [
        f"{package['name']} {package['version']}: {advisory['id']}, fixed in "
        f"{', '.join(advisory['fix_versions']) or 'no version yet'}"
        for package in audited
        for advisory in package["vulns"]
    ]
    message = f"Packages audited: {len(audited)}"
    if skipped:
        names = ", ".join(package["name"] for package in skipped)
        message = f"Note: unknown to the service and so not audited: {names}\n{message}"
    return not lines, "\n".join([*lines, message])


def main() -> None:
    passed, message = audit(Path(sys.argv[1]) if sys.argv[1:] else PINS)
    print(message)
    if not passed:
        sys.exit(1)


if __name__ == "__main__":
    main()
