"""`manage.py purge_sign_ins`: deletes what the log of sign-ins no longer needs."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import SignInEvent


class Command(BaseCommand):
    help = (
        "Deletes sign-in events, wrong tries and sessions that are too old, and the addresses of "
        "events. Run it once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, forgotten = SignInEvent.objects.purge()
        over = timezone.now() - settings.AXES_COOLOFF_TIME
        tries, _ = AccessAttempt.objects.filter(attempt_time__lt=over).delete()
        call_command("clearsessions")
        if options["verbosity"]:
            self.stdout.write(
                f"Deleted {deleted} events and {tries} wrong tries; "
                f"forgot the addresses of {forgotten} events."
            )
