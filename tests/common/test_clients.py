"""Which client a limit counts for: behind proxies, in IPv6, from one day to the next."""

import datetime as dt
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from common import clients

DIRECT = "198.51.100.1"


def address(forwarded: str | None) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return clients.client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=DIRECT))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, DIRECT),
        (0, "203.0.113.9", DIRECT),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.66, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.66, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", DIRECT),
        (1, "<script>", DIRECT),
        (1, None, DIRECT),
    ],
)
def test_only_what_trusted_proxies_say_counts(
    settings: Any, proxies: int, forwarded: str | None, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert address(forwarded) == expected


def named(address: str) -> str:
    return clients.hashed_client(RequestFactory().get("/", REMOTE_ADDR=address))


def test_a_household_in_ipv6_is_one_sender() -> None:
    assert named("2001:db8:1:2::3") == named("2001:db8:1:2:ffff::9")
    assert named("2001:db8:1:2::3") != named("2001:db8:1:3::3")


def test_tomorrow_the_same_client_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    today = named(DIRECT)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert named(DIRECT) != today
