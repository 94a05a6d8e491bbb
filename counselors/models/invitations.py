"""An administrator's invitation to become a counselor here."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.days import end_day_everywhere, get_last_day
from common.names import NameField
from counselors.models.groups import display_name
from quiz.tokens import hash_token

INVITATION_LIFETIME = timedelta(weeks=4)


def invitation_expiry() -> datetime:
    return end_day_everywhere(timezone.now() + INVITATION_LIFETIME)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Invitations that can still be accepted."""
        return self.in_state(Invitation.State.OPEN)

    def in_state(self, state: str) -> Self:
        """Invitations in one of `State`; all of them for any other value."""
        pending, now = self.filter(accepted_at=None, revoked_at=None), timezone.now()
        by_state = {
            Invitation.State.OPEN.value: pending.filter(expires_at__gt=now),
            Invitation.State.EXPIRED.value: pending.filter(expires_at__lte=now),
            Invitation.State.ACCEPTED.value: self.exclude(accepted_at=None),
            Invitation.State.REVOKED.value: self.exclude(revoked_at=None),
        }
        return by_state.get(state, self)

    def with_token(self, token: str | None) -> Self:
        """The invitation whose link has this token, in any state; none without a token."""
        return self.filter(token_hash=hash_token(token)) if token else self.none()


class Invitation(models.Model):
    """A link that makes its recipient a counselor, once, within four weeks.

    Opening it changes nothing, because mail scanners open links; only its form does. Sending it
    again replaces the link.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        EXPIRED = "expired", "Expired"
        ACCEPTED = "accepted", "Accepted"
        REVOKED = "revoked", "Revoked"

    name = NameField(max_length=80, help_text=_("The person invited, as in “Ms. Ortega”."))
    email = models.EmailField(
        blank=True, help_text=_("Without an address, give the person the link yourself.")
    )
    token_hash = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the token in the link."),
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
        default=timezone.now, editable=False, help_text=_("When the current link was made.")
    )
    expires_at = models.DateTimeField(default=invitation_expiry, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Not unique: a counselor who was removed and is invited again accepts twice.
    accepted_by = models.ForeignKey(
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

    @property
    def inviter(self) -> str:
        """The name of the user who invites; empty if the account is deleted."""
        return display_name(self.invited_by) if self.invited_by else ""

    @property
    def last_day(self) -> date:
        return get_last_day(self.expires_at)

    @property
    def is_open(self) -> bool:
        """The same rule as the queryset's `open`."""
        return self.state == self.State.OPEN

    @property
    def state(self) -> "Invitation.State":
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        is_over = self.expires_at <= timezone.now()
        return self.State.EXPIRED if is_over else self.State.OPEN
