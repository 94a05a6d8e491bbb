"""Somebody with a second factor is signed in when it was given, and not before."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device

from accounts import second_factor, sessions


class Verified:
    """Middleware, after Django's own that finds the user of a session.

    It makes `request.user` anonymous, and ends the session, where the factor that the session was
    opened with is gone, where a factor was set up since, and where the session is too old. Costs a
    query, and only where a view asks who the user is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = request.user
        user: Any = SimpleLazyObject(lambda: verified(request, found))
        request.user = user
        request.auser = sync_to_async(lambda: request.user)
        return self._get_response(request)


def verified(request: HttpRequest, user: Any) -> Any:
    """The user, or the anonymous one if the session does not vouch for the user any more."""
    if not user.is_authenticated:
        return user
    given = request.session.get(DEVICE_ID_SESSION_KEY)
    device = Device.from_persistent_id(given) if given else None
    if given:
        vouched = device is not None and device.user_id == user.pk and device.confirmed
    else:
        vouched = not second_factor.is_set_up(user)
    if not vouched or not sessions.go_on(request.session):
        request.session.flush()
        return AnonymousUser()
    user.otp_device = device
    user.is_verified = lambda: device is not None
    return user
