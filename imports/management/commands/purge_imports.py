"""Removes files that no import needs; `manage.py housekeeping` runs it every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from imports.cleanup import clean_up_imports
from imports.models import KEEP_FILE_DAYS


class Command(BaseCommand):
    help = (
        f"Removes the files of imports that failed, were cancelled or cannot be published, "
        f"{KEEP_FILE_DAYS} days after they ended, and uploads that belong to no import."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = clean_up_imports(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Removed {removed} files of imports.")
