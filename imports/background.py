"""A file is published or withdrawn by the task worker: what is going on, for its page.

The worker's own record of the task tells whether it waits, runs or has ended. Each step has a lock,
which other sessions see at once while the one transaction is open, and which is gone when the
worker dies.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from imports.errors import FileError
from imports.locks import hold_import_lock, is_lock_held
from imports.models import ImportRun
from imports.run import TIME_TO_BEGIN

WAIT = "Waiting for its turn"
WRITE = "Writing what the file says"
SAVE = "Checking and saving"
DIED = "The worker was stopped in the middle. Nothing was changed; try again."
BROKE = "It stopped because of an error. Nothing was changed. Tell the person who runs this site."

OnStep = Callable[[str], None]


def ignore_step(step: str) -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Change:
    """The latest change of a row that somebody asked for."""

    action: str
    since: dt.datetime
    is_at_work: bool = False
    steps: tuple[tuple[str, str], ...] = ()
    message: str = ""
    has_failed: bool = False

    @property
    def progress(self) -> str:
        """Which of its steps it is at."""
        at = next(n for n, (_, state) in enumerate(self.steps, 1) if state == "now")
        return f"Step {at} of {len(self.steps)}"


@dataclass(frozen=True)
class Job:
    """Changes of rows of a model that take longer than a request may.

    The task at the path takes the row's key and the name of an action first. Each action has steps.
    """

    model: type[Model]
    task_path: str
    steps: Mapping[str, tuple[str, ...]]

    def enqueue(self, task: Task[Any, Any], pk: int, action: str, *more: Any) -> None:
        """Have the worker change a row. Raises FileError if it is being changed already."""
        with transaction.atomic():
            # One click after the other; a row that is locked is being changed just now.
            rows = self.model._default_manager.select_for_update(skip_locked=True)
            if rows.filter(pk=pk).first() is None or self.is_at_work(pk):
                raise FileError("Not again: it is being changed already.")
            task.enqueue(pk, action, *more)

    def carry_out(self, pk: int, kind: str, change: Callable[[OnStep], str]) -> tuple[str, bool]:
        """Change a row when no other file of the kind is at work; return what the task returns:
        a message, and whether it was refused."""
        try:
            with (
                self._show_steps(pk) as on_step,
                hold_import_lock(kind, wait=True),
            ):
                return change(on_step), False
        except FileError as problem:
            return str(problem), True

    def is_at_work(self, pk: int) -> bool:
        """Whether the worker is to change a row, or is about it."""
        latest = self.find_latest(pk)
        return latest is not None and latest.is_at_work

    def find_latest(self, pk: int) -> Change | None:
        """What the worker does with a row, or did last; None if it was never asked to."""
        tasks = DBTaskResult.objects.filter(task_path=self.task_path, args_kwargs__args__0=pk)
        task = tasks.order_by("-enqueued_at").first()
        if task is None:
            return None
        action = task.args_kwargs["args"][1]
        since = task.finished_at or task.started_at or task.enqueued_at
        if task.status == "SUCCESSFUL":
            message, has_failed = task.return_value or ("", False)
            return Change(action, since, message=message, has_failed=has_failed)
        if task.status == "FAILED":
            return Change(action, since, message=BROKE, has_failed=True)
        is_late = task.status == "RUNNING" and since < timezone.now() - TIME_TO_BEGIN
        if is_late and not is_lock_held(self._name_lock(pk)):
            return Change(action, since, message=DIED, has_failed=True)
        return Change(action, since, is_at_work=True, steps=self._list_steps(pk, action))

    @contextlib.contextmanager
    def _show_steps(self, pk: int) -> Iterator[OnStep]:
        """Give a function that shows a step of a change, in all sessions, until the end."""
        with contextlib.ExitStack() as locks:

            def enter(step: str) -> None:
                locks.enter_context(hold_import_lock(self._name_lock(pk, step), wait=True))

            enter("")
            yield enter

    def _name_lock(self, pk: int, step: str = "") -> str:
        """That of a step, or of the whole change."""
        return f"{self.model._meta.model_name} {pk} {step}"

    def _list_steps(self, pk: int, action: str) -> tuple[tuple[str, str], ...]:
        """Waiting and the steps of an action, with `done`, `now` or nothing."""
        steps = self.steps[action]
        held = [n for n, step in enumerate(steps, 1) if is_lock_held(self._name_lock(pk, step))]
        at = max(held, default=0)
        return tuple(
            (label, "done" if n < at else "now" if n == at else "")
            for n, label in enumerate((WAIT, *steps))
        )


# The path of `imports.tasks.publish_file`, which calls what is here.
PUBLICATION = Job(ImportRun, "imports.tasks.publish_file", {"publish": (WRITE, SAVE)})


def find_publication(run: ImportRun) -> Change | None:
    """The latest publication that was asked for since the import got where it stands."""
    latest = PUBLICATION.find_latest(run.pk)
    if latest is None or run.finished_at is None or latest.since < run.finished_at:
        return None
    return latest
