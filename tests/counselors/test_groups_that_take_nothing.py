"""Groups that are closed, deleted, anonymous or of another career: what students meet there."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from careers.models import Career
from counselors import sharing
from counselors.models import Group, Naming, Participation
from counselors.views import own_result, student
from tests.counselors import people
from tests.counselors.consent import answer_consent, finish, page
from tests.making import withdraw_guides
from tests.quiz.visitors import (
    QUIZ,
    SLUG,
)

pytestmark = pytest.mark.usefixtures("content")


def test_a_closed_group_says_so_and_takes_nothing(client: Client, group: Group) -> None:
    answer_consent(client, group)
    yesterday = people.today() - timedelta(days=1)
    group.closes_on = yesterday
    group.save()
    address = finish(client)
    for response in (client.get(group.link_path), client.get(f"{address}share/{group.code}/")):
        assert response.status_code == HTTPStatus.GONE
        assert "This group is closed" in response.content.decode()
    assert answer_consent(Client(), group).status_code == HTTPStatus.GONE
    client.post(f"{address}share/{group.code}/", {"answer": "yes"})
    assert not Participation.objects.finished().exists()


def test_unknown_deleted_and_outdated_groups_answer_alike(client: Client, group: Group) -> None:
    unknown = client.get("/g/0000000000/")
    assert unknown.status_code == HTTPStatus.NOT_FOUND
    Group.objects.update(closes_on=people.today() - timedelta(days=40), deleted_on=people.today())
    outdated = client.get(group.link_path).content
    address = group.link_path
    group.delete()
    assert client.get(address).content == outdated == unknown.content
    assert client.get("/g/\N{GRINNING FACE}%00x/").content == unknown.content


def test_an_anonymous_group_asks_for_no_name(client: Client, ortega: User) -> None:
    group = people.group(ortega, naming=Naming.ANONYMOUS, careers=Career.objects.filter(slug=SLUG))
    text = page(client, group.link_path)
    assert "without any name" in text
    assert "Nickname" not in text
    answer_consent(client, group, nickname="Robin")
    assert group.participations.get().nickname == ""


@pytest.mark.parametrize(
    ("nickname", "complaint"),
    [("x" * 41, "At most 40 characters; this has 41. Shorten it."), ("a\0b", "Null characters")],
)
def test_a_name_that_cannot_be_is_refused_and_kept(
    client: Client, group: Group, nickname: str, complaint: str
) -> None:
    response = answer_consent(client, group, nickname=nickname)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert complaint in response.content.decode()
    assert not Participation.objects.exists()


def test_with_several_careers_the_student_chooses(client: Client, ortega: User) -> None:
    group = people.group(ortega)
    second = people.version().quiz.career
    Career.objects.exclude(pk=second.pk).delete()
    assert "Which career" not in page(client, group.link_path)
    assert answer_consent(client, group, career="nowhere")["Location"] == QUIZ


def test_a_group_whose_quiz_is_withdrawn_says_so(client: Client, group: Group) -> None:
    withdraw_guides()
    text = client.get(group.link_path)
    assert text.status_code == HTTPStatus.GONE
    assert "is not available right now" in text.content.decode()


def test_a_result_of_another_career_is_not_shared(client: Client, ortega: User) -> None:
    group = people.group(ortega, careers=Career.objects.exclude(slug=SLUG))
    address = f"{finish(client)}share/{group.code}/"
    response = client.post(address, {"answer": "yes"})
    assert "about another career" in response.content.decode()
    assert not Participation.objects.exists()


def test_a_group_deleted_before_the_consent_is_not_found(
    client: Client, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = f"{finish(client)}share/{group.code}/"
    for views, address in ((student, group.link_path), (own_result, shared)):
        other = people.group(group.counselor, careers=Career.objects.filter(slug=SLUG))
        identify_student = views.identify_student

        def delete_first(*args: Any, pk: int = other.pk, then: Any = identify_student) -> Any:
            Group.objects.filter(pk=pk).delete()
            return then(*args)

        monkeypatch.setattr(views, "identify_student", delete_first)
        gone = client.post(address.replace(group.code, other.code), {"answer": "yes"})
        assert gone.status_code == HTTPStatus.NOT_FOUND
        assert not Participation.objects.exists()


def test_no_nickname_is_saved_once_the_group_is_anonymous(
    client: Client, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counselor changes it after the student's page has asked for one."""
    identify_student = student.identify_student

    def rename_first(*args: Any) -> Any:
        Group.objects.update(naming=Naming.ANONYMOUS)
        return identify_student(*args)

    assert group.naming == Naming.NICKNAME
    monkeypatch.setattr(student, "identify_student", rename_first)
    answer_consent(client, group, nickname="Blue Fox")
    assert Participation.objects.get().nickname == ""


def test_a_quiz_can_be_finished_after_its_group_is_deleted(
    client: Client, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_consent(client, group)
    lock = sharing._lock_group

    def delete_first(pk: int) -> Group:
        Group.objects.filter(pk=pk).delete()
        return lock(pk)

    monkeypatch.setattr(sharing, "_lock_group", delete_first)
    assert client.get(finish(client)).status_code == HTTPStatus.OK
    assert not Participation.objects.exists()
