#!/usr/bin/env python3
"""Django's command line, with the site's own PostgreSQL running for as long as a command does.

An environment without DATABASE_URL and SECRET_KEY is that of a checkout somebody works in, so that
the settings of `make run` hold there (see CAREERGUIDE_MODE in docs/deploy.md).
"""

import contextlib
import os
import signal
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    if not os.environ.get("DATABASE_URL") and not os.environ.get("SECRET_KEY"):
        os.environ.setdefault("CAREERGUIDE_MODE", "local")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        from devserver import database, postgresql, processes
    except ImportError as error:
        sys.exit(f"{error}. The packages are in .venv (made by `make`): .venv/bin/python manage.py")

    processes.follow_stdin()
    # By default these signals end Python at once, and PostgreSQL would be left running.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))

    try:
        with database.in_use() if database.is_embedded() else contextlib.nullcontext():
            execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings do not fit: {error}")
    except postgresql.DatabaseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
