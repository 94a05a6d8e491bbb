"""A user with a second factor counts as signed in only after giving it."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device

from accounts import second_factor, sessions


class SecondFactorMiddleware:
    """Runs after Django's AuthenticationMiddleware.

    It makes `request.user` anonymous and ends the session if the session's factor was removed, if a
    factor was set up since the sign-in, or if the session is too old. Costs one query, and only if
    a view reads the user.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session_user = request.user
        user: Any = SimpleLazyObject(lambda: verify_user(request, session_user))
        request.user = user
        request.auser = sync_to_async(lambda: request.user)
        return self._get_response(request)


def verify_user(request: HttpRequest, user: Any) -> Any:
    """The user, or an anonymous one if the session is no longer valid for the user."""
    if not user.is_authenticated:
        return user
    device_id = request.session.get(DEVICE_ID_SESSION_KEY)
    device = Device.from_persistent_id(device_id) if device_id else None
    if device_id:
        is_verified = device is not None and device.user_id == user.pk and device.confirmed
    else:
        is_verified = not second_factor.is_set_up(user)
    if not is_verified or not sessions.extend_session(request.session):
        request.session.flush()
        return AnonymousUser()
    user.otp_device = device
    user.is_verified = lambda: device is not None
    return user
