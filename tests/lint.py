"""`make lint`: runs every check, shows what each found, and fails if any found something."""

import os
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [str(path.relative_to(PROJECT)) for path in sorted(PROJECT.glob("templates/**/*.html"))]

# What a server on the internet would set; nothing is connected to.
PRODUCTION = {
    "CAREERGUIDE_MODE": "production",
    "SECRET_KEY": "a key for this check alone, as long and as varied as a real one: 0123456789",
    "ALLOWED_HOSTS": "careerguide.example",
    "DATABASE_URL": "postgres://careerguide:password@database.example/careerguide",
}
PYTHON = sys.executable
# The one tool that comes as a program without a Python module.
DJADE = str(Path(PYTHON).with_name("djade"))

CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("Style", [PYTHON, "-m", "ruff", "check", "--quiet", "."], {}),
    ("Layout", [PYTHON, "-m", "ruff", "format", "--quiet", "--check", "."], {}),
    ("Templates", [DJADE, "--check", "--target-version", "5.2", *TEMPLATES], {}),
    (
        "Imports",
        [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        {},
    ),
    ("Types", [PYTHON, "-m", "mypy"], PRODUCTION),
    ("Settings", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("Migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    ("Messages", [PYTHON, "-m", "tests.messages", "--check"], {}),
    ("Advisories", [PYTHON, "-m", "tests.audit"], {}),
]


def main() -> None:
    """Run the checks one after the other; exit with 1 if any fails."""
    failed = []
    for name, command, environment in CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        verdict = "good" if done.returncode == 0 else "FAILED"
        print(f"{name:<11}{verdict}  {time.monotonic() - began:.1f} s", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
            continue
        for line in done.stdout.splitlines():
            # A check says what it could not do.
            if line.startswith("Note: "):
                print(f"           {line}", flush=True)
    if failed:
        sys.exit(f"To fix: {', '.join(failed)}. `make format` fixes what is only layout.")


if __name__ == "__main__":
    main()
