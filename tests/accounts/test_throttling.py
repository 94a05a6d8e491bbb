"""Limits on failed sign-ins, and who is not locked out by them."""

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.event_log import Kind
from accounts.models import SignInEvent
from accounts.roles import EDITORS
from accounts.throttle import NETWORK_LIMIT
from tests.accounts.people import (
    CODE,
    PASSWORD,
    is_signed_in,
    make_user,
    next_totp_code,
    page_text,
    post_password,
    set_up_factor,
    totp_code,
)

pytestmark = pytest.mark.django_db
LIMIT = 5


def guess(client: Client, name: str = "edith", times: int = LIMIT, **more: Any) -> list[int]:
    return [
        post_password(client, name, f"guess {number}", **more).status_code
        for number in range(times)
    ]


def test_five_wrong_passwords_lock_the_user_out(client: Client) -> None:
    user = make_user("edith", EDITORS)
    assert guess(client) == [422] * 4 + [429]
    answer = post_password(client, "edith")
    assert answer.status_code == 429
    assert "Too many wrong tries" in page_text(answer)
    assert "Try again in 15 minutes" in page_text(answer)
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert not is_signed_in(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert post_password(client, "edith").status_code == 302
    kinds = list(SignInEvent.objects.newest_of(user).values_list("kind", flat=True))
    assert kinds.count(Kind.LOCKED) == 1
    assert kinds.count(Kind.FAILED) <= LIMIT


def test_attempts_during_a_lockout_do_not_extend_it(client: Client) -> None:
    make_user("edith", EDITORS)
    guess(client)
    before = AccessAttempt.objects.get().attempt_time
    guess(client, times=3)
    assert AccessAttempt.objects.get().attempt_time == before


def test_attempts_of_others_do_not_change_the_time_left(client: Client) -> None:
    make_user("edith", EDITORS)
    guess(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=10, seconds=5))
    guess(Client(), "connie", times=1)
    answer = post_password(client, "edith")
    assert "Try again in 5 minutes" in page_text(answer)
    assert 4 * 60 < int(answer["Retry-After"]) < 5 * 60


def test_a_lockout_does_not_affect_other_users_of_the_network(client: Client) -> None:
    make_user("edith", EDITORS)
    make_user("connie", is_staff=False)
    guess(client)
    assert post_password(Client(), "edith").status_code == 429
    assert post_password(Client(), "connie").status_code == 302


def test_a_lockout_does_not_affect_the_user_on_another_network(client: Client) -> None:
    make_user("edith", EDITORS)
    guess(client, REMOTE_ADDR="203.0.113.9")
    assert post_password(client, "edith", REMOTE_ADDR="203.0.113.9").status_code == 429
    assert post_password(client, "edith", REMOTE_ADDR="198.51.100.1").status_code == 302


def test_a_network_that_tries_many_names_is_locked_out(client: Client) -> None:
    make_user("connie", is_staff=False)
    for number in range(NETWORK_LIMIT):
        assert post_password(client, f"name{number}", "guess").status_code == 422
    assert post_password(client, "connie").status_code == 429
    assert post_password(client, "connie", REMOTE_ADDR="198.51.100.1").status_code == 302


def test_an_ipv6_prefix_is_one_network(client: Client) -> None:
    make_user("edith", EDITORS)
    for number in range(LIMIT):
        guess(client, times=1, REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert post_password(client, "edith", REMOTE_ADDR="2001:db8:1:2::ff").status_code == 429
    assert post_password(client, "edith", REMOTE_ADDR="2001:db8:1:3::ff").status_code == 302


def test_an_unknown_name_gets_the_same_lockout_page(client: Client) -> None:
    make_user("edith", EDITORS)
    assert guess(client, "nobody") == guess(Client(), "edith")
    assert page_text(post_password(client, "nobody")) == page_text(post_password(client, "edith"))


def test_a_password_in_the_name_field_is_not_stored(client: Client) -> None:
    post_password(client, PASSWORD, "edith")
    [attempt] = AccessAttempt.objects.values()
    assert PASSWORD not in str(attempt)
    assert PASSWORD not in str(list(SignInEvent.objects.values()))


def test_a_right_password_resets_the_count(client: Client) -> None:
    make_user("edith", EDITORS)
    guess(client, times=4)
    assert post_password(client, "edith").status_code == 302
    assert guess(Client(), times=4) == [422] * 4


def test_wrong_codes_make_longer_and_longer_pauses(client: Client) -> None:
    user = make_user("edith", EDITORS)
    key, _ = set_up_factor(user)
    wrong = "000000" if totp_code(key) != "000000" else "111111"
    post_password(client, "edith")
    assert "not right" in page_text(client.post(CODE, {"code": wrong}))
    device = TOTPDevice.objects.get(user=user)
    device.throttling_failure_count = 6
    device.throttling_failure_timestamp = timezone.now()
    device.save()
    answer = client.post(CODE, {"code": next_totp_code(user)})
    assert answer.status_code == 422
    assert "there is a pause" in page_text(answer)
    assert not is_signed_in(client)


def test_wrong_codes_count_like_wrong_passwords(client: Client) -> None:
    user = make_user("edith", EDITORS)
    key, _ = set_up_factor(user)
    wrong = "000000" if totp_code(key) != "000000" else "111111"
    statuses = []
    for _ in range(LIMIT):
        post_password(client, "edith")
        statuses.append(client.post(CODE, {"code": wrong}).status_code)
        TOTPDevice.objects.update(throttling_failure_count=0)
    assert statuses == [422] * 4 + [429]
    assert client.post(CODE, {"code": next_totp_code(user)}).status_code == 429
    assert post_password(Client(), "edith").status_code == 429
    kinds = list(SignInEvent.objects.newest_of(user).values_list("kind", flat=True))
    assert kinds.count(Kind.LOCKED) == 1


def test_wrong_current_passwords_count_too(client: Client) -> None:
    user = make_user("edith", EDITORS)
    client.force_login(user)
    new = {"new_password1": "seven lamps on the pier", "new_password2": "seven lamps on the pier"}
    statuses = [
        client.post("/accounts/password/", {"old_password": f"guess {n}", **new}).status_code
        for n in range(LIMIT)
    ]
    assert statuses == [422] * 4 + [429]
    answer = client.post("/accounts/password/", {"old_password": PASSWORD, **new})
    assert answer.status_code == 429
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "\ud7ff", "'; DROP TABLE auth_user; --"])
def test_random_input_is_refused(client: Client, name: str) -> None:
    for page in ("/accounts/login/", "/accounts/reset/"):
        data = {"username": name, "password": name or "x", "email": name, "next": name}
        assert client.post(page, data).status_code in (302, 422)
