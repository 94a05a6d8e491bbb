"""One import or publication of a kind at a time, in whatever process it runs."""

import contextlib
from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from imports.errors import FileError
from imports.models import ImportRun

# The first half of the lock's key; the second is the kind of file.
LOCK_SPACE = 436_013
_KEY = "(%s, hashtext(%s))"


@contextlib.contextmanager
def hold_import_lock(kind: str, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a kind of file. Without `wait`, raise FileError if another session has it.

    A session may take it more than once. PostgreSQL releases it when the session ends, so a killed
    worker leaves none behind.
    """
    with connection.cursor() as cursor:
        if wait:
            cursor.execute(f"SELECT pg_advisory_lock{_KEY}", [LOCK_SPACE, kind])
        elif not _try_lock(cursor, kind):
            raise FileError(_describe_holder(kind))
    try:
        yield
    finally:
        # On a connection that broke, the lock is gone as well.
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            _unlock(cursor, kind)


def is_lock_held(kind: str) -> bool:
    """Tell whether another session imports or publishes a file of this kind."""
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
