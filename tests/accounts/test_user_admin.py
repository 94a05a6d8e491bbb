"""Administrators unlock users, remove a lost second factor and set passwords."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from accounts import second_factor
from accounts.event_log import Kind
from accounts.models import SignInEvent
from accounts.roles import ADMINISTRATORS, EDITORS
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
USERS = "/admin/auth/user/"


@pytest.fixture
def administrator(client: Client) -> User:
    user = make_user("ada", ADMINISTRATORS)
    client.force_login(user)
    return user


def action_data(action: str, *users: User, **more: str) -> dict[str, object]:
    return {"action": action, "_selected_action": [user.pk for user in users], **more}


def test_a_locked_out_user_is_unlocked(client: Client, administrator: User) -> None:
    edith = make_user("edith", EDITORS)
    theirs = Client()
    for number in range(5):
        post_password(theirs, "edith", f"guess {number}")
    assert post_password(theirs, "edith").status_code == 429
    assert "locked out" in page_text(client.get(USERS, {"q": "edith"})).split("edith@")[1]
    answer = client.post(USERS, action_data("unlock", edith), follow=True)
    assert "Unlocked: edith" in page_text(answer)
    assert post_password(theirs, "edith").status_code == 302
    event = SignInEvent.objects.get(kind=Kind.RELEASED)
    assert (event.user, event.by) == (edith, administrator)


def test_a_lost_factor_is_removed_after_confirmation_and_the_session_ends(
    client: Client, administrator: User
) -> None:
    edith = make_user("edith", EDITORS)
    set_up_factor(edith)
    theirs = Client()
    sign_in(theirs, edith)
    page = client.post(USERS, action_data("remove_second_factor", edith))
    assert "Make sure that the request really comes from this person" in page_text(page)
    assert second_factor.is_set_up(edith)
    answer = client.post(USERS, action_data("remove_second_factor", edith, sure="yes"), follow=True)
    assert "Second factor removed: edith" in page_text(answer)
    assert not second_factor.is_set_up(edith)
    assert not is_signed_in(theirs)
    event = SignInEvent.objects.get(kind=Kind.FACTOR_REMOVED)
    assert (event.user, event.by) == (edith, administrator)
    assert LogEntry.objects.filter(user=administrator, change_message="Second factor removed.")


def test_a_user_without_a_factor_has_none_to_remove(client: Client, administrator: User) -> None:
    edith = make_user("edith", EDITORS)
    answer = client.post(USERS, action_data("remove_second_factor", edith), follow=True)
    assert "None of these users has a second factor" in page_text(answer)


def test_a_password_set_by_an_administrator_is_logged(client: Client, administrator: User) -> None:
    edith = make_user("edith", EDITORS)
    theirs = Client()
    sign_in(theirs, edith)
    new = "seven lamps on the quiet pier"
    data = {"password1": new, "password2": new, "usable_password": "true"}
    answer = client.post(f"{USERS}{edith.pk}/password/", data)
    assert answer.status_code == 302
    assert not is_signed_in(theirs)
    event = SignInEvent.objects.get(kind=Kind.PASSWORD_CHANGED)
    assert (event.user, event.by) == (edith, administrator)
    page = Client()
    post_password(page, "edith", new)
    assert "Password changed by ada" in page_text(page.get("/accounts/"))


def test_an_administrator_cannot_change_a_superuser(client: Client, administrator: User) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    set_up_factor(root)
    data = {
        "password1": "seven lamps on the quiet pier",
        "password2": "seven lamps on the quiet pier",
    }
    assert client.post(f"{USERS}{root.pk}/password/", data).status_code == 403
    assert client.post(f"{USERS}{root.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(USERS, action_data("remove_second_factor", root, sure="yes"))
    client.post(USERS, action_data("delete_selected", root, post="yes"))
    client.post(f"{USERS}{administrator.pk}/change/", {"username": "ada", "is_superuser": "on"})
    root.refresh_from_db()
    administrator.refresh_from_db()
    assert root.check_password(PASSWORD)
    assert second_factor.is_set_up(root)
    assert not administrator.is_superuser


def test_the_admin_shows_no_key(client: Client, administrator: User) -> None:
    edith = make_user("edith", EDITORS)
    key, _ = set_up_factor(edith)
    for page in ("", "otp_totp/totpdevice/", "otp_static/staticdevice/", "axes/accessattempt/"):
        answer = client.get(f"/admin/{page}")
        assert answer.status_code == (404 if page else 200)
        assert "TOTP" not in answer.content.decode()
    assert key not in client.get(f"{USERS}{edith.pk}/change/").content.decode()


def test_an_unknown_user_id_is_not_found(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root"))
    for key in ("nobody", "999", "1_2"):
        answer = client.get(f"/admin/auth/user/{key}/password/")
        assert answer.status_code == 404, key
