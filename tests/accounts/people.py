"""Users for these tests, and the authenticator app on their phones."""

import re
from base64 import b32decode
from binascii import hexlify
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts import second_factor

PASSWORD = "a long walk in the rain"
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/"


def make_user(name: str, *roles: str, is_staff: bool = True) -> User:
    user = User.objects.create_user(name, f"{name}@school.example", PASSWORD, is_staff=is_staff)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def totp_code(key: str, later: int = 0) -> str:
    """The code an app shows for a hexadecimal key, now or `later` steps of 30 seconds ahead."""
    return f"{TOTP(bytes.fromhex(key), drift=later).token():06}"


def key_to_hex(key: str) -> str:
    """A key as shown on the page, converted to hexadecimal."""
    return hexlify(b32decode(key.replace(" ", ""))).decode()


def set_up_factor(user: User) -> tuple[str, list[str]]:
    """Set up a second factor; return its key and its recovery codes."""
    key = default_key()
    _, codes = second_factor.turn_on(user, key, step=0)
    return key, codes


def next_totp_code(user: User) -> str:
    """A code that the site accepts now: the current one, or the next if that was used."""
    device = TOTPDevice.objects.get(user=user)
    now = TOTP(device.bin_key, drift=device.drift)
    return totp_code(device.key, device.drift + int(device.last_t >= now.t()))


def post_password(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def sign_in(client: Client, user: User) -> Any:
    """Sign in, in one step or two."""
    answer = post_password(client, user.get_username())
    if answer.status_code == 302 and answer["Location"] == CODE:
        answer = client.post(CODE, {"code": next_totp_code(user)})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/accounts/").status_code == 200)


def page_text(answer: Any) -> str:
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))
