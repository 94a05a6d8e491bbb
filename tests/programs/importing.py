"""Imports of programs, as far as a test wants them."""

import datetime as dt
from pathlib import Path
from typing import Any

from imports.decisions import publish_import
from imports.run import run_import
from programs.models import Dataset, ProgramImport

RELEASED = dt.date(2026, 6, 10)


def queued(path: Path, published_on: dt.date = RELEASED, **values: Any) -> ProgramImport:
    return ProgramImport.objects.create(
        file_name=path.name,
        path=str(path),
        size=path.stat().st_size,
        published_on=published_on,
        **values,
    )


def checked(path: Path, published_on: dt.date = RELEASED, **values: Any) -> ProgramImport:
    run = queued(path, published_on, **values)
    run_import(run)
    run.refresh_from_db()
    return run


def published(path: Path, published_on: dt.date = RELEASED, **values: Any) -> Dataset:
    run = checked(path, published_on, **values)
    publish_import(run, None, in_spite_of_doubts=True)
    assert run.dataset is not None
    return run.dataset


def messages(run: ProgramImport, kind: str) -> dict[int | None, str]:
    """Messages of a run's findings of one kind, by row."""
    return dict(run.findings.filter(kind=kind).values_list("row", "message"))
