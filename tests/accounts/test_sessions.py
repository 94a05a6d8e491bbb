"""How long a session lasts."""

import time

import pytest
from django.conf import settings
from django.test import Client

from accounts import sessions
from accounts.roles import EDITORS
from tests.accounts.people import is_signed_in, make, sign_in

pytestmark = pytest.mark.django_db
HOUR = 3600


def at(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """So many hours later, by the clock of the sessions."""
    later = time.time() + hours * HOUR
    monkeypatch.setattr("accounts.sessions.time.time", lambda: later)


def test_it_ends_after_half_a_day_without_use(client: Client) -> None:
    user = make("edith", EDITORS)
    sign_in(client, user)
    assert settings.SESSION_COOKIE_AGE == 12 * HOUR
    assert client.session.get_expiry_age() == 12 * HOUR
    assert client.cookies["sessionid"]["max-age"] == 12 * HOUR
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_use_puts_the_end_off_and_is_not_written_down_each_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, make("edith", EDITORS))
    client.cookies["sessionid"]["max-age"] = ""
    assert "sessionid" not in client.get("/accounts/password/").cookies
    at(monkeypatch, 0.5)
    assert client.get("/accounts/password/").cookies["sessionid"]["max-age"] == 12 * HOUR


def test_after_a_week_one_signs_in_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, make("edith", EDITORS))
    at(monkeypatch, 6.9 * 24)
    assert is_signed_in(client)
    at(monkeypatch, sessions.LONGEST / HOUR + 1)
    assert not is_signed_in(client)
