"""Create, renew and accept invitations for counselors."""

from datetime import timedelta

from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.utils import timezone

from accounts.roles import COUNSELORS
from counselors.models import Invitation
from counselors.models.invitations import invitation_expiry
from quiz import tokens

# A double click sends the form twice, and the browser shows the second response.
SECOND_CLICK_PERIOD = timedelta(minutes=2)


def renew_link(invitation: Invitation) -> str:
    """Give the invitation a new link for four weeks; return its token. Does not save."""
    token = tokens.create_token()
    invitation.token_hash = tokens.hash_token(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation_expiry()
    invitation.revoked_at = None
    return token


def accept_invitation(invitation: Invitation, user: User) -> None:
    """Make the user a counselor and mark the invitation, which must be locked, as accepted."""
    user.groups.add(Role.objects.get(name=COUNSELORS))
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])


def find_recent_accepter(invitation: Invitation, username: str, password: str) -> User | None:
    """The user whom the first of two clicks on the same form created, if this is the second."""
    user = invitation.accepted_by
    if user is None or invitation.accepted_at is None:
        return None
    is_recent = invitation.accepted_at > timezone.now() - SECOND_CLICK_PERIOD
    is_same = is_recent and user.username == username and user.check_password(password)
    return user if is_same else None
