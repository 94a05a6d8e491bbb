"""The whole group on paper."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from counselors.models import Group
from tests.counselors import people
from tests.quiz.visitors import poor_fit

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def ortega(client: Client) -> User:
    made = people.counselor("ortega", first_name="Ms.", last_name="Ortega")
    client.force_login(made)
    return made


@pytest.fixture
def group(ortega: User) -> Group:
    return people.group(ortega)


def booklet(client: Client, group: Group, query: str = "") -> str:
    return " ".join(
        client.get(f"{group.get_absolute_url()}booklet/{query}").content.decode().split()
    )


def test_a_cover_and_each_student_in_the_order_of_the_numbers(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    people.shared_result(group, choice=poor_fit)
    people.unfinished(group, "Kim")
    text = booklet(client, group)
    assert "Ms. Ortega. 2 finished, 1 said yes and did not finish." in text
    assert text.index("Robin") < text.index("Student 2</h2>")
    assert text.count("<h3>Talking points</h3>") == 2
    assert "Kim" not in text
    assert group.accesses.get().action == "booklet"


def test_own_notes_are_printed_only_when_asked_for(
    client: Client, group: Group, ortega: User
) -> None:
    robin = people.shared_result(group, "Robin")
    people.note(robin, ortega, "Ask about night work.")
    people.note(robin, people.counselor("lee"), "Not for others.")
    assert "night work" not in booklet(client, group)
    text = booklet(client, group, "?notes=1")
    assert "Ask about night work." in text
    assert "Not for others." not in text


def test_an_empty_group_has_a_cover(client: Client, group: Group) -> None:
    assert "Nobody has finished yet." in booklet(client, group)


def test_queries_do_not_grow_with_students(
    client: Client, group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people.shared_result(group)
    booklet(client, group)
    # Session, user, role, group, students, log; notes where they are asked for; the maker's name.
    with django_assert_num_queries(7):
        booklet(client, group)
    for _ in range(6):
        people.shared_result(group)
    with django_assert_num_queries(7):
        booklet(client, group)
