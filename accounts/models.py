"""What happened at the door: who signed in, who failed to, and what changed about it."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models.functions import Now
from django.utils import timezone

# Told to the trigger that otherwise lets no row go (migration 0001).
PURGING = "SELECT set_config('accounts.purging', %s, true)"


class SignInEventQuerySet(models.QuerySet["SignInEvent"]):
    def newest_of(self, user: Any) -> Self:
        """One person's events, the latest first."""
        return self.filter(user=user).order_by("-at", "-pk")

    def since(self, span: dt.timedelta) -> Self:
        return self.filter(at__gt=timezone.now() - span)

    def purge(self) -> tuple[int, int]:
        """Delete what is too old, and forget addresses that are; how many of each.

        The spans are SIGN_IN_EVENT_DAYS and SIGN_IN_ADDRESS_DAYS.
        """
        now = timezone.now()
        too_old = now - dt.timedelta(days=settings.SIGN_IN_EVENT_DAYS)
        known_too_long = now - dt.timedelta(days=settings.SIGN_IN_ADDRESS_DAYS)
        with transaction.atomic(using=self.db), connections[self.db].cursor() as cursor:
            cursor.execute(PURGING, ["on"])
            deleted, _ = self.filter(at__lt=too_old).delete()
            cursor.execute(PURGING, ["off"])
            forgotten = self.filter(at__lt=known_too_long, address__isnull=False).update(
                address=None
            )
        return deleted, forgotten


class SignInEvent(models.Model):
    """One event. The database lets nobody change a row, and nothing but `purge` delete one."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", "Signed in"
        RECOVERY_CODE = "recovery-code", "Signed in with a recovery code"
        FAILED = "failed", "Wrong name or password"
        CODE_FAILED = "code-failed", "Wrong code"
        LOCKED = "locked", "Locked after wrong tries"
        RELEASED = "released", "Lock lifted"
        SIGNED_OUT = "signed-out", "Signed out"
        FACTOR_SET = "factor-set", "Second factor set up"
        FACTOR_REMOVED = "factor-removed", "Second factor removed"
        CODES_MADE = "codes-made", "New recovery codes"
        PASSWORD_CHANGED = "password-changed", "Password changed"
        RESET_ASKED = "reset-asked", "Asked for a new password by email"
        PASSWORD_RESET = "password-reset", "Password set by email"

    at = models.DateTimeField(db_default=Now(), db_index=True)
    kind = models.CharField("what", max_length=20, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="sign_in_events",
        verbose_name="person",
    )
    name = models.CharField(
        max_length=150,
        blank=True,
        help_text="The user name; empty where nobody has the name that was entered.",
    )
    address = models.GenericIPAddressField(
        null=True, help_text="Where it came from; forgotten before the row is."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Who did it, if not the person.",
    )

    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sign-in event"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-at"], name="sign_in_event_of_person"),
            models.Index(fields=["address", "-at"], name="sign_in_event_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name or 'unknown name'}"
