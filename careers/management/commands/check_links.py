"""`manage.py check_links`: checks the links of guides to other sites."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careers.links.run import check_links
from careers.models import OutsideLink


class Command(BaseCommand):
    help = "Checks links of guides to other sites, at most once a week each, and lists broken ones."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LINK_CHECKS:
            raise CommandError("Links are not checked on this site: LINK_CHECKS is not set.")
        checked = check_links()
        self.stdout.write(f"Links checked: {checked}")
        for link in OutsideLink.objects.broken():
            self.stdout.write(f"{link.url}: {link.detail}")
