"""The log of sign-ins and of changes to them, and forms that outlived their session."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Tells the trigger to allow deletes (migration 0001).
SET_PURGING = "SELECT set_config('accounts.purging', %s, true)"


class SignInEventQuerySet(models.QuerySet["SignInEvent"]):
    def newest_of(self, user: Any) -> Self:
        """One person's events, the latest first."""
        return self.filter(user=user).order_by("-at", "-pk")

    def since(self, span: dt.timedelta) -> Self:
        return self.filter(at__gt=timezone.now() - span)

    def purge(self) -> tuple[int, int]:
        """Delete old events and clear old addresses; return how many of each.

        The ages are SIGN_IN_EVENT_DAYS and SIGN_IN_ADDRESS_DAYS.
        """
        now = timezone.now()
        event_limit = now - dt.timedelta(days=settings.SIGN_IN_EVENT_DAYS)
        address_limit = now - dt.timedelta(days=settings.SIGN_IN_ADDRESS_DAYS)
        with transaction.atomic(using=self.db), connections[self.db].cursor() as cursor:
            cursor.execute(SET_PURGING, ["on"])
            deleted, _ = self.filter(at__lt=event_limit).delete()
            cursor.execute(SET_PURGING, ["off"])
            cleared = self.filter(at__lt=address_limit, address__isnull=False).update(address=None)
        return deleted, cleared


class SignInEvent(models.Model):
    """One event. A trigger refuses changes to a row, and deletes except by `purge`."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", _("Signed in")
        RECOVERY_CODE = "recovery-code", _("Signed in with a recovery code")
        FAILED = "failed", _("Wrong name or password")
        CODE_FAILED = "code-failed", _("Wrong code")
        LOCKED = "locked", _("Locked after wrong tries")
        RELEASED = "released", _("Lock lifted")
        SIGNED_OUT = "signed-out", _("Signed out")
        FACTOR_SET = "factor-set", _("Second factor set up")
        FACTOR_REMOVED = "factor-removed", _("Second factor removed")
        CODES_MADE = "codes-made", _("New recovery codes")
        PASSWORD_CHANGED = "password-changed", _("Password changed")
        RESET_ASKED = "reset-asked", _("Asked for a new password by email")
        PASSWORD_RESET = "password-reset", _("Password set by email")

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


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def live(self) -> Self:
        return self.filter(created_at__gt=timezone.now() - KeptForm.LIFETIME)

    def purge(self) -> int:
        """Delete the forms that nobody came back for; return how many."""
        return self.filter(created_at__lte=timezone.now() - KeptForm.LIFETIME).delete()[0]


class KeptForm(models.Model):
    """What a user typed into a form and sent after the session had ended; it is not saved yet."""

    LIFETIME = dt.timedelta(hours=24)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=500, help_text="The form's path and query.")
    body = models.TextField(help_text="The names and values, as browsers encode them.")
    created_at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "address"], name="kept_form_once"),
        ]

    def __str__(self) -> str:
        return self.address
