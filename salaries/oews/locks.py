"""One import or publication at a time, whoever starts it and from where."""

import contextlib
from collections.abc import Iterator

from django.db import DatabaseError, connection

from salaries.models import WageImport
from salaries.oews.trouble import FileError

# Any number that other advisory locks of this site do not use.
IMPORT_LOCK = 4_360_132_025


@contextlib.contextmanager
def alone(*, wait: bool = False) -> Iterator[None]:
    """Hold the lock of imports. Without `wait`, raises FileError where somebody else has it.

    PostgreSQL lets go of it by itself when the process that has it dies.
    """
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORT_LOCK])
            (held,) = cursor.fetchone() or (False,)
            if not held:
                raise FileError(_who())
    try:
        yield
    finally:
        # On a connection that broke, the lock is gone as well.
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])


def is_held() -> bool:
    """Whether an import or publication is at work now, in any process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORT_LOCK])
        (free,) = cursor.fetchone() or (False,)
        if free:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])
    return not free


def _who() -> str:
    run = (
        WageImport.objects.at_work()
        .exclude(state=WageImport.State.QUEUED)
        .select_related("created_by")
        .first()
    )
    if run is None:
        return "A release is being published at this moment. Try again in a minute."
    by = f", started by {run.created_by}" if run.created_by else ""
    return f"Another import is at work ({run.file_name}{by}). Try again when it has ended."
