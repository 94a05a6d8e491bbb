"""`manage.py purge_groups`: deletes expired groups and warns before. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from counselors.retention import purge_expired_groups, purge_lapsed_consents, warn_counselors


class Command(BaseCommand):
    help = "Deletes counselors' expired groups, and warns their counselors before."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, lapsed = purge_expired_groups(), purge_lapsed_consents()
        sent, failed = warn_counselors()
        self.stdout.write(
            f"Deleted {deleted} groups and {lapsed} unfinished consents; warned of {sent}"
            f"{f'; {failed} emails could not be sent' if failed else ''}."
        )
