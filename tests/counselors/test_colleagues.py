"""A counselor shares a group with a colleague, and ends that; the colleague can leave."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.roles import PUBLISHERS
from counselors.forms.colleagues import COLLEAGUE_NOT_FOUND
from counselors.models import Access, Group, Note
from counselors.views.colleagues import LIMIT
from tests.counselors.people import SIGNED_IN, counselor, group, note, shared_result
from tests.staff import member


@pytest.fixture
def shared(content: None, client: Client) -> Group:
    """A group whose own counselor is signed in to `client`."""
    made = group(counselor("ortega"))
    client.force_login(made.counselor)
    return made


def page_of(made: Group) -> str:
    return f"/counselor/groups/{made.pk}/colleagues/"


def board_page(made: Group, user: User) -> int:
    """What answer a counselor gets who opens the group's board."""
    client = Client()
    client.force_login(user)
    return client.get(made.get_absolute_url()).status_code


@pytest.mark.parametrize("who", ["li", "li@school.example", " LI@School.Example "])
def test_a_group_is_shared_by_user_name_or_email(shared: Group, client: Client, who: str) -> None:
    li = counselor("li", first_name="Bo", last_name="Li")
    assert board_page(shared, li) == 404
    page = client.post(page_of(shared), {"who": who}, follow=True).content.decode()
    assert "Bo Li sees this group now." in page
    assert board_page(shared, li) == 200
    line = shared.accesses.filter(action=Access.Action.SHARED).get()
    assert (line.detail, line.user) == ("Bo Li", shared.counselor)


def test_unknown_users_and_users_who_are_no_counselors_get_the_same_error(
    shared: Group, client: Client
) -> None:
    member(PUBLISHERS, "pat")
    counselor("gone", is_active=False)
    counselor("li", email="same@school.example")
    counselor("cruz", email="same@school.example")
    for who in ("nobody", "pat", "gone", "same@school.example", "x" * 254, "li\N{GRINNING FACE}"):
        page = client.post(page_of(shared), {"who": who})
        assert page.status_code == 422
        assert str(COLLEAGUE_NOT_FOUND) in page.content.decode()
        assert f'value="{who}"' in page.content.decode()
    assert not shared.colleagues.exists()


def test_errors_are_shown(shared: Group, client: Client) -> None:
    shared.colleagues.create(user=counselor("li"))
    for who, message in [
        ("", "Enter the user name or email"),
        ("x" * 255, "at most 254 characters"),
        ("li\0", "Null characters"),
        ("ortega", "The group is already yours"),
        ("li", "with this colleague already"),
    ]:
        page = client.post(page_of(shared), {"who": who})
        assert page.status_code == 422
        assert message in page.content.decode()
    assert shared.colleagues.count() == 1


def test_guesses_of_names_are_limited(shared: Group, client: Client) -> None:
    counselor("li")
    request = client.get(page_of(shared)).wsgi_request
    for _ in range(LIMIT.max_requests):
        LIMIT.count_request(request)
    for who in ("li", "nobody"):
        page = client.post(page_of(shared), {"who": who})
        assert page.status_code == 429
        assert f'value="{who}"' in page.content.decode()
        assert str(COLLEAGUE_NOT_FOUND) not in page.content.decode()
    assert not shared.colleagues.exists()


def test_a_colleague_is_removed_after_confirmation_with_the_notes(
    shared: Group, client: Client
) -> None:
    li = counselor("li")
    colleague = shared.colleagues.create(user=li)
    student = shared_result(shared)
    note(student, li, "Ask about evenings.")
    note(student, shared.counselor, "Ask about mornings.")
    address = f"{page_of(shared)}{colleague.pk}/remove/"
    asked = client.get(address).content.decode()
    assert "their 1 private note on it is deleted" in " ".join(asked.split())
    assert board_page(shared, li) == 200

    client.post(address)
    assert board_page(shared, li) == 404
    assert [left.text for left in Note.objects.all()] == ["Ask about mornings."]
    assert shared.accesses.filter(action=Access.Action.UNSHARED).get().detail == "Li"
    assert client.post(address).status_code == 404


def test_a_colleague_leaves(shared: Group) -> None:
    li = counselor("li")
    shared.colleagues.create(user=li)
    client = Client()
    client.force_login(li)
    address = f"/counselor/groups/{shared.pk}/leave/"
    assert "Leave this group?" in client.get(address).content.decode()
    page = client.post(address, follow=True)
    assert page.redirect_chain == [("/counselor/", 302)]
    assert "You left “Period 3, Fall”." in page.content.decode()
    assert not shared.colleagues.exists()


def test_a_colleague_of_another_group_is_not_found(shared: Group, client: Client) -> None:
    other = group(counselor("li"))
    colleague = other.colleagues.create(user=counselor("cruz"))
    assert client.post(f"{page_of(shared)}{colleague.pk}/remove/").status_code == 404
    assert other.colleagues.exists()


def test_the_list_takes_one_query_however_many_colleagues(
    shared: Group, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        shared.colleagues.create(user=counselor(f"colleague{number}"))
    # The group, its colleagues.
    with django_assert_num_queries(SIGNED_IN + 2):
        page = client.get(page_of(shared)).content.decode()
    assert page.count("Remove") == 5
