"""A database with the bundled content, for as long as something is measured."""

import contextlib
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases


@contextlib.contextmanager
def filled_database() -> Iterator[None]:
    """A new test database with the content that `load_content` loads; deleted in the end."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_content", verbosity=0)
        yield
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)
