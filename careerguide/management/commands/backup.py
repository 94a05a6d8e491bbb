from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser

from careerguide import backups


class Command(BaseCommand):
    help = (
        "Saves the database to a file, restores that into a new database, and compares every row."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--no-check", action="store_true", help="save, and do not restore it on trial"
        )

    def handle(self, *args: Any, file: Path, no_check: bool, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already.")
        try:
            tables = backups.save_backup(file)
            self.stdout.write(
                f"Saved {sum(number for number, _ in tables.values()):,} rows of {len(tables)} "
                f"tables to {file} ({file.stat().st_size / 1024**2:.1f} MB)."
            )
            if not no_check:
                rows = backups.check_backup(file)
                self.stdout.write(f"Restored it into a new database: {rows:,} rows, all the same.")
        except (backups.BackupError, psycopg.Error, OSError) as error:
            raise CommandError(str(error)) from error
