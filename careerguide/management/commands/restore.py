from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser

from careerguide import backups


class Command(BaseCommand):
    help = (
        "Restores a backup into the site's database, which must be empty, and compares every row."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--into", help="another, empty database of the same server")

    def handle(self, *args: Any, file: Path, into: str | None, **options: Any) -> None:
        try:
            rows = backups.restore_backup(file, into)
        except (backups.BackupError, psycopg.Error, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {rows:,} rows, all as they were saved.")
