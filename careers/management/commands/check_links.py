"""`manage.py check_links`: tries the links of the guides that lead to other sites."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careers.links.run import check_links
from careers.models import OutsideLink


class Command(BaseCommand):
    help = "Tries the guides' links to other sites, at most once a week each, and lists the broken."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LINK_CHECKS:
            raise CommandError("Links are not checked on this site: LINK_CHECKS is not set.")
        tried = check_links()
        self.stdout.write(f"Links tried: {tried}")
        for link in OutsideLink.objects.broken():
            self.stdout.write(f"{link.url}: {link.words}")
