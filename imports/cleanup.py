"""Files that no import needs any more."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction

from imports.kinds import KINDS
from imports.models import ImportRun
from imports.run import mark_if_dead
from imports.uploads import remove_upload

# An upload is on disk before its import is in the database.
MIN_STRAY_AGE = dt.timedelta(days=1)


def clean_up_imports(now: dt.datetime) -> int:
    """Remove what abandoned imports left, and files of no import; return how many files.

    An import whose worker died is marked as failed.
    """
    for run in ImportRun.objects.filter(state__in=ImportRun.AT_WORK):
        mark_if_dead(run)
    removed = sum(_remove_file(pk) for pk in ImportRun.objects.abandoned(now).values_list("pk"))
    return removed + _remove_strays(now)


def _remove_file(key: tuple[int]) -> int:
    """Remove the file and the rows of an import, unless somebody starts it again just now."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=key[0])
        if not run.keeps_file_until:
            return 0
        path = Path(run.path)
        if kind := KINDS.get(run.kind):
            kind.drop_draft(kind.model._default_manager.get(pk=run.pk))
        ImportRun.objects.filter(pk=run.pk).update(path="")
    remove_upload(path)
    return 1


def _remove_strays(now: dt.datetime) -> int:
    """Remove uploads of no import, as a process that was killed leaves them."""
    known = set(ImportRun.objects.exclude(path="").values_list("path", flat=True))
    newest = (now - MIN_STRAY_AGE).timestamp()
    strays = [
        path
        for kind in KINDS
        for path in (settings.UPLOAD_ROOT / kind).glob("*")
        if str(path) not in known and path.is_file() and path.stat().st_mtime < newest
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
