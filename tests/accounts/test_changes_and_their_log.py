"""What changes at the door is done and in the log, or neither."""

from functools import partial

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client

from accounts import second_factor
from accounts.events import Kind
from accounts.roles import EDITORS
from tests.accounts.people import (
    PASSWORD,
    code_of,
    give_factor,
    hexadecimal,
    is_signed_in,
    make,
    sign_in,
)

pytestmark = pytest.mark.django_db
NEW = "seven lamps on the quiet pier"
ACCOUNT = "/accounts/"


@pytest.fixture
def _full_log() -> None:
    """A log that takes no line any more but that somebody signed in."""
    with connection.cursor() as cursor:
        # What the test itself has written may still wait for its checks.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE accounts_signinevent ADD CHECK (kind IN (%s, %s)) NOT VALID",
            [Kind.SIGNED_IN.value, Kind.RECOVERY_CODE.value],
        )


@pytest.mark.usefixtures("_full_log")
def test_a_password_stays_when_its_change_cannot_be_written_down(client: Client) -> None:
    user = make("edith", EDITORS)
    sign_in(client, user)
    asked = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    with pytest.raises(IntegrityError):
        client.post(f"{ACCOUNT}password/", asked)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert is_signed_in(client)


@pytest.mark.usefixtures("_full_log")
def test_no_factor_is_set_up_when_that_cannot_be_written_down(client: Client) -> None:
    user = make("edith", EDITORS)
    sign_in(client, user)
    key = hexadecimal(client.get(f"{ACCOUNT}second-factor/").context["key"])
    with pytest.raises(IntegrityError):
        client.post(f"{ACCOUNT}second-factor/", {"code": code_of(key), "password": PASSWORD})
    assert not second_factor.is_set_up(user)
    assert second_factor.codes_left(user) == 0


def test_a_factor_stays_when_its_removal_cannot_be_written_down(
    client: Client, request: pytest.FixtureRequest
) -> None:
    user = make("edith", EDITORS)
    give_factor(user)
    sign_in(client, user)
    request.getfixturevalue("_full_log")
    by_herself = partial(client.post, f"{ACCOUNT}second-factor/off/", {"password": PASSWORD})
    by_command = partial(call_command, "reset_second_factor", "edith")
    for remove in (by_herself, by_command):
        with pytest.raises(IntegrityError):
            remove()
        assert second_factor.is_set_up(user)
        assert second_factor.codes_left(user) == second_factor.RECOVERY_CODES
    assert is_signed_in(client)
