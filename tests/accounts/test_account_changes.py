"""A change to an account and its log entry are saved together, or neither is."""

from functools import partial

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client

from accounts import second_factor
from accounts.event_log import Kind
from accounts.roles import EDITORS
from tests.accounts.people import (
    PASSWORD,
    is_signed_in,
    key_to_hex,
    make_user,
    set_up_factor,
    sign_in,
    totp_code,
)

pytestmark = pytest.mark.django_db
NEW = "seven lamps on the quiet pier"
ACCOUNT = "/accounts/"


@pytest.fixture
def _failing_log() -> None:
    """A log that takes no line any more but that somebody signed in."""
    with connection.cursor() as cursor:
        # Rows written by the test may have deferred checks pending.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE accounts_signinevent ADD CHECK (kind IN (%s, %s)) NOT VALID",
            [Kind.SIGNED_IN.value, Kind.RECOVERY_CODE.value],
        )


@pytest.mark.usefixtures("_failing_log")
def test_a_password_is_not_changed_if_the_log_fails(client: Client) -> None:
    user = make_user("edith", EDITORS)
    sign_in(client, user)
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    with pytest.raises(IntegrityError):
        client.post(f"{ACCOUNT}password/", data)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert is_signed_in(client)


@pytest.mark.usefixtures("_failing_log")
def test_no_factor_is_set_up_if_the_log_fails(client: Client) -> None:
    user = make_user("edith", EDITORS)
    sign_in(client, user)
    key = key_to_hex(client.get(f"{ACCOUNT}second-factor/").context["key"])
    with pytest.raises(IntegrityError):
        client.post(f"{ACCOUNT}second-factor/", {"code": totp_code(key), "password": PASSWORD})
    assert not second_factor.is_set_up(user)
    assert second_factor.count_recovery_codes(user) == 0


def test_a_factor_is_not_removed_if_the_log_fails(
    client: Client, request: pytest.FixtureRequest
) -> None:
    user = make_user("edith", EDITORS)
    set_up_factor(user)
    sign_in(client, user)
    request.getfixturevalue("_failing_log")
    by_herself = partial(client.post, f"{ACCOUNT}second-factor/off/", {"password": PASSWORD})
    by_command = partial(call_command, "reset_second_factor", "edith")
    for remove in (by_herself, by_command):
        with pytest.raises(IntegrityError):
            remove()
        assert second_factor.is_set_up(user)
        assert second_factor.count_recovery_codes(user) == second_factor.RECOVERY_CODES
    assert is_signed_in(client)
