"""An import from its file to a draft: read and stage, check, compare, build.

Nothing of it is public before somebody publishes it (see `imports.decisions`).
"""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from imports.errors import TOO_LATE, CancelledError, FileError
from imports.intake import open_tables
from imports.kinds import ImportKind, Note, Reading, kind_of
from imports.locks import hold_import_lock, is_lock_held, name_run
from imports.models import ImportFinding, ImportRun

State = ImportRun.State
OnProgress = Callable[[Any], None]
# The path of `imports.tasks.import_file`, which calls what is here.
IMPORT_TASK = "imports.tasks.import_file"
# Between taking a task and the lock of its run, a worker has nothing else to do.
TIME_TO_BEGIN = dt.timedelta(minutes=1)
# What an editor may change meanwhile is not written back.
_NOT_SAVED = {"cancel_requested", "created_at", "created_by", "even_if_known", "file_name"}


def run_import(
    run: ImportRun,
    *,
    build: bool = True,
    wait: bool = False,
    on_progress: OnProgress | None = None,
) -> None:
    """Take an import as far as it goes without an editor: to a draft, or to what stops it.

    Its state and message are saved at every step, after which `on_progress` is called. Without
    `build` it ends before the draft. Raises FileError only if another import is running and `wait`
    is not asked for.
    """
    kind = kind_of(run)
    with contextlib.ExitStack() as locks:
        locks.enter_context(hold_import_lock(name_run(run), wait=wait))
        # From now on the missing lock tells that its worker died (see mark_if_dead).
        ImportRun.objects.filter(pk=run.pk, state=State.QUEUED).update(started_at=timezone.now())
        locks.enter_context(hold_import_lock(kind.key, wait=wait))
        run.refresh_from_db()
        if run.state != State.QUEUED:
            return
        try:
            _take_steps(run, kind, build, on_progress or _ignore_progress)
        except FileError as problem:
            _end(run, State.FAILED, str(problem))
        except CancelledError:
            _end(run, State.CANCELLED, "Cancelled. Nothing was changed.")
        except Exception as error:
            # Whatever it was, the editor learns that it is over; the log has the rest.
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            _end(run, State.FAILED, f"It stopped: {reason[:300]}. Nothing was changed.")
            raise


def _ignore_progress(run: ImportRun) -> None:
    """Do nothing."""


def _take_steps(run: ImportRun, kind: ImportKind, build: bool, on_progress: OnProgress) -> None:
    def enter(state: str) -> None:
        run.state, run.percent = state, 0
        _save_progress(run, on_progress)

    enter(State.READING)
    reading = _read(run, kind, on_progress)
    if not run.even_if_known and (known := kind.find_known(run.sha256)):
        raise FileError(
            f"This file is known: {known}. To load it again all the same, upload it with "
            "“Load it even if it is known”."
        )
    enter(State.CHECKING)
    with transaction.atomic():
        run.findings.all().delete()
        kind.add_findings(run, reading.notes)
        kind.check(run, reading)
    enter(State.COMPARING)
    with transaction.atomic():
        kind.compare(run, reading)
    run.counts |= {f"found_{name}": count for name, count in reading.note_counts.items()}
    if run.findings.filter(severity=ImportFinding.Severity.BLOCK).exists():
        _end(run, State.BLOCKED, "The file has faults that forbid publishing; they are listed.")
        return
    if build:
        enter(State.BUILDING)
        kind.build_draft(run, reading)
    _end(run, State.READY, "")


def _read(run: ImportRun, kind: ImportKind, on_progress: OnProgress) -> Reading:
    """Stage the file's rows, and set the run's hash and counts of rows."""
    if not run.path or not Path(run.path).is_file():
        raise FileError("The uploaded file is gone. Upload it again.")
    digest = hashlib.sha256()

    def report(reading: Reading, share: float) -> None:
        run.percent = min(100, round(100 * share))
        run.rows_read, run.rows_staged = reading.rows, reading.staged
        run.rows_left_out = reading.left_out
        _save_progress(run, on_progress)

    with open_tables(
        Path(run.path),
        run.file_name,
        kind.is_header,
        on_bytes=digest.update,
        fallback_encoding=kind.fallback_encoding,
        tabs=kind.has_tabs,
    ) as tables:
        reading = kind.stage(run, tables, report)
        for table in tables:
            for sheet in table.hidden:
                text = f"The hidden sheet “{sheet}” has a table as well, which was not read."
                reading.note(Note("hidden_sheet", message=text))
    report(reading, 1.0)
    run.sha256 = digest.hexdigest()
    return reading


def _save_progress(run: ImportRun, on_progress: OnProgress) -> None:
    """Save what is the import's own; raise CancelledError if an editor asked for it."""
    _save(run)
    on_progress(run)
    run.refresh_from_db(fields=["cancel_requested"])
    if run.cancel_requested:
        raise CancelledError


def _save(run: ImportRun) -> None:
    fields = [field for field in run._meta.concrete_fields if not field.primary_key]
    run.save(update_fields=[field.name for field in fields if field.name not in _NOT_SAVED])


def _end(run: ImportRun, state: str, message: str) -> None:
    run.state, run.message, run.finished_at = state, message, timezone.now()
    if state in (State.READY, State.BLOCKED):
        run.percent = 100
    _save(run)


def mark_if_dead(run: ImportRun) -> bool:
    """Mark an import as failed if its worker died; return whether it did.

    A worker holds the lock of its run, which PostgreSQL releases when the worker dies. A run that
    no worker has begun yet is only waiting.
    """
    is_begun = run.started_at is not None or _is_taken(run)
    if not run.is_at_work or not is_begun or is_lock_held(name_run(run)):
        return False
    seen = {"pk": run.pk, "state": run.state, "started_at": run.started_at}
    marked = ImportRun.objects.filter(**seen).update(
        state=State.FAILED,
        finished_at=timezone.now(),
        message="The worker was stopped in the middle. Nothing was changed; start it again.",
    )
    run.refresh_from_db()
    return bool(marked)


def _is_taken(run: ImportRun) -> bool:
    """Whether a worker took a run's newest task so long ago that it must have begun with it."""
    tasks = DBTaskResult.objects.filter(task_path=IMPORT_TASK, args_kwargs__args=[run.kind, run.pk])
    newest = tasks.order_by("-enqueued_at").first()
    if newest is None or newest.started_at is None:
        return False
    return newest.started_at < timezone.now() - TIME_TO_BEGIN


def restart_import(run: ImportRun) -> None:
    """Put an import that nobody decided on back to its beginning, to be read and compared again.

    Raises FileError if that is too late, as after the first of two clicks.
    """
    kind = kind_of(run)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=run.pk).first()
        if locked is None or not locked.can_restart:
            raise FileError(TOO_LATE)
        run.refresh_from_db()
        kind.drop_draft(run)
        run.findings.all().delete()
        run.state, run.percent, run.message = State.QUEUED, 0, ""
        run.rows_read = run.rows_staged = run.rows_left_out = 0
        run.counts, run.cancel_requested = {}, False
        run.started_at = run.finished_at = None
        run.save()


def cancel_import(run: ImportRun) -> str:
    """Stop an import, one that waits at once; return a message. Raises FileError if too late."""
    waiting = ImportRun.objects.filter(pk=run.pk, state=State.QUEUED)
    if waiting.update(
        state=State.CANCELLED, finished_at=timezone.now(), message="Cancelled before it began."
    ):
        return "Cancelled. Nothing was changed."
    if ImportRun.objects.running().filter(pk=run.pk).update(cancel_requested=True):
        return "It stops at the next piece."
    raise FileError(TOO_LATE)
