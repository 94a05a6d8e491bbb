"""Invitations: made, sent again, revoked, and accepted once."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.models import Group as Role
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.roles import COUNSELORS
from counselors.models import Invitation
from counselors.models.invitations import invitation_expiry
from quiz import tokens

# Who clicks a button twice sends the form twice, and sees only the second answer.
SECOND_CLICK = timedelta(minutes=2)


def read(text: str) -> str | None:
    """The code of an invitation's link as mail programs hand it on: shouted, or with a full stop.

    >>> read("0123456789ABCDEFGHJKMNPQRS.>"), read("0123.")
    ('0123456789abcdefghjkmnpqrs', None)
    """
    return tokens.parse_token("".join(filter(str.isalnum, text)))


def renew(invitation: Invitation) -> str:
    """Give the invitation a new link, open for four weeks; returns its code. Does not save."""
    token = tokens.create_token()
    invitation.token_hash = tokens.hash_token(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation_expiry()
    invitation.revoked_at = None
    return token


def find_open(token: str | None) -> Invitation | None:
    """The invitation that this code opens; None for every code that opens none, why ever."""
    if token is None:
        return None
    invitations = Invitation.objects.open().select_related("invited_by")
    return invitations.filter(token_hash=tokens.hash_token(token)).first()


def was_accepted_by(token: str | None, user: User | AnonymousUser) -> bool:
    """Whether this person, and nobody else, accepted the invitation with this code."""
    if token is None or not user.is_authenticated:
        return False
    invitations = Invitation.objects.filter(token_hash=tokens.hash_token(token))
    return invitations.filter(accepted_by=user.pk).exists()


def lock(token: str | None) -> Invitation | None:
    """The invitation with this code, open or not, kept from others to the transaction's end."""
    if token is None:
        return None
    hashed = tokens.hash_token(token)
    return Invitation.objects.select_for_update().filter(token_hash=hashed).first()


def accept(invitation: Invitation, user: User) -> None:
    """Make this person a counselor, and the invitation accepted. Call it on one that is locked."""
    user.groups.add(Role.objects.get(name=COUNSELORS))
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])


def accepted_just_now(invitation: Invitation, username: str, password: str) -> User | None:
    """Whom the first of two clicks on the same form made, if this is the second."""
    user = invitation.accepted_by
    if user is None or invitation.accepted_at is None:
        return None
    is_recent = invitation.accepted_at > timezone.now() - SECOND_CLICK
    is_same = is_recent and user.username == username and user.check_password(password)
    return user if is_same else None


def letter(invitation: Invitation, link: str) -> tuple[str, str]:
    """Subject and words of the letter with the link."""
    context = {"invitation": invitation, "link": link}
    return (
        "Invitation to careerguide for counselors",
        render_to_string("counselors/invitation.txt", context),
    )
