"""Deletes results, attempts and spoken codes that expired. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from quiz.models import Attempt, DeskLink, Result


class Command(BaseCommand):
    help = "Deletes quiz results, unfinished attempts and spoken codes that expired."

    def handle(self, *args: Any, **options: Any) -> None:
        # Codes first: those of a result go with it, and would not be counted.
        codes = DeskLink.objects.expired().delete()[1].get("quiz.DeskLink", 0)
        results = Result.objects.expired().delete()[1].get("quiz.Result", 0)
        attempts = Attempt.objects.expired().delete()[1].get("quiz.Attempt", 0)
        self.stdout.write(f"Deleted {results} results, {attempts} attempts, {codes} codes.")
