"""Imports of wages, as far as a test wants them."""

from pathlib import Path
from typing import Any

from imports.run import run_import
from salaries.models import WageImport


def imported(path: Path, **values: Any) -> WageImport:
    """An import taken as far as it goes."""
    run = WageImport.objects.create(
        file_name=path.name, path=str(path), size=path.stat().st_size, **values
    )
    run_import(run)
    run.refresh_from_db()
    return run
