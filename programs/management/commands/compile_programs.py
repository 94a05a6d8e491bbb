"""Compiles the files of programs and institutions that come with the project."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imports.errors import FileError
from programs.bundled import DATA
from programs.importing.compact import SUFFIX, compile_file


class Command(BaseCommand):
    help = (
        "Reads files as their publishers release them (College Scorecard field of study, or that "
        "compiled for all fields; IPEDS directory HD), and writes each as a compact file. What it "
        "prints goes into programs/bundled.py and programs/data/README.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+")
        parser.add_argument("--to", type=Path, default=DATA, help="folder to write to")

    def handle(self, *args: Any, **options: Any) -> None:
        for source in options["files"]:
            target = options["to"] / f"{source.name.partition('.')[0]}{SUFFIX}"
            try:
                about, notes = compile_file(source, target)
            except (FileError, OSError) as error:
                raise CommandError(str(error)) from error
            self.stdout.write(
                f"{target.name}: {about.layout}, {about.rows:,} rows, {about.left_out:,} left out; "
                f"{target.stat().st_size:,} bytes; SHA-256 of the table {about.sha256}"
            )
            for note in notes:
                self.stdout.write(f"  row {note.row}, {note.column}: {note.message}; left out")
