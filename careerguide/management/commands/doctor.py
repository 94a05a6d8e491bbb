from typing import Any

from django.core.management.base import BaseCommand

from careerguide.doctor import examine


class Command(BaseCommand):
    help = "Checks whether the site is well, and says what to do about what is not."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        problems = 0
        for finding in examine():
            problems += not finding.is_good
            self.stdout.write(f"{'good   ' if finding.is_good else 'PROBLEM'}  {finding.text}")
            if finding.remedy:
                self.stdout.write(f"         {finding.remedy}")
        if problems:
            raise SystemExit(1)
