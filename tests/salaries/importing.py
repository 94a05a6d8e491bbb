"""Imports of wages, as far as a test wants them."""

from pathlib import Path
from typing import Any

from imports.run import run_import
from salaries.models import WageImport
from tests.salaries import files

MEDICAL = "43-6013"
ROWS = files.official(("29-1249", MEDICAL))


def imported(path: Path, **values: Any) -> WageImport:
    """An import taken as far as it goes."""
    run = WageImport.objects.create(
        file_name=path.name, path=str(path), size=path.stat().st_size, **values
    )
    run_import(run)
    run.refresh_from_db()
    return run


def with_changes(**changes: dict[str, str]) -> list[files.Row]:
    """The rows with cells of medical secretaries changed, by state."""
    return [
        {**row, **changes.get(row["PRIM_STATE"], {})} if row["OCC_CODE"] == MEDICAL else dict(row)
        for row in ROWS
    ]
