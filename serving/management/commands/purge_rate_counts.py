"""Deletes counts of limits whose window is over. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from serving.limits import purge_expired_counts


class Command(BaseCommand):
    help = "Deletes the counts of requests whose window is over."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Deleted {purge_expired_counts()} counts of requests.")
