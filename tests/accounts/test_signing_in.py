"""One step, or two where there is a second factor; and where it leads."""

import logging
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.events import Kind
from accounts.models import SignInEvent
from accounts.roles import COUNSELORS, EDITORS
from tests.accounts.people import (
    CODE,
    LOGIN,
    PASSWORD,
    code_of,
    give_factor,
    give_password,
    is_signed_in,
    make,
    next_code,
    sign_in,
    words,
)

pytestmark = pytest.mark.django_db


def test_an_editor_signs_in_and_comes_to_the_editors_pages(client: Client) -> None:
    make("edith", EDITORS)
    answer = client.get("/admin/careers/career/", follow=True)
    assert answer.request["PATH_INFO"] == LOGIN
    assert give_password(client, "edith")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_who_asked_for_a_page_comes_to_it(client: Client) -> None:
    make("edith", EDITORS)
    answer = client.get("/admin/careers/career/?q=office", follow=True)
    asked = answer.context["next"]
    answer = client.post(LOGIN, {"username": "edith", "password": PASSWORD, "next": asked})
    assert answer["Location"] == "/admin/careers/career/?q=office"


def test_a_counselor_does_not_come_to_the_editors_pages(client: Client) -> None:
    make("connie", COUNSELORS, is_staff=False)
    assert give_password(client, "connie")["Location"] != "/admin/"
    assert is_signed_in(client)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "This page is not open to you" in words(answer)


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
def test_nobody_is_led_off_the_site_or_in_a_circle(client: Client, elsewhere: str) -> None:
    make("edith", EDITORS)
    told = {"username": "edith", "password": PASSWORD, "next": elsewhere}
    assert client.post(LOGIN, told)["Location"] == "/admin/"
    assert client.get(LOGIN, {"next": elsewhere})["Location"] == "/admin/"
    key = client.get("/accounts/second-factor/", {"next": elsewhere})
    assert "evil" not in key.content.decode()


def test_with_a_second_factor_the_password_is_half_of_it(client: Client) -> None:
    user = make("edith", EDITORS)
    key, _ = give_factor(user)
    answer = client.post(
        LOGIN, {"username": "edith", "password": PASSWORD, "next": "/admin/quiz/quiz/"}
    )
    assert answer["Location"] == CODE
    assert not is_signed_in(client)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    answer = client.post(CODE, {"code": "000000" if code_of(key) != "000000" else "111111"})
    assert answer.status_code == 422
    assert "This code is not right" in words(answer)
    assert not is_signed_in(client)
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = client.post(CODE, {"code": f" {code_of(key)[:3]} {code_of(key)[3:]} "})
    assert answer["Location"] == "/admin/quiz/quiz/"
    assert is_signed_in(client)


def test_a_code_works_once(client: Client) -> None:
    user = make("edith", EDITORS)
    key, _ = give_factor(user)
    used = code_of(key)
    give_password(client, "edith")
    assert client.post(CODE, {"code": used}).status_code == 302
    onlooker = Client()
    give_password(onlooker, "edith")
    assert onlooker.post(CODE, {"code": used}).status_code == 422
    assert not is_signed_in(onlooker)


def test_a_recovery_code_works_once_and_says_how_many_are_left(client: Client) -> None:
    user = make("edith", EDITORS)
    _, codes = give_factor(user)
    give_password(client, "edith")
    assert "Ten signs" in words(client.get(CODE + "?recovery"))
    answer = client.post(CODE + "?recovery", {"code": codes[3].upper().replace("-", " ")})
    assert answer.status_code == 302
    assert "you have 9 more" in words(client.get("/accounts/"))
    kinds = SignInEvent.objects.newest_of(user).values_list("kind", flat=True)
    assert Kind.RECOVERY_CODE in kinds
    again = Client()
    give_password(again, "edith")
    assert again.post(CODE, {"code": codes[3]}).status_code == 422
    assert not is_signed_in(again)


def test_recovery_codes_do_not_stand_in_the_database(db: None) -> None:
    user = make("edith", EDITORS)
    _, codes = give_factor(user)
    kept = StaticToken.objects.filter(device__user=user).values_list("token", flat=True)
    assert len(kept) == len(set(kept)) == 10
    assert not {code.replace("-", "") for code in codes} & {token[:10] for token in kept}


def test_between_the_steps_there_are_ten_minutes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make("edith", EDITORS)
    give_factor(user)
    give_password(client, "edith")
    later = time.time() + 601
    monkeypatch.setattr("accounts.views.signing.time.time", lambda: later)
    assert client.post(CODE, {"code": next_code(user)})["Location"] == LOGIN
    assert not is_signed_in(client)


def test_a_password_that_changed_between_the_steps_opens_nothing(client: Client) -> None:
    user = make("edith", EDITORS)
    give_factor(user)
    give_password(client, "edith")
    user.set_password("something else entirely")
    user.save()
    assert client.post(CODE, {"code": next_code(user)})["Location"] == LOGIN


def test_the_second_step_alone_is_no_way_in(client: Client) -> None:
    user = make("edith", EDITORS)
    give_factor(user)
    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": next_code(user)})["Location"] == LOGIN


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client: Client) -> None:
    user = make("edith", EDITORS)
    gone = make("former", EDITORS)
    gone.is_active = False
    gone.save()
    answers = [
        give_password(client, "edith", "not this one"),
        give_password(client, "nobody", "not this one"),
        give_password(client, "former"),
        give_password(client, "former", "not this one"),
    ]
    said = [words(answer) for answer in answers]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert len(set(said)) == 1
    assert "The name or the password is not right" in said[0]
    assert 'value="edith"' in answers[0].content.decode()
    assert "not this one" not in answers[0].content.decode()
    assert user.last_login is None


def test_an_unknown_name_takes_as_long_as_a_known_one(client: Client, settings: Any) -> None:
    """Counted in passwords hashed, which is what takes the time."""
    settings.PASSWORD_HASHERS = ["tests.accounts.hashing.Counting"]
    from tests.accounts.hashing import Counting

    make("edith", EDITORS)
    counts = []
    for name in ("edith", "nobody"):
        Counting.hashed = 0
        give_password(client, name, "not this one")
        counts.append(Counting.hashed)
    assert counts == [1, 1]


def test_signing_out_ends_the_session(client: Client) -> None:
    user = make("edith", EDITORS)
    sign_in(client, user)
    key = client.session.session_key
    assert client.get("/accounts/logout/").status_code == 405
    answer = client.post("/accounts/logout/")
    assert "You are signed out" in words(answer)
    assert not is_signed_in(client)
    assert not client.session.exists(key or "")
    sign_in(client, user)
    assert "You are signed out" in words(client.post("/admin/logout/"))
    assert not is_signed_in(client)


def test_no_cache_keeps_these_pages_and_no_search_engine_lists_them(client: Client) -> None:
    user = make("edith", EDITORS)
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


def test_no_log_tells_a_password_a_code_or_a_name(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    user = make("edith", EDITORS)
    key, codes = give_factor(user)
    with caplog.at_level(logging.INFO):
        give_password(client, "edith", "a wrong one of hers")
        give_password(client, PASSWORD, "edith")
        give_password(client, "edith")
        client.post(CODE, {"code": codes[0]})
        client.post(CODE, {"code": code_of(key)})
    told = caplog.text
    for secret in ("a wrong one of hers", PASSWORD, codes[0], code_of(key), key, "edith"):
        assert secret not in told
