"""Writes down what happened at the door."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest

from accounts.models import SignInEvent
from common.clients import client_address

Kind = SignInEvent.Kind


def person(name: str) -> User | None:
    """The person of a user name, or None."""
    # PostgreSQL refuses the character that ends a text.
    if not name or "\0" in name:
        return None
    return User.objects.filter(username=name).first()


def signed_in_user(request: HttpRequest) -> User:
    """Who is signed in; only for views that let nobody else in."""
    return cast("User", request.user)


def record(
    kind: Kind,
    user: User | None,
    request: HttpRequest | None = None,
    by: User | None = None,
) -> None:
    """Keep one event; `user` is whom it is about, `by` who did it where that is somebody else."""
    SignInEvent.objects.create(
        kind=kind,
        user=user,
        name=user.get_username() if user else "",
        address=(client_address(request) or None) if request else None,
        by=by if by != user else None,
    )
