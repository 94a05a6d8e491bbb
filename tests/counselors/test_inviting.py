"""An administrator invites counselors by links, sends them again and revokes them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.roles import ADMINISTRATORS
from counselors.models import Invitation
from tests.counselors.inviting import ACCOUNT, LIST, invited, link_on
from tests.staff import member


@pytest.fixture
def administrator(db: None, client: Client) -> Client:
    client.force_login(member(ADMINISTRATORS))
    return client


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
