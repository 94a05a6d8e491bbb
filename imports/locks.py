"""One import or publication of a kind at a time, in whatever process it runs."""

import contextlib
import logging
import time
from collections.abc import Iterator

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from imports.errors import FileError
from imports.models import ImportRun

# The first half of the lock's key; the second is the kind of file.
LOCK_SPACE = 436_013
WAIT_POLL_SECONDS = 0.2
# Of a statement that publishes or withdraws. On a busy machine a large file takes half a minute.
LIMIT = "5min"
_KEY = "(%s, hashtext(%s))"
logger = logging.getLogger(__name__)


@contextlib.contextmanager
def hold_import_lock(kind: str, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a kind of file. Without `wait`, raise FileError if another session has it.

    A session may take it more than once. PostgreSQL releases it when the session ends, so a killed
    worker leaves none behind.
    """
    with connection.cursor() as cursor:
        # Not pg_advisory_lock(): a session that waits in it does not end when its client dies.
        while not _try_lock(cursor, kind):
            if not wait:
                raise FileError(_describe_holder(kind))
            time.sleep(WAIT_POLL_SECONDS)
    try:
        yield
    finally:
        # On a connection that broke, the lock is gone as well.
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            _unlock(cursor, kind)


@contextlib.contextmanager
def hold_for_decision(kind: str) -> Iterator[None]:
    """Hold the lock of a kind of file in one transaction, whose statements may take minutes.

    Raises FileError if another session has the lock, or a row breaks a rule of the database.
    """
    try:
        with hold_import_lock(kind), transaction.atomic():
            with connection.cursor() as cursor:
                # A request's own limit is less than a file of all fields of study takes.
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LIMIT])
            yield
    except (DataError, IntegrityError) as error:
        # Checked before it comes to this; if not, the log has the row.
        logger.exception("A decision on an import of %s was refused", kind)
        raise FileError(
            f"The database refused a row ({str(error).splitlines()[0]}). Nothing was changed. "
            "Tell the person who runs this site."
        ) from error


def name_run(run: ImportRun) -> str:
    """The lock that whoever works on a run holds, also while it waits for that of its kind."""
    return f"run {run.pk}"


def is_lock_held(kind: str) -> bool:
    """Tell whether another session holds a lock."""
    with connection.cursor() as cursor:
        is_free = _try_lock(cursor, kind)
        if is_free:
            _unlock(cursor, kind)
    return not is_free


def _try_lock(cursor: CursorWrapper, kind: str) -> bool:
    cursor.execute(f"SELECT pg_try_advisory_lock{_KEY}", [LOCK_SPACE, kind])
    return bool((cursor.fetchone() or (False,))[0])


def _unlock(cursor: CursorWrapper, kind: str) -> None:
    cursor.execute(f"SELECT pg_advisory_unlock{_KEY}", [LOCK_SPACE, kind])


def _describe_holder(kind: str) -> str:
    run = ImportRun.objects.running().filter(kind=kind).select_related("created_by").first()
    if run is None:
        return "Another file is being published at this moment. Try again in a minute."
    by = f", started by {run.created_by}" if run.created_by else ""
    return f"Another import is running ({run.file_name}{by}). Try again when it has ended."
