"""Signal handlers that write sign-ins, sign-outs and lockouts to the log."""

import datetime as dt
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import sessions
from accounts.event_log import Kind, record_event
from accounts.models import KeptForm, SignInEvent
from accounts.users import find_user

# Sender of `user_login_failed` when the password was right and the code was wrong.
CODE_STEP = "accounts.code"


@receiver(user_logged_in)
def log_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.start_session(request.session)
    kind = Kind.RECOVERY_CODE if getattr(user, "used_recovery_code", False) else Kind.SIGNED_IN
    record_event(kind, user, request)
    # Here too, so that what is old goes even if nobody runs the command.
    SignInEvent.objects.purge()
    KeptForm.objects.purge()


@receiver(user_logged_out)
def log_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record_event(Kind.SIGNED_OUT, user, request)


@receiver(user_login_failed)
def log_failed_sign_in(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    # Attempts during a lockout are one LOCKED event, not thousands.
    if getattr(request, "axes_locked_out", False):
        return
    kind = Kind.CODE_FAILED if sender == CODE_STEP else Kind.FAILED
    record_event(kind, find_user(str(credentials.get("username") or "")), request)


@receiver(user_locked_out)
def log_lockout(sender: Any, request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    user = find_user(username or "")
    span: dt.timedelta = settings.AXES_COOLOFF_TIME
    address = getattr(request, "axes_ip_address", None)
    logged = SignInEvent.objects.since(span).filter(kind=Kind.LOCKED, user=user)
    if not logged.filter(address=address).exists():
        record_event(Kind.LOCKED, user, request)
