"""Passwords: hashing, rules, change and reset."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.event_log import Kind
from accounts.models import SignInEvent
from accounts.tasks import send_password_reset_emails
from tests.accounts.people import (
    PASSWORD,
    is_signed_in,
    make_user,
    page_text,
    post_password,
    set_up_factor,
    sign_in,
)

pytestmark = pytest.mark.django_db
NEW = "seven lamps on the quiet pier"
REAL_HASHERS = [
    "accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]


def run_tasks() -> None:
    """Run the queued tasks; the task worker itself would close the test's connection."""
    for result in DBTaskResult.objects.ready():
        parameters = result.args_kwargs
        send_password_reset_emails.func(*parameters["args"], **parameters["kwargs"])


def test_an_older_hash_becomes_argon2_at_the_next_sign_in(client: Client, settings: Any) -> None:
    settings.PASSWORD_HASHERS = REAL_HASHERS
    user = make_user("edith")
    user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user.save()
    assert post_password(client, "edith").status_code == 302
    user.refresh_from_db()
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("short word", "at least 12"),
        ("password1234", "too common"),
        ("84712093847120", "entirely numeric"),
        ("edith-edith-1", "too similar to the username"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    client: Client, password: str, complaint: str
) -> None:
    user = make_user("edith-edith")
    client.force_login(user)
    answer = client.post(
        "/accounts/password/",
        {"old_password": PASSWORD, "new_password1": password, "new_password2": password},
    )
    assert answer.status_code == 422
    assert complaint in page_text(answer)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_password_ends_every_other_session(client: Client) -> None:
    user = make_user("edith")
    set_up_factor(user)
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    old = client.session.session_key
    answer = client.post(
        "/accounts/password/",
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
        follow=True,
    )
    assert "Your password is changed" in page_text(answer)
    assert is_signed_in(client)
    assert client.session.session_key != old
    assert not is_signed_in(elsewhere)
    assert post_password(Client(), "edith", NEW).status_code == 302
    assert SignInEvent.objects.newest_of(user).filter(kind=Kind.PASSWORD_CHANGED).exists()


def test_changing_it_needs_the_old_one(client: Client) -> None:
    user = make_user("edith")
    client.force_login(user)
    answer = client.post(
        "/accounts/password/",
        {"old_password": "a guess of mine", "new_password1": NEW, "new_password2": NEW},
    )
    assert answer.status_code == 422
    assert "That is not your password" in page_text(answer)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_emailed_link_sets_a_password_and_signs_nobody_in(client: Client) -> None:
    user = make_user("connie", is_staff=False)
    set_up_factor(user)
    elsewhere = Client()
    sign_in(elsewhere, user)
    answer = client.post("/accounts/reset/", {"email": "Connie@school.example"}, follow=True)
    assert "Check your email" in page_text(answer)
    run_tasks()
    [email] = mail.outbox
    assert email.to == ["connie@school.example"]
    link = re.search(r"http://testserver(/accounts/reset/\S+)", str(email.body))
    assert link
    page = client.get(link[1], follow=True)
    form = page.redirect_chain[-1][0]
    answer = client.post(form, {"new_password1": NEW, "new_password2": NEW}, follow=True)
    assert "Your new password is set" in page_text(answer)
    # Nobody is signed in by it, the second factor is still asked for, and old sessions have ended.
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert post_password(client, "connie", NEW)["Location"] == "/accounts/login/code/"
    again = Client().get(link[1], follow=True)
    assert "This link does not work" in page_text(again)


@pytest.mark.parametrize(
    ("configured", "local", "expected"),
    [
        ("", False, "http://testserver/accounts/reset/"),
        ("", True, "http://testserver:8108/accounts/reset/"),
        ("https://careers.example.org", False, "https://careers.example.org/accounts/reset/"),
    ],
)
def test_whoever_asks_for_the_letter_does_not_choose_where_its_link_leads(
    client: Client, settings: Any, configured: str, local: bool, expected: str
) -> None:
    make_user("connie", is_staff=False)
    settings.SITE_ADDRESS, settings.LOCAL = configured, local
    client.post(
        "/accounts/reset/", {"email": "connie@school.example"}, headers={"host": "testserver:8108"}
    )
    run_tasks()
    assert f"\n{expected}" in mail.outbox[0].body


def test_an_unknown_address_gets_the_same_response(client: Client) -> None:
    make_user("connie", is_staff=False)
    known = client.post("/accounts/reset/", {"email": "connie@school.example"})
    unknown = Client().post("/accounts/reset/", {"email": "nobody@school.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox == []
    run_tasks()
    assert len(mail.outbox) == 1


def test_a_user_gets_at_most_three_emails_an_hour(client: Client) -> None:
    make_user("connie", is_staff=False)
    for _ in range(5):
        client.post("/accounts/reset/", {"email": "connie@school.example"})
    run_tasks()
    assert len(mail.outbox) == 3


def test_one_address_can_send_twenty_requests_an_hour(client: Client) -> None:
    statuses = [
        client.post("/accounts/reset/", {"email": f"a{number}@school.example"}).status_code
        for number in range(21)
    ]
    assert statuses == [302] * 20 + [429]


def test_a_site_without_mail_says_so_instead_of_printing_a_link(
    client: Client, settings: Any
) -> None:
    make_user("connie", is_staff=False)
    settings.LOCAL = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    answer = client.post("/accounts/reset/", {"email": "connie@school.example"})
    assert "not set up to send mail" in page_text(answer)
    assert not DBTaskResult.objects.exists()
