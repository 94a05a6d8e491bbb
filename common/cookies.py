"""Signed cookies with JSON values, which no script can read and only this site can make."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from common.languages import language_of_path, path_in_language


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


def set_page_cookie(
    response: HttpResponseBase, name: str, value: Any, max_age: timedelta, path: str
) -> None:
    """Set a cookie that browsers send to one page alone, whichever of its languages they read."""
    for own_name, own_path in _list_page_cookies(name, path):
        set_signed_cookie(response, own_name, value, max_age, own_path)


def get_page_cookie(request: HttpRequest, name: str, max_age: timedelta) -> Any:
    """The value of the cookie of the request's page; None if there is none that is valid."""
    own_name = _name_page_cookie(name, language_of_path(request.path))
    return get_signed_cookie(request, own_name, max_age)


def delete_page_cookie(response: HttpResponseBase, name: str, path: str) -> None:
    for own_name, own_path in _list_page_cookies(name, path):
        delete_signed_cookie(response, own_name, own_path)


def _list_page_cookies(name: str, path: str) -> list[tuple[str, str]]:
    """Name and path of a page's cookie in each language.

    The names differ because a response can set only one cookie of a name.
    """
    return [
        (_name_page_cookie(name, code), path_in_language(path, code))
        for code, _ in settings.LANGUAGES
    ]


def _name_page_cookie(name: str, code: str) -> str:
    return name if code == settings.LANGUAGE_CODE else f"{name}_{code}"


def _get_salt(name: str) -> str:
    """The name, so that the value of one cookie is none of another."""
    return f"common.cookies.{name}"
