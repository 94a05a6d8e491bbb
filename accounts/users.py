"""Look up the people who have an account."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest


def find_user(username: str) -> User | None:
    # PostgreSQL refuses a NUL in a text.
    if not username or "\0" in username:
        return None
    return User.objects.filter(username=username).first()


def signed_in_user(request: HttpRequest) -> User:
    """`request.user`, typed; only for views that require a sign-in."""
    return cast("User", request.user)
