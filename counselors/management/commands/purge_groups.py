"""Deletes counselors' groups whose time is over, and warns of it before. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from counselors.keeping import keep


class Command(BaseCommand):
    help = "Deletes counselors' groups whose time is over, and warns their counselors before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address",
            default="",
            help="The site's address for the links in letters, as https://careers.example.org",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = keep(options["address"])
        self.stdout.write(
            f"Deleted {kept.deleted} groups; warned of {kept.warned}"
            f"{f'; {kept.failed} letters could not be sent' if kept.failed else ''}."
        )
