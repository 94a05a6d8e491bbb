"""Setting up a second factor, changing the phone, losing it; and who has no choice."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.events import Kind
from accounts.models import SignInEvent
from accounts.roles import ADMINISTRATORS, COUNSELORS, DATA_EDITORS, EDITORS, PUBLISHERS
from tests.accounts.people import (
    CODE,
    PASSWORD,
    code_of,
    give_factor,
    give_password,
    hexadecimal,
    is_signed_in,
    make,
    next_code,
    sign_in,
    words,
)

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/second-factor/"
CODES = "/accounts/second-factor/codes/"
OFF = "/accounts/second-factor/off/"


def set_up(client: Client, **more: Any) -> Any:
    """Fill in the page as somebody does who typed the key into the app."""
    key = hexadecimal(client.get(SET_UP).context["key"])
    return client.post(SET_UP, {"code": code_of(key), "password": PASSWORD, **more})


def kinds_of(user: User) -> list[str]:
    return list(SignInEvent.objects.newest_of(user).values_list("kind", flat=True))


def test_it_is_set_up_by_a_code_of_the_app_and_ends_other_sessions(client: Client) -> None:
    user = make("edith", EDITORS)
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
    assert give_password(newcomer, "edith")["Location"] == CODE


def test_the_code_it_was_set_up_with_signs_nobody_in(client: Client) -> None:
    user = make("edith", EDITORS)
    sign_in(client, user)
    key = hexadecimal(client.get(SET_UP).context["key"])
    code = code_of(key)
    client.post(SET_UP, {"code": code, "password": PASSWORD})
    onlooker = Client()
    give_password(onlooker, "edith")
    assert onlooker.post(CODE, {"code": code}).status_code == 422


@pytest.mark.parametrize(
    ("code", "password", "complaint"),
    [
        ("", PASSWORD, "required"),
        ("12345x", PASSWORD, "not the code that belongs to this key"),
        (None, "a guess", "That is not your password"),
        (None, "", "required"),
    ],
)
def test_a_mistake_is_told_and_the_key_stays(
    client: Client, code: str | None, password: str, complaint: str
) -> None:
    user = make("edith", EDITORS)
    sign_in(client, user)
    key = client.get(SET_UP).context["key"]
    typed = code_of(hexadecimal(key)) if code is None else code
    answer = client.post(SET_UP, {"code": typed, "password": password})
    assert answer.status_code == 422
    assert complaint in words(answer)
    assert answer.context["key"] == key
    assert not second_factor.is_set_up(user)


def test_moving_to_another_phone_ends_the_old_one_and_its_codes(client: Client) -> None:
    user = make("edith", EDITORS)
    old_key, old_codes = give_factor(user)
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    answer = set_up(client)
    assert answer.status_code == 200
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert TOTPDevice.objects.filter(user=user).count() == 1
    newcomer = Client()
    give_password(newcomer, "edith")
    assert newcomer.post(CODE, {"code": code_of(old_key)}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert newcomer.post(CODE, {"code": old_codes[0]}).status_code == 422


def test_new_recovery_codes_replace_the_old(client: Client) -> None:
    user = make("edith", EDITORS)
    _, old = give_factor(user)
    sign_in(client, user)
    assert client.post(CODES, {"password": "a guess"}).status_code == 422
    new = client.post(CODES, {"password": PASSWORD}).context["codes"]
    assert not set(new) & set(old)
    assert is_signed_in(client)
    newcomer = Client()
    give_password(newcomer, "edith")
    assert newcomer.post(CODE, {"code": old[0]}).status_code == 422
    StaticDevice.objects.filter(user=user).update(throttling_failure_count=0)
    assert newcomer.post(CODE, {"code": new[0]}).status_code == 302


def test_an_editor_may_turn_it_off_with_the_password(client: Client) -> None:
    user = make("edith", EDITORS)
    give_factor(user)
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
    assert give_password(Client(), "edith")["Location"] == "/admin/"


@pytest.mark.parametrize("role", [ADMINISTRATORS, PUBLISHERS, "superuser"])
def test_who_needs_one_can_do_nothing_before_it_is_set_up(
    client: Client, settings: Any, role: str
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    user = make("ada", *([role] if role != "superuser" else []))
    user.is_superuser = role == "superuser"
    user.save()
    sign_in(client, user)
    for page in ("/admin/", "/admin/careers/career/", "/admin/auth/user/add/"):
        answer = client.get(page, follow=True)
        assert answer.request["PATH_INFO"] == SET_UP, page
    answer = client.post("/admin/careers/career/add/", {"name": "x"})
    assert answer["Location"].startswith("/admin/login/")
    answer = client.get("/admin/careers/career/", follow=True)
    assert "Your role may publish" in words(answer)
    answer = set_up(client, next="/admin/careers/career/")
    assert 'href="/admin/careers/career/"' in answer.content.decode()
    assert client.get("/admin/careers/career/").status_code == 200
    # And once there is one, it stays.
    client.post(OFF, {"password": PASSWORD})
    assert second_factor.is_set_up(user)
    newcomer = Client()
    give_password(newcomer, "ada")
    newcomer.post(CODE, {"code": next_code(user)})
    assert newcomer.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [EDITORS, DATA_EDITORS])
def test_others_may_do_without(client: Client, settings: Any, role: str) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client, make("edith", role))
    assert client.get("/admin/").status_code == 200
    assert "Set up the second factor" in words(client.get("/accounts/"))


def test_on_a_developers_machine_nobody_needs_one(client: Client) -> None:
    """The tests run with the settings of `make run`."""
    user = User.objects.create_superuser("admin", password=PASSWORD)
    sign_in(client, user)
    assert client.get("/admin/").status_code == 200


def test_a_counselor_may_have_one(client: Client) -> None:
    user = make("connie", COUNSELORS, is_staff=False)
    sign_in(client, user)
    assert set_up(client).status_code == 200
    newcomer = Client()
    assert give_password(newcomer, "connie")["Location"] == CODE


def test_the_last_administrator_is_helped_from_the_command_line(client: Client) -> None:
    user = make("ada", ADMINISTRATORS)
    give_factor(user)
    sign_in(client, user)
    said = io.StringIO()
    call_command("reset_second_factor", "ada", stdout=said)
    assert "password alone" in said.getvalue()
    assert not is_signed_in(client)
    assert kinds_of(user)[0] == Kind.FACTOR_REMOVED
    assert give_password(client, "ada")["Location"] == "/admin/"
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "ada")
    with pytest.raises(CommandError, match="Nobody here is called"):
        call_command("reset_second_factor", "nobody")


def test_a_session_without_the_factor_is_nobody_once_there_is_one(client: Client) -> None:
    user = make("edith", EDITORS)
    client.force_login(user)
    assert is_signed_in(client)
    give_factor(user)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert not client.session.get("_auth_user_id")


def test_another_persons_device_vouches_for_nobody(client: Client) -> None:
    user, other = make("edith", EDITORS), make("ada", ADMINISTRATORS)
    give_factor(user)
    give_factor(other)
    sign_in(client, user)
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=other).persistent_id
    session.save()
    assert not is_signed_in(client)
