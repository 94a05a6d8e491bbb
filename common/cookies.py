"""Signed cookies with JSON values, which no script can read and only this site can make."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase


def set_signed_cookie(
    response: HttpResponseBase, name: str, value: Any, max_age: timedelta, path: str = "/"
) -> None:
    """Set a cookie; `path` is where browsers send it."""
    response.set_cookie(
        name,
        signing.dumps(value, salt=_get_salt(name)),
        max_age=max_age,
        path=path,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def get_signed_cookie(request: HttpRequest, name: str, max_age: timedelta) -> Any:
    """The value of a cookie; None if it is missing, altered or older than `max_age`."""
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=_get_salt(name), max_age=max_age)
    except signing.BadSignature:
        return None


def delete_signed_cookie(response: HttpResponseBase, name: str, path: str = "/") -> None:
    response.delete_cookie(name, path=path, samesite="Lax")


def _get_salt(name: str) -> str:
    """The name, so that the value of one cookie is none of another."""
    return f"common.cookies.{name}"
