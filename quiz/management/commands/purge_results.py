"""Deletes results, attempts and spoken codes that expired. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from quiz.purge import purge_expired


class Command(BaseCommand):
    help = "Deletes quiz results, unfinished attempts and spoken codes that expired."

    def handle(self, *args: Any, **options: Any) -> None:
        purged = purge_expired()
        self.stdout.write(
            f"Deleted {purged.results} results, {purged.attempts} attempts, {purged.codes} codes."
        )
