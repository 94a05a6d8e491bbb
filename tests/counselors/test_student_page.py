"""One student's result: talking points, a private note, a status, and the data taken or deleted."""

import json
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from counselors.models import Access, Group, Note, Participation, TalkStatus
from quiz.models import Result
from tests.counselors import people
from tests.quiz.visitors import NO_CONFLICT

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def ortega(client: Client, content: None) -> User:
    made = people.counselor("ortega", first_name="Ms.", last_name="Ortega")
    client.force_login(made)
    return made


@pytest.fixture
def lee() -> User:
    return people.counselor("lee")


@pytest.fixture
def group(ortega: User, lee: User) -> Group:
    return people.group(ortega, colleagues=[lee])


@pytest.fixture
def robin(group: Group) -> Participation:
    return people.shared_result(group, "Robin")


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def student(group: Group, number: int = 1, tail: str = "") -> str:
    return f"{group.get_absolute_url()}students/{number}/{tail}"


def actions(group: Group) -> list[tuple[str, int | None]]:
    return list(group.accesses.order_by("pk").values_list("action", "student_number"))


@pytest.mark.usefixtures("robin")
def test_the_page_starts_with_talking_points(client: Client, group: Group) -> None:
    text = page(client, student(group))
    assert "<h1>Robin</h1>" in text
    assert text.index("Talking points") < text.index("What moved it most")
    assert "Take it back" not in text
    assert actions(group) == [("result", 1)]
    client.get(student(group))
    assert actions(group) == [("result", 1)] * 2


def test_the_result_does_not_show_what_was_not_agreed_to(client: Client, group: Group) -> None:
    people.shared_result(group, "", budget=4321, area_code="06")
    Result.objects.update(nickname="My own name for it")
    text = page(client, student(group)) + page(client, student(group, tail="data.json"))
    for hidden in ("4321", "4,321", "California", "My own name for it"):
        assert hidden not in text


@pytest.mark.usefixtures("robin")
def test_students_follow_each_other_by_number(client: Client, group: Group) -> None:
    people.shared_result(group)
    people.shared_result(group, "Kim")
    text = page(client, student(group, 2))
    assert "2 of 3" in text
    assert f'href="{student(group, 1)}" rel="prev"' in text
    assert f'href="{student(group, 3)}" rel="next"' in text


def test_a_note_is_its_authors_alone(
    client: Client, group: Group, robin: Participation, lee: User
) -> None:
    response = client.post(student(group, tail="note/"), {"text": "Asks about <night> work."})
    assert response["Location"] == student(group) + "#note"
    assert "Asks about &lt;night&gt; work." in page(client, student(group))
    assert "Has your note" in page(client, group.get_absolute_url())

    colleague = Client()
    colleague.force_login(lee)
    assert "night" not in page(colleague, student(group))
    assert "Has your note" not in page(colleague, group.get_absolute_url())
    colleague.post(student(group, tail="note/"), {"text": "Mine."})
    assert Note.objects.count() == 2
    text = json.loads(colleague.get(student(group, tail="data.json")).content)
    assert (text["own_note"], text["private_notes_of_colleagues"]) == ("Mine.", 1)

    client.post(student(group, tail="note/"), {"text": " "})
    assert Note.objects.get().author == lee


@pytest.mark.usefixtures("robin")
@pytest.mark.parametrize("text", ["x" * 4001, "a\0b"])
def test_a_note_that_cannot_be_is_kept_on_the_page(client: Client, group: Group, text: str) -> None:
    response = client.post(student(group, tail="note/"), {"text": text})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text[:1] in response.content.decode()
    assert not Note.objects.exists()


@pytest.mark.usefixtures("robin")
def test_the_data_of_one_student_is_downloaded(client: Client, group: Group) -> None:
    response = client.get(student(group, tail="data.json"))
    assert "attachment" in response["Content-Disposition"]
    text = json.loads(response.content)
    assert (text["number"], text["nickname"], text["group"]) == (1, "Robin", group.name)
    assert len(text["result"]["answers"]) == len(Result.objects.get().answers)
    assert actions(group) == [("student", 1)]


def test_the_data_of_one_student_is_deleted_and_the_result_stays(
    client: Client, group: Group, robin: Participation, lee: User
) -> None:
    people.note(robin, lee, "Mine.")
    board = page(client, group.get_absolute_url())
    assert student(group, tail="data.json") in board
    assert student(group, tail="delete/") in board
    assert "Delete the data of Robin?" in page(client, student(group, tail="delete/"))
    assert Participation.objects.exists()
    response = client.post(student(group, tail="delete/"), follow=True)
    assert "The data of Robin in this group is deleted." in response.content.decode()
    assert not Participation.objects.exists()
    assert not Note.objects.exists()
    assert Result.objects.count() == 1
    assert ("deleted", 1) in actions(group)
    assert client.post(student(group, tail="delete/")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("robin")
@pytest.mark.parametrize("number", [0, 2, 10**20])
def test_a_student_who_is_not_there(client: Client, group: Group, number: int) -> None:
    for tail in ("", "data.json", "delete/"):
        assert client.get(student(group, number, tail)).status_code == HTTPStatus.NOT_FOUND
    for tail in ("note/", "status/", "delete/"):
        assert client.post(student(group, number, tail)).status_code == HTTPStatus.NOT_FOUND
    assert not Access.objects.exists()


@pytest.mark.usefixtures("robin")
def test_the_page_takes_a_fixed_number_of_queries(
    client: Client, group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(student(group))
    # Session, user, second factor, role, group, students, log, note, the guide.
    with django_assert_num_queries(9):
        client.get(student(group))
    people.shared_result(group, status=TalkStatus.TALKED)
    with django_assert_num_queries(9):
        client.get(student(group))


def test_a_conflict_leads(client: Client, group: Group) -> None:
    people.shared_result(group, "", conditions={**NO_CONFLICT, "remote-only": "yes"})
    text = page(client, student(group))
    assert text.index("Rules the work out") < text.index("Moved it most")
