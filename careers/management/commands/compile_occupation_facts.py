"""Compiles the facts of occupations that come with the project."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers.facts.compact import FOLDER, compile_folder, name_file
from imports.errors import FileError


class Command(BaseCommand):
    help = (
        "Reads the tables of a folder (O*NET, NCES, BLS and others; recognized by their columns) "
        "and writes what they say of the survey's occupations as compact files: codes, figures and "
        "names, no sentences. Sources and dates are in releases.toml beside them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["folder"].is_dir():
            raise CommandError(f"There is no folder {options['folder']}.")
        try:
            tables = compile_folder(options["folder"], options["to"])
        except FileError as error:
            raise CommandError(str(error)) from error
        for table in tables:
            size = (options["to"] / name_file(table.kind)).stat().st_size
            self.stdout.write(
                f"{table.kind}: {len(table.rows)} occupations, {len(table.components)} of them "
                f"means; {size:,} bytes; {table.edition or '(edition not told)'}"
            )
