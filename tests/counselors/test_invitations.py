"""An administrator invites a counselor by a link, and the counselor makes an account with it."""

import logging
import re
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.roles import ADMINISTRATORS
from counselors import invitations
from counselors.models import Invitation
from counselors.permissions import is_counselor
from counselors.views.invitations import LIMIT
from quiz import tokens
from serving.logs import HideCodes
from tests.counselors.people import PASSWORD, counselor
from tests.staff import member

LIST = "/admin/counselors/invitation/"
ACCOUNT = {
    "name": "Ms. Ortega",
    "username": "ortega",
    "email": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
LINK = re.compile(r'value="(http://testserver/counselor/invitation/[0-9a-z]{26}/)"')
NOT_OPEN = "This invitation does not open"


@pytest.fixture
def administrator(db: None, client: Client) -> Client:
    client.force_login(member(ADMINISTRATORS))
    return client


def invited(**fields: Any) -> tuple[Invitation, str]:
    """An invitation and the path of its link."""
    invitation = Invitation(name="Ms. Ortega", **fields)
    token = invitations.renew_link(invitation)
    for name, value in fields.items():
        setattr(invitation, name, value)
    invitation.save()
    return invitation, f"/counselor/invitation/{token}/"


def link_on(page: Any) -> str:
    """The path of the link that an administrator's page shows."""
    link = LINK.search(page.content.decode())
    assert link
    return link[1].removeprefix("http://testserver")


# -- The administrator ----------------------------------------------------------------------


def test_an_administrator_makes_an_invitation_and_sees_its_link_once(administrator: Client) -> None:
    data = {"name": "Ms. Ortega", "email": "ortega@school.example"}
    made = administrator.post(f"{LIST}add/", data)
    page = administrator.get(made["Location"])
    link = link_on(page)
    assert "no-store" in page["Cache-Control"]
    assert "mailto:ortega%40school.example?subject=" in page.content.decode()

    again = administrator.get(made["Location"], follow=True).content.decode()
    assert "A link is shown once." in again
    assert link not in again
    invitation = Invitation.objects.get()
    assert invitation.invited_by is not None
    assert invitation.invited_by.username == "administrators"
    assert link.split("/")[-2] not in str(Invitation.objects.values().get())
    assert Client().get(link).status_code == 200


def test_the_link_is_emailed_if_mail_is_configured(administrator: Client, settings: Any) -> None:
    made = administrator.post(f"{LIST}add/", {"name": "Ms. Ortega", "email": "o@school.example"})
    page = administrator.get(made["Location"])
    token = link_on(page).split("/")[-2]
    sent = administrator.post(made["Location"], {"token": token}, follow=True)
    assert "Sent to o@school.example." in sent.content.decode()
    [letter] = mail.outbox
    assert letter.to == ["o@school.example"]
    assert f"http://testserver/counselor/invitation/{token}/" in letter.body

    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    made = administrator.post(f"{LIST}add/", {"name": "Mr. Li", "email": "li@school.example"})
    text = administrator.get(made["Location"]).content.decode()
    assert "Send it to" not in text
    assert "no mail server is set" in text


def test_a_failed_email_leaves_the_link_on_the_page(administrator: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    made = administrator.post(f"{LIST}add/", {"name": "Ms. Ortega", "email": "o@school.example"})
    token = link_on(administrator.get(made["Location"])).split("/")[-2]
    page = administrator.post(made["Location"], {"token": token})
    assert "The email could not be sent" in page.content.decode()
    assert link_on(page).split("/")[-2] == token


def test_sending_again_replaces_the_link(
    administrator: Client,
) -> None:
    invitation, old = invited(expires_at=timezone.now() - timedelta(days=1))
    assert Client().get(old).status_code == 404
    asked = administrator.get(f"{LIST}{invitation.pk}/again/")
    assert "open for four weeks from now" in asked.content.decode()
    assert Client().get(old).status_code == 404

    done = administrator.post(f"{LIST}{invitation.pk}/again/")
    new = link_on(administrator.get(done["Location"]))
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    invitation.refresh_from_db()
    assert invitation.expires_at > timezone.now() + timedelta(days=27)


def test_a_revoked_invitation_no_longer_opens_and_can_be_sent_again(administrator: Client) -> None:
    invitation, link = invited()
    assert "no longer works" in administrator.get(f"{LIST}{invitation.pk}/revoke/").content.decode()
    assert Client().get(link).status_code == 200
    administrator.post(f"{LIST}{invitation.pk}/revoke/")
    assert Client().get(link).status_code == 404
    assert Client().post(link, ACCOUNT).status_code == 404
    assert not User.objects.filter(username="ortega").exists()

    done = administrator.post(f"{LIST}{invitation.pk}/again/")
    assert Client().get(link_on(administrator.get(done["Location"]))).status_code == 200


def test_an_accepted_invitation_is_neither_revoked_nor_sent_again(administrator: Client) -> None:
    invitation, link = invited()
    Client().post(link, ACCOUNT)
    before = Invitation.objects.values().get()
    for what in ("again", "revoke"):
        text = administrator.post(f"{LIST}{invitation.pk}/{what}/", follow=True).content.decode()
        assert "Nothing was changed" in text
    assert Invitation.objects.values().get() == before


def test_the_list_shows_the_state_of_each(administrator: Client) -> None:
    invited()
    invited(expires_at=timezone.now() - timedelta(days=1))
    invited(revoked_at=timezone.now())
    invited(accepted_at=timezone.now())
    for state in ("open", "expired", "revoked", "accepted"):
        page = administrator.get(f"{LIST}?state={state}")
        states = re.findall(r'field-state">(\w+)<', page.content.decode())
        assert states == [state.title()]
    assert len(re.findall("field-state", administrator.get(LIST).content.decode())) == 4


# -- The invited ----------------------------------------------------------------------------


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
