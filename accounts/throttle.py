"""Limits on failed sign-ins, counted by django-axes in the database for all processes.

A user name has AXES_FAILURE_LIMIT attempts from one network, so that one person's typing errors do
not lock out a whole school; the network as a whole has NETWORK_LIMIT.
"""

import datetime as dt
import math
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, Max, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.clients import client_network
from common.privacy import keep_private

NETWORK_LIMIT = 50
Credentials = dict[str, Any] | None


def get_attempt_name(request: HttpRequest, credentials: Credentials) -> str:
    """The name under which axes counts attempts.

    A keyed hash for unknown names: people enter passwords in the wrong field.
    """
    name = str((credentials or {}).get("username") or "")
    if "\0" not in name and User.objects.filter(username=name).exists():
        return name
    digest = salted_hmac("accounts.unknown-name", name, algorithm="sha256").hexdigest()
    return f"(unknown {digest[:16]})"


def _recent() -> "QuerySet[AccessAttempt]":
    span: dt.timedelta = settings.AXES_COOLOFF_TIME
    recent: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(
        attempt_time__gte=timezone.now() - span
    )
    return recent


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """The handler of axes, with a second limit per network."""

    def is_locked(self, request: HttpRequest, credentials: Credentials = None) -> bool:
        return super().is_locked(request, credentials) or self._is_network_locked(request)

    def _is_network_locked(self, request: HttpRequest) -> bool:
        network = client_network(request)
        if network is None:
            return False
        tries = _recent().filter(ip_address=network).aggregate(all=Sum("failures_since_start"))
        return (tries["all"] or 0) >= NETWORK_LIMIT


def locked_users() -> Exists:
    """For a query of users: whether one is locked out from at least one network."""
    tries = _recent().filter(username=OuterRef("username")).values("ip_address")
    return Exists(
        tries.annotate(all=Sum("failures_since_start")).filter(all__gte=settings.AXES_FAILURE_LIMIT)
    )


def render_locked(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Credentials = None,
) -> HttpResponse:
    """A page with status 429 and the time left; the same for known and unknown user names."""
    span: dt.timedelta = settings.AXES_COOLOFF_TIME
    tries = _recent().filter(ip_address=client_network(request))
    if credentials:
        # Failures of others on the same network do not make this user's wait longer.
        own = tries.filter(username=get_attempt_name(request, credentials))
        failures = own.aggregate(all=Sum("failures_since_start"))["all"] or 0
        tries = own if failures >= settings.AXES_FAILURE_LIMIT else tries
    last = tries.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    seconds = max(1, math.ceil((last + span - timezone.now()).total_seconds()))
    response = render(
        request, "accounts/locked.html", {"minutes": math.ceil(seconds / 60)}, status=429
    )
    response["Retry-After"] = str(seconds)
    return keep_private(response)
