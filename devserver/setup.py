"""Brings the database, its content and the static files of a checkout up to date.

Run as ``python -m devserver.setup``. It prints the password of `admin` if that was created now.
"""

import contextlib
import os
import secrets
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from devserver.checkout import PROJECT, DevServerError, locked


def set_up() -> str | None:
    """Bring everything up to date; give the password of `admin` if that account was created now.

    Raises DevServerError for a database that another version made. Nothing is deleted.
    """
    # Two `make run` must not both fill a new database.
    with locked(PROJECT, "setup.lock"):
        # Static files need no database, and a new database takes longer.
        with ThreadPoolExecutor(max_workers=1) as pool:
            collecting = pool.submit(collect_static)
            migrate()
            call_command("load_content")
            collecting.result()
        return create_first_admin()


def migrate() -> None:
    """Apply the migrations that are missing."""
    executor = MigrationExecutor(connection)
    # Other packages may drop migrations that a newer one replaces.
    packages = {app.label for app in apps.get_app_configs() if Path(app.path).parent != PROJECT}
    applied = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    unknown = sorted(f"{app}.{name}" for app, name in applied if app not in packages)
    if unknown:
        raise DevServerError(
            "Another version of this code made the database: it has migrations that this version "
            f"does not know, {len(unknown)} in all, such as {unknown[0]}. It was left as it is.\n"
            "Set it aside and start anew with an empty one:\n    make fresh run\n"
            "Or go back to that version, or name another database in DATABASE_URL."
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        print(f"Database: {len(plan)} migrations to apply", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Collect and compress the static files, which takes seconds, if any is newer than the last."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    # The static files of packages are as new as the virtual environment.
    sources = [Path(sys.prefix), *(PROJECT / "static").rglob("*")]
    newest = max(path.stat().st_mtime for path in sources)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)
        print("Static files collected", flush=True)


def create_first_admin() -> str | None:
    """Give a database without any user an `admin`, and give its password; else None."""
    users = get_user_model().objects
    if users.exists():
        return None
    password = "-".join(textwrap.wrap(secrets.token_hex(10), 5))
    users.create_superuser("admin", password=password)
    return password


def main() -> None:
    """Set up. Messages go to standard error; the password alone to standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    try:
        django.setup()
        with contextlib.redirect_stdout(sys.stderr):
            password = set_up()
    except KeyboardInterrupt:
        sys.exit(130)
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except OperationalError as error:
        from serving.connections import explain_failure, is_failure_to_connect

        if not is_failure_to_connect(error):
            raise
        sys.exit(" ".join(explain_failure(DEFAULT_DB_ALIAS, error)))
    print(password or "")


if __name__ == "__main__":
    main()
