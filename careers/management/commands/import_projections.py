"""Imports table 1.2 of the Employment Projections as a release."""

import csv
import lzma
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers.models import Projection
from careers.projections.publishing import create_draft
from careers.projections.table import CHOICES, ProjectionTable, read_table
from careers.releases import publish_release
from imports.errors import FileError


class Command(BaseCommand):
    help = (
        "Reads table 1.2 of the Employment Projections (.xlsx, .csv, .csv.gz, .csv.xz), checks it, "
        "and makes a draft of it: visitors see it once it is published. With --compile, writes it "
        "as a compact file and leaves the database alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--released-on", type=date.fromisoformat, help="as in 2025-08-28")
        parser.add_argument("--note", default="", help="shown beside the source")
        parser.add_argument("--publish", action="store_true", help="publish it at once")
        parser.add_argument("--compile", type=Path, metavar="FILE", help="a .csv.xz to write")
        parser.add_argument("--credit", default="", help="the compact file's first line")
        parser.add_argument(
            "--blank-is-none",
            action="store_true",
            help="an empty cell stands for “None”, which some copies of the table lost",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            table = read_table(path, path.name, blank_is_none=options["blank_is_none"])
            if options["compile"]:
                write_compact_file(table, options["compile"], options["credit"])
                self.stdout.write(f"{options['compile']}: {len(table.rows)} rows")
                return
            facts = {"released_on": options["released_on"], "note": options["note"]}
            release = create_draft(table, path.name, **facts)
            if options["publish"]:
                publish_release(release, None)
        except FileError as error:
            raise CommandError(str(error)) from error
        release.refresh_from_db()
        self.stdout.write(f"{release.years}: {len(table.rows)} rows, {release.status}")


def write_compact_file(table: ProjectionTable, path: Path, credit: str) -> None:
    """Write a table with short names of columns; one that no row fills is left out."""
    columns: dict[str, Any] = {
        "soc_code": lambda row: row.soc_code,
        "title": lambda row: row.title,
        "row_type": lambda row: "Summary" if row.is_group else "Line item",
        f"employment_{table.base_year}": lambda row: row.employment / 1000,
        f"employment_{table.target_year}": lambda row: row.employment_projected / 1000,
        "percent_change": lambda row: row.growth_percent,
        "openings": lambda row: row.openings_per_year / 1000,
        "self_employed": lambda row: row.self_employed_percent,
        "typical_education": lambda row: _get_label(row, "entry_education"),
        "work_experience": lambda row: _get_label(row, "experience"),
        "on_the_job_training": lambda row: _get_label(row, "training"),
    }
    lines = [[value(row) for value in columns.values()] for row in table.rows]
    filled = [any(cell not in ("", None) for cell in cells) for cells in zip(*lines, strict=True)]
    with lzma.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([credit])
        for line in [list(columns), *lines]:
            writer.writerow([cell for cell, keep in zip(line, filled, strict=True) if keep])


def _get_label(row: Projection, name: str) -> str:
    value = getattr(row, name)
    return str(CHOICES[name](value).label) if value else ""
