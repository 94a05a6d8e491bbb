"""`manage.py purge_sign_ins`: deletes old sign-in events, attempts, sessions and kept forms."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import KeptForm, SignInEvent


class Command(BaseCommand):
    help = (
        "Deletes old sign-in events, failed attempts, sessions and forms kept after a session, and "
        "the addresses of older events. Run it once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, cleared = SignInEvent.objects.purge()
        cooled_off = timezone.now() - settings.AXES_COOLOFF_TIME
        attempts, _ = AccessAttempt.objects.filter(attempt_time__lt=cooled_off).delete()
        call_command("clearsessions")
        KeptForm.objects.purge()
        if options["verbosity"]:
            self.stdout.write(
                f"Deleted {deleted} events and {attempts} failed attempts; "
                f"cleared the addresses of {cleared} events."
            )
