"""What an editor typed is there again after the session ended; it is saved only when asked to."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.kept_forms import MAX_PER_USER, OPENER_FIELD, sign_opener
from accounts.models import KeptForm
from accounts.roles import ADMINISTRATORS, EDITORS, PUBLISHERS
from careers.models import Source
from tests.accounts.people import LOGIN, PASSWORD, make_user

ORIGIN = {"origin": "http://testserver"}
TYPED = "A title that took an hour ✓"
NOTE = "You typed this before your session ended."


@pytest.fixture
def edith(db: None) -> User:
    return make_user("edith", EDITORS)


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(
        title="As saved", publisher="BLS", period="2025", url="https://www.bls.gov/"
    )


@pytest.fixture
def form(source: Source) -> str:
    return f"/admin/careers/source/{source.pk}/change/"


def typed(opener: User | None, **more: str) -> dict[str, str]:
    """What the browser sends of a form that this user opened."""
    signed = {OPENER_FIELD: sign_opener(opener)} if opener else {}
    return {"title": TYPED, "publisher": "BLS", "period": "2025", "_save": "Save", **signed, **more}


def page_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_it_is_there_after_signing_in_and_saved_only_by_the_button(
    client: Client, edith: User, source: Source, form: str
) -> None:
    client.force_login(edith)
    shown = client.get(form)
    assert NOTE not in page_of(shown)
    opener = shown.context["opener"]

    client.logout()
    answer = client.post(form, {**typed(None), OPENER_FIELD: opener}, headers=ORIGIN, follow=True)
    assert "What you typed is kept: sign in" in page_of(answer)
    assert TYPED not in page_of(answer)
    sign_in = f"{LOGIN}?next={form}"
    again = client.post(
        sign_in, {"username": "edith", "password": PASSWORD, "next": form}, follow=True
    )
    assert again.request["PATH_INFO"] == form
    assert NOTE in page_of(again)
    assert f'value="{TYPED}"' in page_of(again)
    source.refresh_from_db()
    assert source.title == "As saved"

    assert client.post(form, {**typed(edith)}, headers=ORIGIN).status_code == 302
    source.refresh_from_db()
    assert source.title == TYPED
    assert not KeptForm.objects.exists()
    assert NOTE not in page_of(client.get(form))


def test_a_form_of_an_earlier_token_gives_a_link_to_what_was_typed(
    edith: User, form: str, source: Source
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    answer = client.post(form, typed(edith), headers=ORIGIN)
    assert answer.status_code == 403
    assert f'href="{form}"' in page_of(answer)
    assert "Open the form with what you typed" in page_of(answer)
    assert TYPED in page_of(client.get(form))
    source.refresh_from_db()
    assert source.title == "As saved"


def test_a_new_row_is_kept_too(client: Client, edith: User) -> None:
    add = "/admin/careers/source/add/"
    client.post(f"{add}?_changelist_filters=q%3Dbls", typed(edith), headers=ORIGIN)
    client.force_login(edith)
    assert TYPED in page_of(client.get(add))
    assert not Source.objects.exists()


def test_mistakes_in_what_was_typed_are_named(client: Client, edith: User, form: str) -> None:
    client.post(form, typed(edith, url="no address"), headers=ORIGIN)
    client.force_login(edith)
    page = page_of(client.get(form))
    assert NOTE in page
    assert "Enter a valid URL." in page


def test_it_is_discarded_on_request(client: Client, edith: User, form: str) -> None:
    client.post(form, typed(edith), headers=ORIGIN)
    client.force_login(edith)
    kept = KeptForm.objects.get()
    answer = client.post(f"/accounts/kept-forms/{kept.pk}/discard/", follow=True)
    assert answer.request["PATH_INFO"] == form
    assert "As saved" in page_of(answer)
    assert TYPED not in page_of(answer)


def test_nobody_else_reads_or_discards_it(client: Client, edith: User, form: str) -> None:
    client.post(form, typed(edith), headers=ORIGIN)
    kept = KeptForm.objects.get()
    assert client.post(f"/accounts/kept-forms/{kept.pk}/discard/").status_code == 302
    client.force_login(make_user("ed", EDITORS))
    page = page_of(client.get(form))
    assert TYPED not in page
    assert "As saved" in page
    assert client.post(f"/accounts/kept-forms/{kept.pk}/discard/").status_code == 404
    assert KeptForm.objects.get() == kept


def test_another_person_at_the_same_computer_learns_only_that_it_waits(
    edith: User, form: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("ed", EDITORS))
    page = page_of(client.post(form, typed(edith), headers=ORIGIN))
    assert "It waits for that person" in page
    assert f'href="{form}"' not in page
    assert KeptForm.objects.get().user == edith


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/http://testserver/"},
        {},
    ],
)
def test_another_site_cannot_plant_one(
    client: Client, edith: User, form: str, headers: dict[str, str]
) -> None:
    client.post(form, typed(edith), headers=headers)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(edith)
    assert "open too long" in page_of(strict.post(form, typed(edith), headers=headers))
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("opener", ["", "1", "1:1tabcd:forged", "\0"])
def test_a_stranger_cannot_plant_one_or_fill_the_table(
    client: Client, form: str, opener: str
) -> None:
    client.post(form, {**typed(None), OPENER_FIELD: opener}, headers=ORIGIN)
    assert not KeptForm.objects.exists()


def test_of_a_stranger_who_sends_too_much_nothing_is_read(form: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    large = "x" * 2_000_000
    answer = strict.post(form, large, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_it_is_gone_after_a_day(client: Client, edith: User, form: str) -> None:
    client.post(form, typed(edith), headers=ORIGIN)
    KeptForm.objects.update(created_at=timezone.now() - timedelta(hours=24))
    client.force_login(edith)
    KeptForm.objects.create(user=edith, address=form + "?new", body="")
    assert TYPED not in page_of(client.get(form))
    call_command("purge_sign_ins", verbosity=0)
    assert [kept.address for kept in KeptForm.objects.all()] == [form + "?new"]


def test_of_one_user_so_many_are_kept_and_none_too_large(
    client: Client, edith: User, form: str
) -> None:
    for number in range(MAX_PER_USER + 3):
        client.post(f"{form}?n={number}", typed(edith), headers=ORIGIN)
    assert KeptForm.objects.count() == MAX_PER_USER
    assert not KeptForm.objects.filter(address=f"{form}?n=0").exists()
    client.post(form, typed(edith, title="é" * 200_000), headers=ORIGIN)
    assert not KeptForm.objects.filter(address=form).exists()
    client.post(f"{form}?{'x' * 500}", typed(edith), headers=ORIGIN)
    assert KeptForm.objects.count() == MAX_PER_USER


def test_who_may_only_look_sees_what_is_saved(client: Client, edith: User, form: str) -> None:
    client.post(form, typed(edith), headers=ORIGIN)
    edith.groups.set(Group.objects.filter(name=PUBLISHERS))
    client.force_login(edith)
    page = page_of(client.get(form))
    assert "As saved" in page
    assert TYPED not in page


def test_a_password_is_never_kept(client: Client, db: None) -> None:
    client.force_login(make_user("ada", ADMINISTRATORS))
    assert "opener" not in client.get("/admin/auth/user/add/").context
