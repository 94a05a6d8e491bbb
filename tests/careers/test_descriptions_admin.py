"""Editors change a description: every saving is a version, which publishers show to visitors."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS, PUBLISHERS
from careers.models import Career, Description
from tests.careers.guides import open_form, read_form, read_text
from tests.making import make_career
from tests.staff import member

pytestmark = pytest.mark.django_db

ADMIN = "/admin/careers/description/"
WORDS: dict[str, Any] = {
    "summary": "Night nurses look after sick people from the evening until the sun comes up.",
    "duties": ["Check how patients are", "Give the drugs", "Call a doctor in time", "Write notes"],
    "likes": "The halls are quiet, and patients are glad that somebody is there.",
    "strains": "Sleep by day is short, and friends are free when you are not.",
}


@pytest.fixture
def published(db: None) -> Description:
    """The description of a career as it came with the project."""
    career = make_career("night-nurse", "29-1141")
    return Description.objects.create(career=career, number=1, published_at=timezone.now(), **WORDS)


def sign_in(role: str, name: str) -> Client:
    client = Client()
    client.force_login(member(role, name))
    return client


@pytest.fixture
def edith(published: Description) -> Client:
    return sign_in(EDITORS, "edith")


@pytest.fixture
def paula(published: Description) -> Client:
    return sign_in(PUBLISHERS, "paula")


def change_page(version: Description) -> str:
    return f"{ADMIN}{version.pk}/change/"


def save(client: Client, address: str, form: dict[str, Any], **values: Any) -> Any:
    return client.post(address, {**form, "_continue": "1", **values}, follow=True)


def edit(client: Client, version: Description, **values: Any) -> Any:
    address = change_page(version)
    return save(client, address, open_form(client, address), **values)


def get_newest() -> Description:
    return Description.objects.order_by("-number")[0]


def read_duties() -> list[list[str]]:
    """What visitors would read, of the newest public version."""
    public = Description.objects.public().order_by("-number")
    return [version.duties for version in public[:1]]


def test_an_edited_text_is_a_draft_until_a_publisher_shows_it(
    edith: Client, paula: Client, published: Description
) -> None:
    duties = "\r\n".join(["Check on patients", "", *WORDS["duties"][1:]])

    page = read_text(edit(edith, published, duties=duties, note="Plainer."))

    assert "Saved as version 2. Visitors read it once it is published." in page
    assert read_duties() == [WORDS["duties"]]
    draft = get_newest()
    assert draft.duties[0] == "Check on patients"
    assert "version 1; version 2 is a draft" in read_text(edith.get(ADMIN + "?state=draft"))
    address = f"{ADMIN}{draft.pk}/versions/2/"
    assert "Somebody with the right to publish decides next." in read_text(edith.get(address))
    assert edith.post(f"{address}publish/").status_code == 403

    looked_at = read_text(paula.get(address))
    assert "who read version 1" in looked_at
    assert "<ins>on patients </ins>" in looked_at
    paula.post(f"{address}publish/")

    assert read_duties()[0][0] == "Check on patients"
    published.refresh_from_db()
    assert published.duties == WORDS["duties"]


def test_a_publisher_withdraws_a_version_and_then_all(
    edith: Client, paula: Client, published: Description
) -> None:
    edit(edith, published, likes="Patients are glad that somebody is there for them.")
    draft = get_newest()
    paula.post(f"{ADMIN}{draft.pk}/versions/2/publish/")
    assert Description.objects.public().count() == 2

    form = read_text(paula.get(f"{ADMIN}{draft.pk}/withdraw/"))
    assert "Version 2: visitors go back to version 1" in form
    assert paula.post(f"{ADMIN}{draft.pk}/withdraw/", {"what": "7"}).status_code == 422
    paula.post(f"{ADMIN}{draft.pk}/withdraw/", {"what": "2"})
    assert [each.number for each in Description.objects.public()] == [1]

    paula.post(f"{ADMIN}{draft.pk}/withdraw/", {"what": "all"})
    assert not Career.objects.published().exists()
    assert "Visitors read none of them" in read_text(paula.get(f"{ADMIN}{draft.pk}/history/"))


def test_an_earlier_version_returns_as_a_draft(
    edith: Client, paula: Client, published: Description
) -> None:
    edit(edith, published, likes="Patients are glad that somebody is there for them.")
    second = get_newest()
    paula.post(f"{ADMIN}{second.pk}/versions/2/publish/")

    edith.post(f"{ADMIN}{second.pk}/versions/1/return/")

    draft = get_newest()
    assert (draft.number, draft.likes, draft.published_at) == (3, WORDS["likes"], None)
    assert draft.note == "As in version 1."


def test_what_a_colleague_saved_meanwhile_is_shown_before_it_is_replaced(
    edith: Client, published: Description
) -> None:
    eduard = sign_in(EDITORS, "eduard")
    address = change_page(published)
    opened = open_form(edith, address)
    edit(eduard, published, likes="Patients are glad, day and night, and they say so.")

    answer = save(edith, address, opened, strains="Sleep by day is never long enough for anybody.")

    page = read_text(answer)
    assert "eduard saved version 2" in page
    assert "<ins>" in page
    assert "Sleep by day is never long enough" in page
    assert get_newest().number == 2

    # She has seen it: saving once more makes hers the newest.
    save(edith, address, read_form(answer), likes=get_newest().likes)
    newest = get_newest()
    assert (newest.number, newest.likes[:17]) == (3, "Patients are glad")
    assert newest.strains == "Sleep by day is never long enough for anybody."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("duties", "One\nTwo", "List contains 2 items, it should contain no fewer than 4."),
        ("duties", "x" * 121 + "\nTwo\nThree\nFour", "Item 1 in the array did not validate"),
        ("summary", "", "This field is required."),
        ("likes", "x" * 201, "Ensure this value has at most 200 characters"),
    ],
)
def test_a_text_that_is_none_is_refused_and_kept_in_the_form(
    edith: Client, published: Description, field: str, value: str, message: str
) -> None:
    page = read_text(edit(edith, published, **{field: value}))

    assert message in page
    assert value.split("\n")[0] in page
    assert Description.objects.count() == 1


def test_advice_does_not_keep_a_text_from_being_saved(
    edith: Client, published: Description
) -> None:
    page = read_text(edit(edith, published, likes="Nice."))

    assert "What people like: It has 5 characters. Write 40 to 170." in page
    assert get_newest().likes == "Nice."


def test_saving_without_a_change_makes_no_version(edith: Client, published: Description) -> None:
    assert "You changed nothing." in read_text(edit(edith, published, note="Nothing."))
    assert Description.objects.count() == 1


def test_a_description_in_spanish_begins_with_the_english_words(
    edith: Client, published: Description
) -> None:
    address = f"{ADMIN}add/?career={published.career_id}&language=es"
    assert (
        f'href="{address.replace("&", "&amp;")}"'
        in edith.get(f"/admin/careers/career/{published.career_id}/change/").content.decode()
    )
    form = open_form(edith, address)
    assert form["summary"].strip() == WORDS["summary"]

    save(edith, address, form, summary="Cuidan de los enfermos por la noche.")

    spanish = Description.objects.get(language="es")
    assert (spanish.number, spanish.published_at) == (1, None)
    # A second one would be a second beginning.
    again = read_text(save(edith, address, form))
    assert "It has a description in this language. Open that instead." in again


def test_addresses_of_what_is_not_there_are_none(edith: Client, published: Description) -> None:
    for address in ("0/history/", f"{published.pk}/versions/9/", "x/change/", "0/withdraw/"):
        assert edith.get(ADMIN + address).status_code in (302, 404), address
