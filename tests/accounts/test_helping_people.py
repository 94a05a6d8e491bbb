"""What an administrator does for somebody who stands at the door."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from accounts import second_factor
from accounts.events import Kind
from accounts.models import SignInEvent
from accounts.roles import ADMINISTRATORS, EDITORS
from tests.accounts.people import (
    PASSWORD,
    give_factor,
    give_password,
    is_signed_in,
    make,
    sign_in,
    words,
)

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/auth/user/"


@pytest.fixture
def administrator(client: Client) -> User:
    user = make("ada", ADMINISTRATORS)
    client.force_login(user)
    return user


def chosen(action: str, *people: User, **more: str) -> dict[str, object]:
    return {"action": action, "_selected_action": [person.pk for person in people], **more}


def test_somebody_locked_out_is_let_in_again(client: Client, administrator: User) -> None:
    edith = make("edith", EDITORS)
    theirs = Client()
    for number in range(5):
        give_password(theirs, "edith", f"guess {number}")
    assert give_password(theirs, "edith").status_code == 429
    assert "locked out" in words(client.get(PEOPLE, {"q": "edith"})).split("edith@")[1]
    answer = client.post(PEOPLE, chosen("release", edith), follow=True)
    assert "May try again at once: edith" in words(answer)
    assert give_password(theirs, "edith").status_code == 302
    event = SignInEvent.objects.get(kind=Kind.RELEASED)
    assert (event.user, event.by) == (edith, administrator)


def test_a_lost_phone_is_forgotten_after_asking_and_the_session_ends(
    client: Client, administrator: User
) -> None:
    edith = make("edith", EDITORS)
    give_factor(edith)
    theirs = Client()
    sign_in(theirs, edith)
    asked = client.post(PEOPLE, chosen("remove_second_factor", edith))
    assert "Be sure that it is really this person" in words(asked)
    assert second_factor.is_set_up(edith)
    answer = client.post(PEOPLE, chosen("remove_second_factor", edith, sure="yes"), follow=True)
    assert "Without a second factor now: edith" in words(answer)
    assert not second_factor.is_set_up(edith)
    assert not is_signed_in(theirs)
    event = SignInEvent.objects.get(kind=Kind.FACTOR_REMOVED)
    assert (event.user, event.by) == (edith, administrator)
    assert LogEntry.objects.filter(user=administrator, change_message="Second factor removed.")


def test_who_has_none_has_none_to_remove(client: Client, administrator: User) -> None:
    edith = make("edith", EDITORS)
    answer = client.post(PEOPLE, chosen("remove_second_factor", edith), follow=True)
    assert "None of these has a second factor" in words(answer)


def test_a_password_that_an_administrator_sets_is_on_record(
    client: Client, administrator: User
) -> None:
    edith = make("edith", EDITORS)
    theirs = Client()
    sign_in(theirs, edith)
    new = "seven lamps on the quiet pier"
    told = {"password1": new, "password2": new, "usable_password": "true"}
    answer = client.post(f"{PEOPLE}{edith.pk}/password/", told)
    assert answer.status_code == 302
    assert not is_signed_in(theirs)
    event = SignInEvent.objects.get(kind=Kind.PASSWORD_CHANGED)
    assert (event.user, event.by) == (edith, administrator)
    page = Client()
    give_password(page, "edith", new)
    assert "Password changed by ada" in words(page.get("/accounts/"))


def test_an_administrator_does_not_rule_over_superusers(
    client: Client, administrator: User
) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    give_factor(root)
    told = {
        "password1": "seven lamps on the quiet pier",
        "password2": "seven lamps on the quiet pier",
    }
    assert client.post(f"{PEOPLE}{root.pk}/password/", told).status_code == 403
    assert client.post(f"{PEOPLE}{root.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(PEOPLE, chosen("remove_second_factor", root, sure="yes"))
    client.post(PEOPLE, chosen("delete_selected", root, post="yes"))
    client.post(f"{PEOPLE}{administrator.pk}/change/", {"username": "ada", "is_superuser": "on"})
    root.refresh_from_db()
    administrator.refresh_from_db()
    assert root.check_password(PASSWORD)
    assert second_factor.is_set_up(root)
    assert not administrator.is_superuser


def test_nobody_sees_a_key_in_the_editors_pages(client: Client, administrator: User) -> None:
    edith = make("edith", EDITORS)
    key, _ = give_factor(edith)
    for page in ("", "otp_totp/totpdevice/", "otp_static/staticdevice/", "axes/accessattempt/"):
        answer = client.get(f"/admin/{page}")
        assert answer.status_code == (404 if page else 200)
        assert "TOTP" not in answer.content.decode()
    assert key not in client.get(f"{PEOPLE}{edith.pk}/change/").content.decode()


def test_an_address_that_names_nobody_leads_back(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root"))
    for key in ("nobody", "999", "1_2"):
        answer = client.get(f"/admin/auth/user/{key}/password/")
        assert answer.status_code == 404, key
