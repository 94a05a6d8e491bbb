#!/usr/bin/env python3
"""Django's command line, with the site's own PostgreSQL running for as long as a command does.

A DATABASE_URL in the environment names another server; without one this is a site on the machine
it is worked on, so that the settings of `make run` hold (see CAREERGUIDE_MODE in docs/deploy.md).
"""

import os
import signal
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    try:
        from django.core.management import execute_from_command_line

        from careerguide import database, postgresql, processes
    except ImportError as error:
        sys.exit(f"{error}. The packages are in .venv (made by `make`): .venv/bin/python manage.py")

    processes.follow_stdin()
    # By default these signals end Python at once, and PostgreSQL would be left running.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))

    if not database.is_embedded():
        execute_from_command_line(sys.argv)
        return
    os.environ.setdefault("CAREERGUIDE_MODE", "local")
    try:
        with database.in_use():
            execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except postgresql.DatabaseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
