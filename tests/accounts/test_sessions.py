"""How long a session lasts."""

import time

import pytest
from django.conf import settings
from django.test import Client

from accounts import sessions
from accounts.roles import EDITORS
from tests.accounts.people import is_signed_in, make_user, sign_in

pytestmark = pytest.mark.django_db
HOUR = 3600


def set_clock(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """Move the clock of the sessions ahead by so many hours."""
    later = time.time() + hours * HOUR
    monkeypatch.setattr("accounts.sessions.time.time", lambda: later)


def test_it_ends_after_half_a_day_without_use(client: Client) -> None:
    user = make_user("edith", EDITORS)
    sign_in(client, user)
    assert settings.SESSION_COOKIE_AGE == 12 * HOUR
    assert client.session.get_expiry_age() == 12 * HOUR
    assert client.cookies["sessionid"]["max-age"] == 12 * HOUR
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_use_extends_it_without_writing_at_each_request(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, make_user("edith", EDITORS))
    client.cookies["sessionid"]["max-age"] = ""
    assert "sessionid" not in client.get("/accounts/password/").cookies
    set_clock(monkeypatch, 0.5)
    assert client.get("/accounts/password/").cookies["sessionid"]["max-age"] == 12 * HOUR


def test_it_ends_after_a_week(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, make_user("edith", EDITORS))
    set_clock(monkeypatch, 6.9 * 24)
    assert is_signed_in(client)
    set_clock(monkeypatch, sessions.MAX_AGE_SECONDS / HOUR + 1)
    assert not is_signed_in(client)
