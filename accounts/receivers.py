"""What Django and axes tell of a sign-in goes into the log, and into the session."""

import datetime as dt
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import sessions
from accounts.events import Kind, person, record
from accounts.models import SignInEvent

# Who sends `user_login_failed` when the password was right and the code was not.
CODE_STEP = "accounts.code"


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request.session)
    kind = Kind.RECOVERY_CODE if getattr(user, "used_recovery_code", False) else Kind.SIGNED_IN
    record(kind, user, request)
    # Here, so that the promised spans hold even where nobody runs the command.
    SignInEvent.objects.purge()


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(Kind.SIGNED_OUT, user, request)


@receiver(user_login_failed)
def failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    # What is refused unread while the door is locked is one event, below, and not thousands.
    if getattr(request, "axes_locked_out", False):
        return
    kind = Kind.CODE_FAILED if sender == CODE_STEP else Kind.FAILED
    record(kind, person(str(credentials.get("username") or "")), request)


@receiver(user_locked_out)
def locked(sender: Any, request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    user = person(username or "")
    span: dt.timedelta = settings.AXES_COOLOFF_TIME
    address = getattr(request, "axes_ip_address", None)
    told = SignInEvent.objects.since(span).filter(kind=Kind.LOCKED, user=user)
    if not told.filter(address=address).exists():
        record(Kind.LOCKED, user, request)
