"""`manage.py reset_second_factor NAME`: for who lost the phone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import second_factor
from accounts.events import Kind, person, record


class Command(BaseCommand):
    help = (
        "Removes a person's second factor and recovery codes, and ends the sessions that they "
        "opened. Where a second factor is required, the next sign-in leads to a new one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = person(name)
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        with transaction.atomic():
            if not second_factor.remove(user):
                raise CommandError(f"{name} has no second factor.")
            record(Kind.FACTOR_REMOVED, user)
        self.stdout.write(f"{name} signs in with the password alone, until there is a new one.")
