"""The sign-in log: its content, its readers, that it cannot be changed, and when events go."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.event_log import Kind, record_event
from accounts.models import SignInEvent
from accounts.roles import ADMINISTRATORS, EDITORS
from tests.accounts.people import make_user, page_text, post_password, sign_in

pytestmark = pytest.mark.django_db
LOG = "/admin/accounts/signinevent/"


def event_of_age(days: int, user: User) -> SignInEvent:
    return SignInEvent.objects.create(
        kind=Kind.SIGNED_IN,
        user=user,
        name=user.get_username(),
        address="203.0.113.9",
        at=timezone.now() - dt.timedelta(days=days),
    )


def test_it_has_the_user_and_the_address(client: Client) -> None:
    user = make_user("edith", EDITORS)
    post_password(client, "edith", "wrong", REMOTE_ADDR="203.0.113.9")
    post_password(client, "edith", REMOTE_ADDR="203.0.113.9")
    client.post("/accounts/logout/", REMOTE_ADDR="203.0.113.9")
    logged = SignInEvent.objects.newest_of(user).values_list("kind", "address", "name")
    assert list(logged) == [
        (kind, "203.0.113.9", "edith") for kind in (Kind.SIGNED_OUT, Kind.SIGNED_IN, Kind.FAILED)
    ]


def test_an_administrator_filters_it_by_user_kind_and_day(client: Client) -> None:
    event_of_age(3, make_user("edith", EDITORS))
    record_event(Kind.FAILED, None)
    client.force_login(make_user("ada", ADMINISTRATORS))
    page = client.get(LOG, {"q": "edith"})
    assert "1 sign-in event" in page_text(page)
    page = client.get(LOG, {"kind__exact": Kind.FAILED})
    assert "(unknown user name)" in page_text(page)
    assert client.get(f"{LOG}?at__year={timezone.now().year}").status_code == 200
    event = SignInEvent.objects.newest_of(User.objects.get(username="edith"))[0]
    page = client.get(f"{LOG}{event.pk}/change/")
    assert page.status_code == 200
    assert 'type="submit"' not in page.content.decode().split('id="content"')[1]


def test_the_account_page_shows_the_users_own_events(client: Client) -> None:
    user = make_user("edith", EDITORS)
    event_of_age(3, make_user("ada", ADMINISTRATORS))
    event_of_age(40, user)
    sign_in(client, user)
    page = page_text(client.get("/accounts/"))
    assert "127.0.0.1" in page
    assert "not kept" in page
    assert "203.0.113.9" not in page


def test_it_cannot_be_changed(db: None) -> None:
    event = event_of_age(3, make_user("edith", EDITORS))
    someone = make_user("ada", ADMINISTRATORS)
    for change in (
        {"kind": Kind.FAILED},
        {"name": "ada"},
        {"user": someone},
        {"by": someone},
        {"address": "198.51.100.1"},
        {"at": timezone.now()},
    ):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            SignInEvent.objects.filter(pk=event.pk).update(**change)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        event.delete()
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM accounts_signinevent")
    # A purge does not leave deletes allowed.
    SignInEvent.objects.purge()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        event.delete()


def test_the_name_of_a_deleted_user_stays(db: None) -> None:
    user = make_user("edith", EDITORS)
    event = event_of_age(3, user)
    user.delete()
    event.refresh_from_db()
    assert (event.user, event.name) == (None, "edith")


def test_addresses_go_after_thirty_days_and_events_after_half_a_year(client: Client) -> None:
    user = make_user("edith", EDITORS)
    young, old, oldest = (event_of_age(days, user) for days in (29, 31, 181))
    call_command("purge_sign_ins", verbosity=0)
    young.refresh_from_db()
    old.refresh_from_db()
    assert (young.address, old.address) == ("203.0.113.9", None)
    assert not SignInEvent.objects.filter(pk=oldest.pk).exists()


def test_old_events_go_at_the_next_sign_in_without_the_command(client: Client) -> None:
    user = make_user("edith", EDITORS)
    oldest = event_of_age(181, user)
    sign_in(client, user)
    assert not SignInEvent.objects.filter(pk=oldest.pk).exists()


def test_a_sign_in_does_not_empty_the_page_cache(client: Client) -> None:
    from serving.content import content_models

    visitors = {"accounts", "axes", "otp_static", "otp_totp", "auth", "sessions"}
    assert not visitors & {model._meta.app_label for model in content_models()}
