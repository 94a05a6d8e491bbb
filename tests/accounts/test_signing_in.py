"""Sign-in in one step, or two with a second factor, and the page it leads to."""

import logging
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.event_log import Kind
from accounts.models import SignInEvent
from accounts.roles import COUNSELORS, EDITORS
from tests.accounts.people import (
    CODE,
    LOGIN,
    PASSWORD,
    is_signed_in,
    make_user,
    next_totp_code,
    page_text,
    post_password,
    set_up_factor,
    sign_in,
    totp_code,
)

pytestmark = pytest.mark.django_db


def test_an_editor_signs_in_and_sees_the_admin(client: Client) -> None:
    make_user("edith", EDITORS)
    answer = client.get("/admin/careers/career/", follow=True)
    assert answer.request["PATH_INFO"] == LOGIN
    assert post_password(client, "edith")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_sign_in_leads_to_the_page_that_was_requested(client: Client) -> None:
    make_user("edith", EDITORS)
    answer = client.get("/admin/careers/career/?q=office", follow=True)
    asked = answer.context["next"]
    answer = client.post(LOGIN, {"username": "edith", "password": PASSWORD, "next": asked})
    assert answer["Location"] == "/admin/careers/career/?q=office"


def test_a_counselor_cannot_open_the_admin(client: Client) -> None:
    make_user("connie", COUNSELORS, is_staff=False)
    assert post_password(client, "connie")["Location"] != "/admin/"
    assert is_signed_in(client)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "This page is not open to you" in page_text(answer)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        LOGIN,
        f"{LOGIN}?next={LOGIN}",
        "\0",
        "http://[",
    ],
)
def test_next_stays_on_this_site_and_never_loops(client: Client, elsewhere: str) -> None:
    make_user("edith", EDITORS)
    data = {"username": "edith", "password": PASSWORD, "next": elsewhere}
    assert client.post(LOGIN, data)["Location"] == "/admin/"
    assert client.get(LOGIN, {"next": elsewhere})["Location"] == "/admin/"
    key = client.get("/accounts/second-factor/", {"next": elsewhere})
    assert "evil" not in key.content.decode()


def test_with_a_second_factor_the_password_is_not_enough(client: Client) -> None:
    user = make_user("edith", EDITORS)
    key, _ = set_up_factor(user)
    answer = client.post(
        LOGIN, {"username": "edith", "password": PASSWORD, "next": "/admin/quiz/quiz/"}
    )
    assert answer["Location"] == CODE
    assert not is_signed_in(client)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    answer = client.post(CODE, {"code": "000000" if totp_code(key) != "000000" else "111111"})
    assert answer.status_code == 422
    assert "This code is not right" in page_text(answer)
    assert not is_signed_in(client)
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = client.post(CODE, {"code": f" {totp_code(key)[:3]} {totp_code(key)[3:]} "})
    assert answer["Location"] == "/admin/quiz/quiz/"
    assert is_signed_in(client)


def test_a_code_works_once(client: Client) -> None:
    user = make_user("edith", EDITORS)
    key, _ = set_up_factor(user)
    used = totp_code(key)
    post_password(client, "edith")
    assert client.post(CODE, {"code": used}).status_code == 302
    onlooker = Client()
    post_password(onlooker, "edith")
    assert onlooker.post(CODE, {"code": used}).status_code == 422
    assert not is_signed_in(onlooker)


def test_a_recovery_code_works_once_and_says_how_many_are_left(client: Client) -> None:
    user = make_user("edith", EDITORS)
    _, codes = set_up_factor(user)
    post_password(client, "edith")
    assert "Ten characters" in page_text(client.get(CODE + "?recovery"))
    answer = client.post(CODE + "?recovery", {"code": codes[3].upper().replace("-", " ")})
    assert answer.status_code == 302
    assert "you have 9 more" in page_text(client.get("/accounts/"))
    kinds = SignInEvent.objects.newest_of(user).values_list("kind", flat=True)
    assert Kind.RECOVERY_CODE in kinds
    again = Client()
    post_password(again, "edith")
    assert again.post(CODE, {"code": codes[3]}).status_code == 422
    assert not is_signed_in(again)


def test_recovery_codes_are_stored_as_hashes(db: None) -> None:
    user = make_user("edith", EDITORS)
    _, codes = set_up_factor(user)
    stored = StaticToken.objects.filter(device__user=user).values_list("token", flat=True)
    assert len(stored) == len(set(stored)) == 10
    assert not {code.replace("-", "") for code in codes} & {token[:10] for token in stored}


def test_the_second_step_has_to_follow_within_ten_minutes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user("edith", EDITORS)
    set_up_factor(user)
    post_password(client, "edith")
    later = time.time() + 601
    monkeypatch.setattr("accounts.views.sign_in.time.time", lambda: later)
    assert client.post(CODE, {"code": next_totp_code(user)})["Location"] == LOGIN
    assert not is_signed_in(client)


def test_a_password_change_between_the_steps_ends_the_sign_in(client: Client) -> None:
    user = make_user("edith", EDITORS)
    set_up_factor(user)
    post_password(client, "edith")
    user.set_password("something else entirely")
    user.save()
    assert client.post(CODE, {"code": next_totp_code(user)})["Location"] == LOGIN


def test_the_second_step_alone_does_not_sign_in(client: Client) -> None:
    user = make_user("edith", EDITORS)
    set_up_factor(user)
    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": next_totp_code(user)})["Location"] == LOGIN


def test_a_wrong_name_and_a_wrong_password_get_the_same_response(client: Client) -> None:
    user = make_user("edith", EDITORS)
    gone = make_user("former", EDITORS)
    gone.is_active = False
    gone.save()
    answers = [
        post_password(client, "edith", "not this one"),
        post_password(client, "nobody", "not this one"),
        post_password(client, "former"),
        post_password(client, "former", "not this one"),
    ]
    texts = [page_text(answer) for answer in answers]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert len(set(texts)) == 1
    assert "The name or the password is not right" in texts[0]
    assert 'value="edith"' in answers[0].content.decode()
    assert "not this one" not in answers[0].content.decode()
    assert user.last_login is None


def test_an_unknown_name_takes_as_long_as_a_known_one(client: Client, settings: Any) -> None:
    """Counted in passwords hashed, which is what takes the time."""
    settings.PASSWORD_HASHERS = ["tests.accounts.hashers.CountingHasher"]
    from tests.accounts.hashers import CountingHasher

    make_user("edith", EDITORS)
    counts = []
    for name in ("edith", "nobody"):
        CountingHasher.hashed = 0
        post_password(client, name, "not this one")
        counts.append(CountingHasher.hashed)
    assert counts == [1, 1]


def test_signing_out_ends_the_session(client: Client) -> None:
    user = make_user("edith", EDITORS)
    sign_in(client, user)
    key = client.session.session_key
    assert client.get("/accounts/logout/").status_code == 405
    answer = client.post("/accounts/logout/")
    assert "You are signed out" in page_text(answer)
    assert not is_signed_in(client)
    assert not client.session.exists(key or "")
    sign_in(client, user)
    assert "You are signed out" in page_text(client.post("/admin/logout/"))
    assert not is_signed_in(client)


def test_these_pages_are_neither_cached_nor_indexed(client: Client) -> None:
    user = make_user("edith", EDITORS)
    pages = [LOGIN, "/accounts/reset/", "/accounts/reset/sent/"]
    answers = [client.get(page) for page in pages]
    sign_in(client, user)
    answers += [
        client.get(reverse(name)) for name in ("account", "second-factor", "password_change")
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_no_password_code_or_name_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    user = make_user("edith", EDITORS)
    key, codes = set_up_factor(user)
    with caplog.at_level(logging.INFO):
        post_password(client, "edith", "her wrong password")
        post_password(client, PASSWORD, "edith")
        post_password(client, "edith")
        client.post(CODE, {"code": codes[0]})
        client.post(CODE, {"code": totp_code(key)})
    for secret in ("her wrong password", PASSWORD, codes[0], totp_code(key), key, "edith"):
        assert secret not in caplog.text
