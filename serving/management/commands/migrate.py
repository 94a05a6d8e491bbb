"""Django's own, with a limit on how long a migration waits for a lock.

A migration that waits for a table also keeps back everyone who comes after it.
"""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg import errors

MILLISECONDS = 5000


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--lock-timeout",
            type=int,
            default=MILLISECONDS,
            help="milliseconds that a migration waits for a lock; 0 is for ever (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false)", [f"{options['lock_timeout']}ms"]
            )
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if isinstance(error.__cause__, errors.LockNotAvailable):
                raise CommandError(
                    "A table that a migration needs is in use. Nothing of this migration was done; "
                    "those before it stay. Run it again at a quieter moment."
                ) from error
            raise
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
