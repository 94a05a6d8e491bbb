"""An import from its file to a draft: read and stage, check, compare, build. Nothing of it is
public before somebody publishes the draft."""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from salaries.models import ImportFinding, SourceFile, WageImport
from salaries.oews import check, diff, publish
from salaries.oews.files import tables
from salaries.oews.locks import alone, is_held
from salaries.oews.places import LEVELS
from salaries.oews.reader import Reading, month_of, top_codes
from salaries.oews.stage import stage
from salaries.oews.trouble import TOO_LATE, CancelledError, FileError

State = WageImport.State
Tell = Callable[[WageImport], None]


def run_import(
    run: WageImport, *, build: bool = True, wait: bool = False, tell: Tell | None = None
) -> None:
    """Take an import as far as it goes without an editor: to a draft, or to what stops it.

    Its state and message are saved at every step; `tell` hears of them too. Without `build` it
    ends before the draft. Raises FileError only where another import is at work and `wait` is
    not asked for.
    """
    with alone(wait=wait):
        run.refresh_from_db()
        if run.state != State.QUEUED:
            return
        run.started_at = timezone.now()
        try:
            _steps(run, build=build, tell=tell or _nobody)
        except FileError as problem:
            _end(run, State.FAILED, str(problem))
        except CancelledError:
            _end(run, State.CANCELLED, "Cancelled. Nothing was changed.")
        except Exception as error:
            # Whatever it was, the editor learns that it is over; the log has the rest.
            words = str(error).splitlines() or [type(error).__name__]
            _end(run, State.FAILED, f"It stopped: {words[0][:300]}. Nothing was changed.")
            raise


def _nobody(run: WageImport) -> None:
    """Hear of progress and do nothing."""


def _steps(run: WageImport, *, build: bool, tell: Tell) -> None:
    path = Path(run.path)
    if not path.is_file():
        raise FileError("The uploaded file is gone. Upload it again.")
    _go(run, State.READING, tell)
    digest = hashlib.sha256()

    def progress(share: float, reading: Reading) -> None:
        run.percent = min(100, round(100 * share))
        run.rows_read, run.rows_staged = reading.rows, reading.staged
        run.rows_left_out = reading.left_out
        _save(run, tell)

    with tables(path, run.file_name, digest) as found:
        _settle_month(run, month_of([name for table in found for name in table.names]))
        reading = stage(found, progress)
        codes = top_codes([note for table in found for note in table.notes])
    run.sha256 = digest.hexdigest()
    if not run.even_if_known:
        _refuse_known(run)
    if not reading.staged and not reading.troubles:
        raise FileError(
            f"{run.file_name} has heads but no cross-industry rows below them"
            + (f" ({reading.left_out:,} rows of single industries)." if reading.left_out else ".")
        )
    run.levels = sorted({LEVELS[area[2]] for area in reading.areas.values()})
    _go(run, State.CHECKING, tell)
    check.check(run, reading)
    run.base = base = diff.base_for(run.period) if run.period else None
    _go(run, State.COMPARING, tell)
    if base:
        check.check_against(run, reading, base)
    run.counts = diff.compare(base, run.levels)
    run.counts |= {f"found_{kind}": n for kind, n in reading.trouble_counts.items()}
    if run.findings.filter(severity=ImportFinding.Severity.BLOCK).exists():
        _end(
            run,
            State.BLOCKED,
            "The file has faults that forbid publishing; each is listed with its row.",
        )
        return
    if not build:
        _end(run, State.READY, "")
        return
    _go(run, State.BUILDING, tell)
    run.release = publish.build_draft(run, reading, base, codes)
    _end(run, State.READY, "")


def _settle_month(run: WageImport, months: set[dt.date]) -> None:
    """Take the month from the names in the file; the editor's word must not contradict them."""
    if len(months) > 1:
        named = " and ".join(f"{month:%B %Y}" for month in sorted(months))
        raise FileError(f"The file's names speak of more than one month: {named}.")
    if run.period is None and not months:
        raise FileError(
            "Neither the file's name nor its sheet says which month it is for. "
            "Upload it again and give the month."
        )
    named_month = next(iter(months), None)
    if run.period is not None and named_month is not None and run.period != named_month:
        raise FileError(
            f"You gave {run.period:%B %Y}, but the file's name or sheet says {named_month:%B %Y}."
        )
    run.period = run.period or named_month


def _refuse_known(run: WageImport) -> None:
    known = SourceFile.objects.filter(sha256=run.sha256).select_related("release").last()
    if known:
        raise FileError(
            f"This file is known: it was loaded on {known.loaded_at:%B %-d, %Y} as {known.name}, "
            f"and is part of {known.release}. To load it again all the same, upload it with "
            "“Load it even if it is known”."
        )


def _go(run: WageImport, state: str, tell: Tell) -> None:
    run.state, run.percent = state, 0
    _save(run, tell)


def _save(run: WageImport, tell: Tell) -> None:
    """Save what is the import's own; raise CancelledError if an editor asked for it."""
    run.save(update_fields=_OWN_FIELDS)
    tell(run)
    run.refresh_from_db(fields=["cancel_requested"])
    if run.cancel_requested:
        raise CancelledError


_OWN_FIELDS = [
    *("state", "percent", "message", "sha256", "period", "rows_read", "rows_staged"),
    *("rows_left_out", "counts", "levels", "base", "release", "started_at", "finished_at"),
]


def _end(run: WageImport, state: str, message: str) -> None:
    run.state, run.message, run.finished_at = state, message, timezone.now()
    if state in (State.READY, State.BLOCKED):
        run.percent = 100
        _remove_upload(Path(run.path))
    run.save(update_fields=_OWN_FIELDS)


def _remove_upload(path: Path) -> None:
    """Remove a file that was uploaded and is not needed again; others are not ours."""
    if path.is_relative_to(settings.UPLOAD_ROOT):
        path.unlink(missing_ok=True)


def notice_death(run: WageImport) -> bool:
    """Mark an import as failed whose worker died; whether it was so.

    An import at work holds the lock, and PostgreSQL lets go of it when the worker dies.
    """
    if run.state == State.QUEUED or not run.is_at_work or is_held():
        return False
    marked = WageImport.objects.filter(pk=run.pk, state__in=WageImport.AT_WORK).exclude(
        state=State.QUEUED
    )
    if not marked.update(
        state=State.FAILED,
        finished_at=timezone.now(),
        message="The worker was stopped in the middle. Nothing was changed; start it again.",
    ):
        return False
    run.refresh_from_db()
    return True


def restart(run: WageImport) -> None:
    """Put an import that failed or was cancelled back to its beginning.

    Raises FileError where it is neither, as after the first of two clicks.
    """
    with transaction.atomic():
        locked = WageImport.objects.select_for_update().get(pk=run.pk)
        if not locked.can_restart:
            raise FileError(TOO_LATE)
        locked.findings.all().delete()
        locked.state, locked.percent, locked.message = State.QUEUED, 0, ""
        locked.rows_read = locked.rows_staged = locked.rows_left_out = 0
        locked.counts, locked.base, locked.finished_at = {}, None, None
        locked.cancel_requested = False
        locked.save(update_fields=[*_OWN_FIELDS, "cancel_requested"])
    run.refresh_from_db()
