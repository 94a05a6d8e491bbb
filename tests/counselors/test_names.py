"""Whom students share with, and what they are called, can always be read."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from common.names import normalize_name
from counselors.models import Group
from tests.counselors import people
from tests.counselors.test_groups import form_data

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def nameless(client: Client) -> User:
    user = people.counselor("rivera", last_name="")
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Blue   Fox ", "Blue Fox"),
        ("\u200bRo\u00adbin\ufeff", "Robin"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("Ce\u0301line", "Céline"),
        ("Z" + "\u0300\u0301\u0302" * 9, "Z\u0300\u0301\u0302"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\tb\r\nc", "a b c"),
        *(
            (blank, "")
            for blank in ("", " ", "\u200b", "\u3164\u115f", "\u2800", "\u200d", "\u0301")
        ),
    ],
)
def test_a_name_is_normalized(typed: str, name: str) -> None:
    assert normalize_name(typed) == name


def test_a_nickname_of_which_nothing_is_seen_counts_as_none(client: Client) -> None:
    group = people.group(people.counselor("ortega"))
    slug = people.version().quiz.career.slug
    for nickname, saved in (("\u3164\u200b", ""), ("\u202eW\u200b" * 10, "W" * 10)):
        client.post(group.link_path, {"answer": "yes", "career": slug, "nickname": nickname})
        assert group.participations.get().nickname == saved
    # The board's heading of such a student is a number.
    shared = people.shared_result(group, "")
    assert shared.name == "Student 1"


def test_a_group_needs_a_name_that_is_seen(client: Client) -> None:
    client.force_login(people.counselor("ortega"))
    page = client.post("/counselor/groups/new/", form_data(name="\u3164\u200b "))
    assert "Give the group a name that you and your students know." in page.content.decode()
    assert not Group.objects.exists()


def test_a_counselor_without_a_name_is_asked_before_anything_else(
    client: Client, nameless: User
) -> None:
    asked = client.get("/counselor/groups/new/")
    assert asked["Location"] == "/counselor/name/?next=%2Fcounselor%2Fgroups%2Fnew%2F"
    assert client.post("/counselor/groups/new/", form_data())["Location"] == "/counselor/name/"
    assert not Group.objects.exists()
    unsent = client.post(
        "/counselor/groups/new/",
        form_data(name="An hour’s words"),
        headers={"origin": "http://testserver"},
    )
    assert unsent.status_code == 403
    assert "An hour’s words" in unsent.content.decode()
    assert "Write your name (in a new tab)" in unsent.content.decode()
    assert not Group.objects.exists()
    for typed in ("", " ", "\u200b", "x" * 81):
        refused = client.post(asked["Location"], {"name": typed})
        assert refused.status_code == 422
    answer = client.post(asked["Location"], {"name": " Ms.  Rivera "}, follow=True)
    assert answer.redirect_chain == [("/counselor/groups/new/", 302)]
    nameless.refresh_from_db()
    assert nameless.get_full_name() == "Ms. Rivera"
    assert "Ms. Rivera" in client.get("/counselor/").content.decode()
    elsewhere = client.post("/counselor/name/?next=https://evil.example/", {"name": "Rivera"})
    assert elsewhere["Location"] == "/counselor/"
    nameless.refresh_from_db()
    assert nameless.get_full_name() == "Rivera"


def test_students_never_read_a_user_name(client: Client, nameless: User) -> None:
    """As where an administrator cleared the name later."""
    group = people.group(nameless)
    text = " ".join(Client().get(group.link_path).content.decode().split())
    assert "Share your result with your counselor?" in text
    assert "rivera" not in text


def test_a_group_is_not_shared_with_a_colleague_whom_students_could_not_name(
    client: Client, nameless: User
) -> None:
    ortega = people.counselor("ortega")
    group = people.group(ortega)
    client.force_login(ortega)
    page = client.post(f"{group.get_absolute_url()}colleagues/", {"who": "rivera"})
    assert "by which name students see them" in page.content.decode()
    assert not group.colleagues.exists()
