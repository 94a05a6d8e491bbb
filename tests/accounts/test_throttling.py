"""How often somebody may guess, and who is not kept out by it."""

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.events import Kind
from accounts.models import SignInEvent
from accounts.roles import EDITORS
from accounts.throttle import NETWORK_LIMIT
from tests.accounts.people import (
    CODE,
    PASSWORD,
    code_of,
    give_factor,
    give_password,
    is_signed_in,
    make,
    next_code,
    words,
)

pytestmark = pytest.mark.django_db
LIMIT = 5


def guess(client: Client, name: str = "edith", times: int = LIMIT, **more: Any) -> list[int]:
    return [
        give_password(client, name, f"guess {number}", **more).status_code
        for number in range(times)
    ]


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client) -> None:
    user = make("edith", EDITORS)
    assert guess(client) == [422] * 4 + [429]
    answer = give_password(client, "edith")
    assert answer.status_code == 429
    assert "Too many wrong tries" in words(answer)
    assert "Try again in 15 minutes" in words(answer)
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert not is_signed_in(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert give_password(client, "edith").status_code == 302
    kinds = list(SignInEvent.objects.newest_of(user).values_list("kind", flat=True))
    assert kinds.count(Kind.LOCKED) == 1
    assert kinds.count(Kind.FAILED) <= LIMIT


def test_trying_on_does_not_put_the_end_off(client: Client) -> None:
    make("edith", EDITORS)
    guess(client)
    before = AccessAttempt.objects.get().attempt_time
    guess(client, times=3)
    assert AccessAttempt.objects.get().attempt_time == before


def test_the_wait_is_told_by_ones_own_tries(client: Client) -> None:
    make("edith", EDITORS)
    guess(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=10, seconds=5))
    guess(Client(), "connie", times=1)
    answer = give_password(client, "edith")
    assert "Try again in 5 minutes" in words(answer)
    assert 4 * 60 < int(answer["Retry-After"]) < 5 * 60


def test_one_who_guesses_does_not_keep_the_school_out(client: Client) -> None:
    make("edith", EDITORS)
    make("connie", is_staff=False)
    guess(client)
    assert give_password(Client(), "edith").status_code == 429
    assert give_password(Client(), "connie").status_code == 302


def test_one_who_guesses_elsewhere_does_not_keep_the_person_out(client: Client) -> None:
    make("edith", EDITORS)
    guess(client, REMOTE_ADDR="203.0.113.9")
    assert give_password(client, "edith", REMOTE_ADDR="203.0.113.9").status_code == 429
    assert give_password(client, "edith", REMOTE_ADDR="198.51.100.1").status_code == 302


def test_a_network_that_tries_many_names_is_closed_as_a_whole(client: Client) -> None:
    make("connie", is_staff=False)
    for number in range(NETWORK_LIMIT):
        assert give_password(client, f"name{number}", "guess").status_code == 422
    assert give_password(client, "connie").status_code == 429
    assert give_password(client, "connie", REMOTE_ADDR="198.51.100.1").status_code == 302


def test_a_household_in_ipv6_is_one_network(client: Client) -> None:
    make("edith", EDITORS)
    for number in range(LIMIT):
        guess(client, times=1, REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert give_password(client, "edith", REMOTE_ADDR="2001:db8:1:2::ff").status_code == 429
    assert give_password(client, "edith", REMOTE_ADDR="2001:db8:1:3::ff").status_code == 302


def test_an_unknown_name_is_locked_in_the_same_words(client: Client) -> None:
    make("edith", EDITORS)
    assert guess(client, "nobody") == guess(Client(), "edith")
    assert words(give_password(client, "nobody")) == words(give_password(client, "edith"))


def test_a_password_in_the_wrong_field_is_kept_nowhere(client: Client) -> None:
    give_password(client, PASSWORD, "edith")
    [tried] = AccessAttempt.objects.values()
    assert PASSWORD not in str(tried)
    assert PASSWORD not in str(list(SignInEvent.objects.values()))


def test_a_right_password_starts_the_count_anew(client: Client) -> None:
    make("edith", EDITORS)
    guess(client, times=4)
    assert give_password(client, "edith").status_code == 302
    assert guess(Client(), times=4) == [422] * 4


def test_wrong_codes_make_longer_and_longer_pauses(client: Client) -> None:
    user = make("edith", EDITORS)
    key, _ = give_factor(user)
    wrong = "000000" if code_of(key) != "000000" else "111111"
    give_password(client, "edith")
    assert "not right" in words(client.post(CODE, {"code": wrong}))
    device = TOTPDevice.objects.get(user=user)
    device.throttling_failure_count = 6
    device.throttling_failure_timestamp = timezone.now()
    device.save()
    answer = client.post(CODE, {"code": next_code(user)})
    assert answer.status_code == 422
    assert "there is a pause" in words(answer)
    assert not is_signed_in(client)


def test_wrong_codes_count_like_wrong_passwords(client: Client) -> None:
    user = make("edith", EDITORS)
    key, _ = give_factor(user)
    wrong = "000000" if code_of(key) != "000000" else "111111"
    statuses = []
    for _ in range(LIMIT):
        give_password(client, "edith")
        statuses.append(client.post(CODE, {"code": wrong}).status_code)
        TOTPDevice.objects.update(throttling_failure_count=0)
    assert statuses == [422] * 4 + [429]
    assert client.post(CODE, {"code": next_code(user)}).status_code == 429
    assert give_password(Client(), "edith").status_code == 429
    kinds = list(SignInEvent.objects.newest_of(user).values_list("kind", flat=True))
    assert kinds.count(Kind.LOCKED) == 1


def test_guessing_the_password_at_an_open_screen_is_counted_too(client: Client) -> None:
    user = make("edith", EDITORS)
    client.force_login(user)
    told = {"new_password1": "seven lamps on the pier", "new_password2": "seven lamps on the pier"}
    statuses = [
        client.post("/accounts/password/", {"old_password": f"guess {n}", **told}).status_code
        for n in range(LIMIT)
    ]
    assert statuses == [422] * 4 + [429]
    answer = client.post("/accounts/password/", {"old_password": PASSWORD, **told})
    assert answer.status_code == 429
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "\ud7ff", "'; DROP TABLE auth_user; --"])
def test_rubbish_is_refused_in_words(client: Client, name: str) -> None:
    for page in ("/accounts/login/", "/accounts/reset/"):
        told = {"username": name, "password": name or "x", "email": name, "next": name}
        assert client.post(page, told).status_code in (302, 422)
