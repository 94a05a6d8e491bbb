"""`manage.py purge_groups`: deletes expired groups and warns before. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from counselors.retention import purge_expired_groups, warn_counselors


class Command(BaseCommand):
    help = "Deletes counselors' expired groups, and warns their counselors before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address",
            default="",
            help="The site's address for the links in emails, as https://careers.example.org",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = purge_expired_groups()
        sent, failed = warn_counselors(options["address"])
        self.stdout.write(
            f"Deleted {deleted} groups; warned of {sent}"
            f"{f'; {failed} emails could not be sent' if failed else ''}."
        )
