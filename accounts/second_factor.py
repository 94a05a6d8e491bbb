"""The second factor: a code from an app (TOTP, RFC 6238), and recovery codes for a lost phone."""

import base64
import secrets
import time
from binascii import unhexlify
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accounts.roles import ADMINISTRATORS, PUBLISHERS

# Who lets things out or rules over others needs one; superusers do as well.
REQUIRED_GROUPS = (ADMINISTRATORS, PUBLISHERS)
ISSUER = "careerguide"
RECOVERY_CODES = 10
# No letters or digits that look like each other; ten of them are 49 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# Steps of 30 seconds by which the clock of a phone may be wrong.
TOLERANCE = 1


@dataclass(frozen=True)
class Checked:
    """What became of a code: the device that took it, or until when none is looked at."""

    device: Device | None = None
    closed_until: datetime | None = None
    was_recovery: bool = False


def is_set_up(user: User) -> bool:
    found: bool = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return found


def is_required_of(user: Any) -> bool:
    """Whether this person may not do without, on a site that asks for it."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    if not hasattr(user, "_needs_second_factor"):
        user._needs_second_factor = (
            user.is_superuser or user.groups.filter(name__in=REQUIRED_GROUPS).exists()
        )
    return bool(user._needs_second_factor)


def must_set_up(user: Any) -> bool:
    """Whether this person needs a second factor, and signed in without."""
    is_verified = getattr(user, "is_verified", None)
    if is_verified is not None and is_verified():
        return False
    return is_required_of(user)


def new_key() -> str:
    """A random key of 160 bits, in hexadecimal, as RFC 4226 recommends."""
    key: str = random_hex(20)
    return key


def written(key: str) -> str:
    """The key as apps want it typed: in base 32."""
    return base64.b32encode(unhexlify(key)).decode()


def address_of(user: User, key: str) -> str:
    """What the QR code says to the app.

    https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    label = quote(f"{ISSUER}:{user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': written(key), 'issuer': ISSUER})}"


def step_of(key: str, typed: str) -> int | None:
    """The step of 30 seconds whose code was typed, near now; None for a wrong code."""
    if not typed.isascii() or not typed.isdigit():
        return None
    totp = TOTP(unhexlify(key))
    totp.time = time.time()
    return totp.t() if totp.verify(int(typed), TOLERANCE) else None


def set_up(user: User, key: str, step: int) -> tuple[TOTPDevice, list[str]]:
    """Give a person the factor, in place of an earlier one; the device and its recovery codes.

    `step` is that of the code it was confirmed with, which so is not good for a sign-in as well.
    Sessions that were opened otherwise end, because their device is gone or missing.
    """
    with transaction.atomic():
        remove(user)
        device = TOTPDevice.objects.create(
            user=user, name="App", key=key, tolerance=TOLERANCE, last_t=step, confirmed=True
        )
        return device, new_codes(user)


def remove(user: User) -> bool:
    """Take the factor and its recovery codes away; False if there was none.

    Sessions that were opened with it end at their next request.
    """
    with transaction.atomic():
        # Locks the person, so that two windows do not set up two factors.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        found: int
        found, _ = TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
    return found > 0


def new_codes(user: User) -> list[str]:
    """Make ten recovery codes in place of the earlier ones; they are told this once."""
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        device, _ = StaticDevice.objects.get_or_create(user=user, name="Recovery codes")
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(
            StaticToken(device=device, token=kept(code)) for code in codes
        )
    return codes


def codes_left(user: User) -> int:
    left: int = StaticToken.objects.filter(device__user=user).count()
    return left


def new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def plain(typed: str) -> str:
    """A code without what people put between its signs.

    >>> plain(" ABCDE-fghjk "), plain("123 456")
    ('abcdefghjk', '123456')
    """
    return "".join(sign for sign in typed.casefold() if sign.isalnum())


def kept(code: str) -> str:
    """How a recovery code stands in the database: a keyed hash of 80 bits, sixteen signs."""
    digest = salted_hmac("accounts.recovery-code", plain(code), algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def check(user: User, typed: str) -> Checked:
    """Look at a code from the app, or at a recovery code, which then is used up.

    After each wrong code the next is not looked at for a while, twice as long each time.
    """
    typed = plain(typed)
    is_recovery = not typed.isdigit()
    model = StaticDevice if is_recovery else TOTPDevice
    with transaction.atomic():
        # Locked, so that one code does not open twice at once.
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            return Checked()
        allowed, why = device.verify_is_allowed()
        if not allowed:
            return Checked(closed_until=why["locked_until"])
        if device.verify_token(kept(typed) if is_recovery else typed):
            return Checked(device=device, was_recovery=is_recovery)
    return Checked()


def forgive(user: User) -> None:
    """Let codes be tried again at once."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).update(
            throttling_failure_count=0, throttling_failure_timestamp=None
        )
