"""`manage.py reset_second_factor NAME`: for users who lost phone and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import second_factor
from accounts.event_log import Kind, record_event
from accounts.users import find_user


class Command(BaseCommand):
    help = (
        "Removes a user's second factor and recovery codes, and ends the sessions opened with "
        "them. If a second factor is required, the user sets up a new one at the next sign-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = find_user(name)
        if user is None:
            raise CommandError(f"There is no user {name}.")
        with transaction.atomic():
            if not second_factor.turn_off(user):
                raise CommandError(f"{name} has no second factor.")
            record_event(Kind.FACTOR_REMOVED, user)
        self.stdout.write(f"{name} signs in with the password alone until a new one is set up.")
