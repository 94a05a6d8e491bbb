"""The second factor: set it up, move it, lose it, and who needs one."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.event_log import Kind
from accounts.models import SignInEvent
from accounts.roles import ADMINISTRATORS, COUNSELORS, DATA_EDITORS, EDITORS, PUBLISHERS
from tests.accounts.people import (
    CODE,
    PASSWORD,
    is_signed_in,
    key_to_hex,
    make_user,
    next_totp_code,
    page_text,
    post_password,
    set_up_factor,
    sign_in,
    totp_code,
)

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/second-factor/"
CODES = "/accounts/second-factor/codes/"
OFF = "/accounts/second-factor/off/"


def set_up(client: Client, **more: Any) -> Any:
    """Fill in the page like a user who typed the key into the app."""
    key = key_to_hex(client.get(SET_UP).context["key"])
    return client.post(SET_UP, {"code": totp_code(key), "password": PASSWORD, **more})


def kinds_of(user: User) -> list[str]:
    return list(SignInEvent.objects.newest_of(user).values_list("kind", flat=True))


def test_it_is_set_up_by_a_code_of_the_app_and_ends_other_sessions(client: Client) -> None:
    user = make_user("edith", EDITORS)
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    page = client.get(SET_UP)
    assert page.content.decode().count("<svg") >= 1
    assert " style=" not in page.content.decode()
    assert page.context["key"] in page.content.decode()
    answer = set_up(client)
    codes = answer.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in answer.content.decode() for code in codes)
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert Kind.FACTOR_SET in kinds_of(user)
    assert codes[0] not in client.get("/accounts/").content.decode()
    newcomer = Client()
    assert post_password(newcomer, "edith")["Location"] == CODE


def test_the_code_it_was_set_up_with_does_not_sign_in(client: Client) -> None:
    user = make_user("edith", EDITORS)
    sign_in(client, user)
    key = key_to_hex(client.get(SET_UP).context["key"])
    code = totp_code(key)
    client.post(SET_UP, {"code": code, "password": PASSWORD})
    onlooker = Client()
    post_password(onlooker, "edith")
    assert onlooker.post(CODE, {"code": code}).status_code == 422


@pytest.mark.parametrize(
    ("code", "password", "complaint"),
    [
        ("", PASSWORD, "required"),
        ("12345x", PASSWORD, "This is not the right code"),
        (None, "a guess", "That is not your password"),
        (None, "", "required"),
    ],
)
def test_a_mistake_shows_an_error_and_the_key_stays(
    client: Client, code: str | None, password: str, complaint: str
) -> None:
    user = make_user("edith", EDITORS)
    sign_in(client, user)
    key = client.get(SET_UP).context["key"]
    typed = totp_code(key_to_hex(key)) if code is None else code
    answer = client.post(SET_UP, {"code": typed, "password": password})
    assert answer.status_code == 422
    assert complaint in page_text(answer)
    assert answer.context["key"] == key
    assert not second_factor.is_set_up(user)


def test_moving_to_another_phone_ends_the_old_one_and_its_codes(client: Client) -> None:
    user = make_user("edith", EDITORS)
    old_key, old_codes = set_up_factor(user)
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    answer = set_up(client)
    assert answer.status_code == 200
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert TOTPDevice.objects.filter(user=user).count() == 1
    newcomer = Client()
    post_password(newcomer, "edith")
    assert newcomer.post(CODE, {"code": totp_code(old_key)}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert newcomer.post(CODE, {"code": old_codes[0]}).status_code == 422


def test_new_recovery_codes_replace_the_old(client: Client) -> None:
    user = make_user("edith", EDITORS)
    _, old = set_up_factor(user)
    sign_in(client, user)
    assert client.post(CODES, {"password": "a guess"}).status_code == 422
    new = client.post(CODES, {"password": PASSWORD}).context["codes"]
    assert not set(new) & set(old)
    assert is_signed_in(client)
    newcomer = Client()
    post_password(newcomer, "edith")
    assert newcomer.post(CODE, {"code": old[0]}).status_code == 422
    StaticDevice.objects.filter(user=user).update(throttling_failure_count=0)
    assert newcomer.post(CODE, {"code": new[0]}).status_code == 302


def test_an_editor_may_turn_it_off_with_the_password(client: Client) -> None:
    user = make_user("edith", EDITORS)
    set_up_factor(user)
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    assert client.post(OFF, {"password": "a guess"}).status_code == 422
    assert second_factor.is_set_up(user)
    client.post(OFF, {"password": PASSWORD})
    assert not second_factor.is_set_up(user)
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert kinds_of(user)[0] == Kind.FACTOR_REMOVED
    assert post_password(Client(), "edith")["Location"] == "/admin/"


@pytest.mark.parametrize("role", [ADMINISTRATORS, PUBLISHERS, "superuser"])
def test_roles_that_need_one_must_set_it_up_first(client: Client, settings: Any, role: str) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user("ada", *([role] if role != "superuser" else []))
    user.is_superuser = role == "superuser"
    user.save()
    sign_in(client, user)
    for page in ("/admin/", "/admin/careers/career/", "/admin/auth/user/add/"):
        answer = client.get(page, follow=True)
        assert answer.request["PATH_INFO"] == SET_UP, page
    answer = client.post("/admin/careers/career/add/", {"name": "x"})
    assert answer["Location"].startswith("/admin/login/")
    answer = client.get("/admin/careers/career/", follow=True)
    assert "Your role may publish" in page_text(answer)
    answer = set_up(client, next="/admin/careers/career/")
    assert 'href="/admin/careers/career/"' in answer.content.decode()
    assert client.get("/admin/careers/career/").status_code == 200
    # And once there is one, it stays.
    client.post(OFF, {"password": PASSWORD})
    assert second_factor.is_set_up(user)
    newcomer = Client()
    post_password(newcomer, "ada")
    newcomer.post(CODE, {"code": next_totp_code(user)})
    assert newcomer.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [EDITORS, DATA_EDITORS])
def test_other_roles_do_not_need_one(client: Client, settings: Any, role: str) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client, make_user("edith", role))
    assert client.get("/admin/").status_code == 200
    assert "Set up the second factor" in page_text(client.get("/accounts/"))


def test_nobody_needs_one_on_a_developers_machine(client: Client) -> None:
    """The tests run with the settings of `make run`."""
    user = User.objects.create_superuser("admin", password=PASSWORD)
    sign_in(client, user)
    assert client.get("/admin/").status_code == 200


def test_a_counselor_may_have_one(client: Client) -> None:
    user = make_user("connie", COUNSELORS, is_staff=False)
    sign_in(client, user)
    assert set_up(client).status_code == 200
    newcomer = Client()
    assert post_password(newcomer, "connie")["Location"] == CODE


def test_the_command_removes_the_factor_of_the_last_administrator(client: Client) -> None:
    user = make_user("ada", ADMINISTRATORS)
    set_up_factor(user)
    sign_in(client, user)
    output = io.StringIO()
    call_command("reset_second_factor", "ada", stdout=output)
    assert "password alone" in output.getvalue()
    assert not is_signed_in(client)
    assert kinds_of(user)[0] == Kind.FACTOR_REMOVED
    assert post_password(client, "ada")["Location"] == "/admin/"
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "ada")
    with pytest.raises(CommandError, match="There is no user"):
        call_command("reset_second_factor", "nobody")


def test_a_session_without_the_factor_ends_once_there_is_one(client: Client) -> None:
    user = make_user("edith", EDITORS)
    client.force_login(user)
    assert is_signed_in(client)
    set_up_factor(user)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert not client.session.get("_auth_user_id")


def test_another_users_device_does_not_verify_a_session(client: Client) -> None:
    user, other = make_user("edith", EDITORS), make_user("ada", ADMINISTRATORS)
    set_up_factor(user)
    set_up_factor(other)
    sign_in(client, user)
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=other).persistent_id
    session.save()
    assert not is_signed_in(client)
