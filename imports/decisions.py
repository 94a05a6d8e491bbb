"""What is decided on an import: it is published, or discarded. Each is one transaction."""

from pathlib import Path

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from imports.background import SAVE, WRITE, OnStep, ignore_step
from imports.errors import TOO_LATE, FileError
from imports.kinds import User, kind_of
from imports.locks import hold_for_decision
from imports.models import ImportFinding, ImportRun
from imports.run import run_import
from imports.uploads import remove_upload

State = ImportRun.State


def list_doubts(run: ImportRun) -> list[str]:
    """What the findings of a run ask of whoever publishes it, beside being sure."""
    doubts = run.findings.filter(severity=ImportFinding.Severity.ASK)
    return list(doubts.values_list("message", flat=True))


def publish_import(
    run: ImportRun,
    user: User | None,
    *,
    in_spite_of_doubts: bool = False,
    on_step: OnStep = ignore_step,
) -> str:
    """Show what an import brings to visitors; return a message for the editor.

    `on_step` is called with each step (see `imports.background`). Raises FileError if another
    import runs, the draft was decided on meanwhile, what it was compared with has changed, or a
    finding asks for a second yes that was not given.
    """
    with hold_for_decision(run.kind):
        _lock_in_state(run, State.READY)
        doubts = list_doubts(run)
        if doubts and not in_spite_of_doubts:
            raise FileError(
                f"{' '.join(doubts)} If the file is right all the same, say so on the page of its "
                "import, where you publish it."
            )
        on_step(WRITE)
        message = kind_of(run).publish(run, user)
        path = _settle(run, State.PUBLISHED)
        log_change(
            run, user, " ".join(["Published.", *(f"In spite of: {text}" for text in doubts)])
        )
        on_step(SAVE)
    remove_upload(path)
    return message


def discard_import(run: ImportRun, user: User | None = None) -> None:
    """Remove what an import that nobody published has left. Raises FileError if too late."""
    with transaction.atomic():
        _lock_in_state(run, State.READY, State.BLOCKED, State.FAILED, State.CANCELLED)
        kind_of(run).drop_draft(run)
        path = _settle(run, State.DISCARDED)
        log_change(run, user, "Discarded.")
    remove_upload(path)


def import_bundled(run: ImportRun) -> None:
    """Import a file that comes with the project. Raises FileError if anything forbids it."""
    run_import(run, wait=True)
    if run.state != State.READY:
        raise FileError(f"{run.file_name}: {run.message}")


def _lock_in_state(run: ImportRun, *states: str) -> None:
    # As it is now: who decides may have looked before somebody else decided, or decides just now.
    locked = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=run.pk).first()
    if locked is None or locked.state not in states:
        raise FileError(TOO_LATE)
    run.refresh_from_db()


def _settle(run: ImportRun, state: str) -> Path:
    """Save that a run is decided on; return the path of its file, of which no use is left."""
    path = Path(run.path)
    run.state, run.path, run.finished_at = state, "", timezone.now()
    run.save(update_fields=["state", "path", "finished_at"])
    return path


def log_change(row: models.Model, user: User | None, message: str) -> None:
    """Add to the history that admin shows; a command without a user leaves none."""
    if user is None or user.pk is None:
        return
    LogEntry.objects.create(
        user_id=user.pk,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
