"""Writes the log of sign-in events."""

from django.contrib.auth.models import User
from django.http import HttpRequest

from accounts.models import SignInEvent
from common.clients import client_address

Kind = SignInEvent.Kind


def record_event(
    kind: Kind,
    user: User | None,
    request: HttpRequest | None = None,
    by: User | None = None,
) -> None:
    """Add one event about `user`; `by` is the person who did it, if that is somebody else."""
    SignInEvent.objects.create(
        kind=kind,
        user=user,
        name=user.get_username() if user else "",
        address=(client_address(request) or None) if request else None,
        by=by if by != user else None,
    )
