"""An administrator's invitation to become a counselor here."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

INVITATION_KEPT = timedelta(weeks=4)


def invitation_expiry() -> datetime:
    return timezone.now() + INVITATION_KEPT


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Invitations that can still be accepted."""
        return self.filter(
            accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )


class Invitation(models.Model):
    """A link that makes its receiver a counselor, once, within four weeks.

    Opening it changes nothing (scanners of mail open links first): only the form on it does.
    Sent again, it gets a new link, and the old one no longer opens.
    """

    name = models.CharField(max_length=80, help_text="Whom it is for, as in “Ms. Ortega”.")
    email = models.EmailField(
        blank=True, help_text="Where it is sent. Without one, hand over the link yourself."
    )
    token_hash = models.CharField(
        max_length=64, unique=True, editable=False, help_text="SHA-256 of the code in the link."
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="When the link in force was made."
    )
    expires_at = models.DateTimeField(default=invitation_expiry, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="invitation_ends_once",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation for {self.name}"
