"""The second factor: a code from an app (TOTP, RFC 6238), and recovery codes for a lost phone."""

import base64
import time
from binascii import unhexlify
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import get_random_string, salted_hmac
from django_otp import devices_for_user
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.roles import ADMINISTRATORS, PUBLISHERS

# Those who publish or manage accounts need a second factor; superusers do as well.
REQUIRED_GROUPS = (ADMINISTRATORS, PUBLISHERS)
RECOVERY_CODES = 10
# Without characters that look alike; ten of them are 49 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# By how many steps of 30 seconds a phone's clock may be off.
TOLERANCE_STEPS = 1


@dataclass(frozen=True)
class CodeCheck:
    """The result of a code: the device that accepted it, or until when no code is accepted."""

    device: Device | None = None
    closed_until: datetime | None = None
    was_recovery: bool = False


def is_set_up(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_required_for(user: Any) -> bool:
    """Whether this user must have one, on a site that requires it."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    if not hasattr(user, "_needs_second_factor"):
        user._needs_second_factor = (
            user.is_superuser or user.groups.filter(name__in=REQUIRED_GROUPS).exists()
        )
    return bool(user._needs_second_factor)


def must_set_up(user: Any) -> bool:
    """Whether this user needs a second factor and signed in without one."""
    is_verified = getattr(user, "is_verified", None)
    if is_verified is not None and is_verified():
        return False
    return is_required_for(user)


def encode_key(key: str) -> str:
    """The key in base 32, as people type it into an app."""
    return base64.b32encode(unhexlify(key)).decode()


def find_time_step(key: str, typed: str) -> int | None:
    """The time step near now that has this code; None for a wrong code."""
    if not typed.isascii() or not typed.isdigit():
        return None
    totp = TOTP(unhexlify(key))
    totp.time = time.time()
    return totp.t() if totp.verify(int(typed), TOLERANCE_STEPS) else None


def turn_on(user: User, key: str, step: int) -> tuple[TOTPDevice, list[str]]:
    """Replace the user's factor; return the device and its recovery codes.

    `step` is the time step of the code that confirmed it, so that this code cannot be used for a
    sign-in as well. Sessions opened with another factor, or without one, end.
    """
    with transaction.atomic():
        turn_off(user)
        device = TOTPDevice.objects.create(
            user=user, name="App", key=key, tolerance=TOLERANCE_STEPS, last_t=step, confirmed=True
        )
        return device, create_recovery_codes(user)


def turn_off(user: User) -> bool:
    """Delete the factor and its recovery codes; False if there was none.

    Sessions that were opened with it end at their next request.
    """
    with transaction.atomic():
        # Locks the user, so that two windows do not set up two factors.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        deleted: int
        deleted, _ = TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
    return deleted > 0


def create_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes. Only hashes are stored: the codes can be shown only now."""
    codes = [generate_recovery_code() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        device, _ = StaticDevice.objects.get_or_create(user=user, name="Recovery codes")
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(
            StaticToken(device=device, token=hash_recovery_code(code)) for code in codes
        )
    return codes


def count_recovery_codes(user: User) -> int:
    """How many recovery codes are unused."""
    return int(StaticToken.objects.filter(device__user=user).count())


def generate_recovery_code() -> str:
    letters = get_random_string(10, ALPHABET)
    return f"{letters[:5]}-{letters[5:]}"


def normalize_code(typed: str) -> str:
    """A code without spaces and dashes, in lower case.

    >>> normalize_code(" ABCDE-fghjk "), normalize_code("123 456")
    ('abcdefghjk', '123456')
    """
    return "".join(character for character in typed.casefold() if character.isalnum())


def hash_recovery_code(code: str) -> str:
    """The stored form of a recovery code: a keyed hash of 80 bits, sixteen characters."""
    digest = salted_hmac(
        "accounts.recovery-code", normalize_code(code), algorithm="sha256"
    ).digest()
    return base64.b32encode(digest[:10]).decode().lower()


def check_code(user: User, typed: str) -> CodeCheck:
    """Check a code from the app, or a recovery code, which is then used up.

    After a wrong code no code is accepted for a while, twice as long each time.
    """
    typed = normalize_code(typed)
    is_recovery = not typed.isdigit()
    model = StaticDevice if is_recovery else TOTPDevice
    with transaction.atomic():
        # Locked, so that one code cannot open two sessions at once.
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            return CodeCheck()
        allowed, why = device.verify_is_allowed()
        if not allowed:
            return CodeCheck(closed_until=why["locked_until"])
        if device.verify_token(hash_recovery_code(typed) if is_recovery else typed):
            return CodeCheck(device=device, was_recovery=is_recovery)
    return CodeCheck()


def reset_code_pause(user: User) -> None:
    """End the pause after wrong codes; in a transaction, because it locks the devices."""
    for device in devices_for_user(user, for_verify=True):
        device.throttle_reset()
