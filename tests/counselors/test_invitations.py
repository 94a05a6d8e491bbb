"""An administrator invites a counselor by a link, and the counselor makes an account with it."""

import logging
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from counselors.models import Invitation
from counselors.permissions import is_counselor
from counselors.views.invitations import LIMIT
from quiz import tokens
from serving.logs import HideCodes
from tests.counselors.inviting import ACCOUNT, invited
from tests.counselors.people import PASSWORD, counselor

NOT_OPEN = "This invitation does not open"


def test_opening_the_link_says_who_invites_and_changes_nothing(
    db: None, client: Client, django_assert_num_queries: Any
) -> None:
    inviter = User.objects.create_user("amy", first_name="Amy", last_name="Adams")
    _, link = invited(invited_by=inviter)
    before = Invitation.objects.values().get()
    with django_assert_num_queries(1):
        page = client.get(link)
    assert "Amy Adams invites you" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "strict-origin"
    for method in ("get", "head", "options"):
        getattr(client, method)(link)
    assert Invitation.objects.values().get() == before
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "spoiled",
    [
        str.upper,
        lambda link: f"{link[:-1]}.",
        lambda link: f"{link[:-1]}>",
        lambda link: f"{link[:-1]}),/",
        lambda link: f"{link}?utm_source=mail",
        lambda link: link.replace("/invitation/", "/invitation/%20"),
    ],
)
def test_a_link_that_a_mail_program_rewrote_still_opens(db: None, spoiled: Any) -> None:
    _, link = invited()
    page = Client().get(spoiled(link), follow=True)
    assert page.status_code == 200
    assert f'action="{link}"' in page.content.decode()


def test_an_invited_counselor_creates_an_account_and_sees_the_workspace(
    db: None, client: Client, django_assert_num_queries: Any
) -> None:
    invitation, link = invited()
    data = {**ACCOUNT, "name": "Inés  Ortega", "email": "o@school.example"}
    page = client.post(link, data, follow=True)
    assert page.redirect_chain == [("/counselor/", 302)]
    assert "Your groups" in page.content.decode()
    made = User.objects.get()
    assert (made.username, made.get_full_name()) == ("ortega", "Inés Ortega")
    assert not made.is_staff
    assert not made.is_superuser
    assert is_counselor(made)
    assert made.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert invitation.accepted_by == made
    assert client.get("/admin/").status_code == 302


def test_an_error_keeps_the_input_and_creates_nothing(db: None, client: Client) -> None:
    User.objects.create_user("taken")
    _, link = invited()
    wrong = [
        ({"username": "Taken"}, "already exists"),
        ({"password2": "another"}, "didn’t match"),
        ({"password1": "12345678", "password2": "12345678"}, "too common"),
        ({"email": "nobody"}, "valid email address"),
        ({"username": ""}, "required"),
        ({"name": "Inés\0"}, "Null characters"),
        ({"name": "\u200b\u3164 "}, "by which your students know you"),
    ]
    for change, text in wrong:
        page = client.post(link, {**ACCOUNT, "email": "o@school.example", **change})
        assert page.status_code == 422
        assert text in page.content.decode()
        assert 'value="ortega' in page.content.decode() or "username" in change
    assert User.objects.count() == 1
    assert Invitation.objects.open().exists()


def test_all_links_that_do_not_work_get_the_same_page(db: None) -> None:
    _, expired = invited(expires_at=timezone.now())
    _, revoked = invited(revoked_at=timezone.now())
    _, accepted = invited()
    Client().post(accepted, ACCOUNT)
    unknown = f"/counselor/invitation/{tokens.create_token()}/"
    pages = set()
    for link in (expired, revoked, accepted, unknown, "/counselor/invitation/abc/"):
        for answer in (Client().get(link), Client().post(link, {**ACCOUNT, "username": "eve"})):
            assert answer.status_code == 404
            pages.add(answer.content)
    [page] = pages
    assert NOT_OPEN in page.decode()
    assert "ask the person who invited you" in page.decode()
    assert "ortega" not in page.decode().lower()
    assert not User.objects.filter(username="eve").exists()


def test_a_signed_in_user_accepts_with_that_account(db: None, client: Client) -> None:
    _, link = invited()
    user = User.objects.create_user("robin")
    client.force_login(user)
    assert "Accept as robin" in client.get(link).content.decode()
    assert not is_counselor(user)
    # Who signed in in another window meanwhile gets no second account by surprise.
    assert client.post(link, ACCOUNT).status_code == 200
    assert client.post(link, {"present": "yes"})["Location"] == "/counselor/"
    assert is_counselor(user)
    assert list(User.objects.all()) == [user]


def test_a_removed_counselor_can_be_invited_again(db: None, client: Client) -> None:
    _, first = invited()
    _, second = invited()
    user = User.objects.create_user("robin")
    client.force_login(user)
    client.post(first, {"present": "yes"})
    user.groups.clear()
    assert client.post(second, {"present": "yes"})["Location"] == "/counselor/"
    assert Invitation.objects.filter(accepted_by=user).count() == 2


def test_a_counselor_does_not_use_up_an_invitation(db: None, client: Client) -> None:
    _, link = invited()
    client.force_login(counselor("li"))
    assert "already a counselor" in client.get(link).content.decode()
    client.post(link, {"present": "yes"})
    assert Invitation.objects.open().exists()


def test_a_second_click_leads_to_the_same_account(db: None) -> None:
    """The browser shows the answer to the second, and sends it without the first one's cookie."""
    _, link = invited()
    first, second, thief = Client(), Client(), Client()
    assert first.post(link, ACCOUNT)["Location"] == "/counselor/"
    assert second.post(link, ACCOUNT)["Location"] == "/counselor/"
    assert second.get("/counselor/").status_code == 200
    assert thief.post(link, {**ACCOUNT, "password1": "guess"}).status_code == 404
    Invitation.objects.update(accepted_at=timezone.now() - timedelta(minutes=3))
    assert Client().post(link, ACCOUNT).status_code == 404
    assert User.objects.count() == 1


def test_a_double_click_creates_one_account(committed_content: None) -> None:
    _, link = invited()
    barrier = Barrier(2)
    answers = []

    def click(name: str) -> None:
        client = Client()
        barrier.wait(timeout=60)
        try:
            answers.append(client.post(link, {**ACCOUNT, "username": name}).status_code)
        finally:
            connection.close()

    threads = [Thread(target=click, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == [302, 404]
    assert User.objects.filter(username__in=["one", "two"]).count() == 1


def test_a_network_that_makes_many_accounts_is_asked_to_wait(db: None, client: Client) -> None:
    _, link = invited()
    request = client.get(link).wsgi_request
    for _ in range(LIMIT.max_requests):
        LIMIT.count_request(request)
    page = client.post(link, {**ACCOUNT, "name": "Ms. O. Ortega"})
    assert page.status_code == 429
    assert 'value="Ms. O. Ortega"' in page.content.decode()
    assert Invitation.objects.open().exists()


def test_tokens_of_invitations_are_not_logged() -> None:
    for address in ("/counselor/invitation/7kq4m2xp/", "/COUNSELOR/INVITATION/7KQ4M2XP"):
        record = logging.LogRecord("x", 30, "", 0, "Not Found: %s", (address,), None)
        HideCodes().filter(record)
        assert "7kq4m2xp" not in record.getMessage().lower()


def test_a_used_link_leads_only_its_counselor_to_the_workspace(db: None) -> None:
    _, link = invited()
    client, other = Client(), Client()
    client.post(link, ACCOUNT)
    other.force_login(counselor("li"))
    assert client.get(link)["Location"] == "/counselor/"
    assert other.get(link).status_code == 404
    assert Client().get(link).status_code == 404
