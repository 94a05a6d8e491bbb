"""After each wrong code of the second factor no other code is looked at for a while."""

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.roles import EDITORS
from tests.accounts.people import (
    CODE,
    is_signed_in,
    make_user,
    next_totp_code,
    post_password,
    set_up_factor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def recovery_codes(client: Client) -> list[str]:
    """The codes of a person who gave the password and has the second step before them."""
    _, codes = set_up_factor(make_user("edith", EDITORS))
    post_password(client, "edith")
    return codes


def app_code() -> str:
    return next_totp_code(User.objects.get(username="edith"))


def give_wrong_code(client: Client) -> Any:
    return client.post(CODE, {"code": f"{(int(app_code()) + 1) % 1_000_000:06}"})


def set_last_wrong_code(model: type[TOTPDevice] | type[StaticDevice], seconds_ago: float) -> None:
    device = model.objects.get()
    device.throttling_failure_timestamp = timezone.now() - dt.timedelta(seconds=seconds_ago)
    device.save()


def test_the_right_code_is_not_looked_at_during_the_pause(
    client: Client, recovery_codes: list[str]
) -> None:
    give_wrong_code(client)
    set_last_wrong_code(TOTPDevice, -60)  # the pause lasts for the test, however slow it is
    answer = client.post(CODE, {"code": app_code()})
    assert answer.status_code == 422
    assert not is_signed_in(client)
    set_last_wrong_code(TOTPDevice, 1)
    assert client.post(CODE, {"code": app_code()}).status_code == 302
    assert is_signed_in(client)


def test_each_wrong_code_doubles_the_pause(client: Client, recovery_codes: list[str]) -> None:
    pauses = []
    for seconds in (1, 2, 4, 8):
        give_wrong_code(client)
        device = TOTPDevice.objects.get()
        _, reason = device.verify_is_allowed()
        pauses.append((reason["locked_until"] - device.throttling_failure_timestamp).seconds)
        set_last_wrong_code(TOTPDevice, seconds)
    assert pauses == [1, 2, 4, 8]


def test_recovery_codes_have_a_pause_as_well_and_none_is_used_up_in_it(
    client: Client, recovery_codes: list[str]
) -> None:
    client.post(CODE, {"code": "abcde-fghjk"})
    set_last_wrong_code(StaticDevice, -60)
    assert client.post(CODE, {"code": recovery_codes[0]}).status_code == 422
    set_last_wrong_code(StaticDevice, 1)
    assert client.post(CODE, {"code": recovery_codes[0]}).status_code == 302


def test_a_code_in_the_pause_is_no_wrong_try(client: Client, recovery_codes: list[str]) -> None:
    """Somebody who only types too soon is not locked out for it."""
    give_wrong_code(client)
    tries = AccessAttempt.objects.get().failures_since_start
    set_last_wrong_code(TOTPDevice, -60)
    for _ in range(10):
        answer = client.post(CODE, {"code": app_code()})
    assert answer.status_code == 422
    assert AccessAttempt.objects.get().failures_since_start == tries
