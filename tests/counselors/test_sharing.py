"""A student reads what a counselor would see, says yes or no, and can take the yes back."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from counselors import sharing
from counselors.models import Group, Naming, Participation
from counselors.sharing import COOKIE
from counselors.views import own_result, student
from quiz.models import Result
from tests.counselors import people
from tests.making import make_career, withdraw_guides
from tests.quiz.visitors import (
    NO_CONFLICT,
    QUIZ,
    SLUG,
    Response,
    answer_all,
    answers_by,
    great_fit,
    poor_fit,
    take_quiz,
)

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def ortega() -> User:
    return people.counselor("ortega", first_name="Ms.", last_name="Ortega")


@pytest.fixture
def group(ortega: User) -> Group:
    return people.group(ortega, careers=Career.objects.filter(slug=SLUG))


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def answer_consent(client: Client, group: Group, answer: str = "yes", **data: str) -> Response:
    return client.post(group.link_path, {"answer": answer, **data})


def finish(client: Client) -> str:
    return take_quiz(client, answers_by(great_fit))


def test_the_link_says_who_sees_what_and_for_how_long(client: Client, group: Group) -> None:
    text = page(client, group.link_path)
    assert (
        "If you say yes, Ms. Ortega will see your answers and your result, as they are when you "
        "finish and as you may change them later, under the nickname you choose, until you take "
        "it back or the group is deleted: on "
        f"{group.deleted_on:%B} {group.deleted_on.day}, {group.deleted_on.year}, unless Ms. Ortega "
        "moves that day. Copies that were downloaded or printed before then stay." in text
    )
    assert group.name in text


def test_opening_the_link_changes_nothing(client: Client, group: Group) -> None:
    for address in (group.link_path, group.link_path.upper(), "/join/"):
        for response in (client.get(address), client.head(address)):
            assert "no-store" in response["Cache-Control"]
            assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not Participation.objects.exists()
    assert COOKIE not in client.cookies


def test_consent_leads_to_the_quiz_which_names_the_group(client: Client, group: Group) -> None:
    assert answer_consent(client, group, nickname="Robin")["Location"] == QUIZ
    text = page(client, QUIZ)
    assert f"You are taking this for <b>{group.name}</b>." in text
    assert "your result will be shared with Ms. Ortega as “Robin”" in text
    assert group.participations.unfinished().count() == 1
    assert COOKIE not in group.participations.get().key_hash


def test_finishing_in_that_browser_shares_the_result(client: Client, group: Group) -> None:
    answer_consent(client, group, nickname=" Robin ")
    address = finish(client)
    shared = group.participations.get()
    assert (shared.number, shared.nickname, shared.result) == (1, "Robin", Result.objects.get())
    text = page(client, address)
    assert f"Shared with Ms. Ortega ({group.name}) since" in text
    assert (
        "until you take it back or the group is deleted: on "
        f"{group.deleted_on:%B} {group.deleted_on.day}, {group.deleted_on.year}, unless Ms. Ortega "
        "moves that day. Copies that were downloaded or printed before then stay." in text
    )


def test_finishing_again_after_a_lost_response_shares_once(client: Client, group: Group) -> None:
    answer_consent(client, group)
    last_page = answer_all(client, answers_by(great_fit))
    key = client.cookies["attempt"].value
    text = client.post(last_page, {**NO_CONFLICT, "area": ""})["Location"]
    client.cookies["attempt"] = key
    assert client.post(last_page, {**NO_CONFLICT, "area": ""})["Location"] == text
    shared = group.participations.get()
    assert (shared.number, shared.result) == (1, Result.objects.get())


def test_a_browser_without_consent_shares_nothing(client: Client, group: Group) -> None:
    answer_consent(Client(), group)
    finish(client)
    answer_consent(client, group, answer="alone")
    finish(client)
    assert not Participation.objects.finished().exists()


def test_a_forged_cookie_shares_nothing(client: Client, group: Group) -> None:
    answer_consent(client, group)
    client.cookies[COOKIE] = signing.dumps("0" * 26, salt="elsewhere")
    finish(client)
    assert not Participation.objects.finished().exists()


def test_only_the_agreed_career_is_shared(client: Client, group: Group, ortega: User) -> None:
    other = make_career("other", "31-9092")
    elsewhere = people.group(ortega, "Other", careers=[other])
    answer_consent(client, group)
    key = Participation.objects.get().key_hash
    Participation.objects.create(group=elsewhere, career=other, key_hash=key)
    finish(client)
    assert [shared.group for shared in Participation.objects.finished()] == [group]


def test_consent_for_two_counselors_shares_with_both(client: Client, group: Group) -> None:
    lee = people.group(people.counselor("lee"), "Advisory")
    answer_consent(client, group, nickname="Robin")
    answer_consent(client, lee, career=SLUG, nickname="R.")
    assert "Advisory" in page(client, QUIZ)
    finish(client)
    named = Participation.objects.finished().values_list("group__name", "nickname")
    assert set(named) == {(group.name, "Robin"), ("Advisory", "R.")}


def test_a_second_consent_in_the_same_browser_changes_nothing(client: Client, group: Group) -> None:
    answer_consent(client, group, nickname="Robin")
    assert "You said yes on" in page(client, group.link_path)
    answer_consent(client, group, nickname="Robin R.")
    assert group.participations.get().nickname == "Robin R."


def test_consent_can_be_withdrawn_before_the_end(client: Client, group: Group) -> None:
    answer_consent(client, group)
    assert "Change your mind" in page(client, QUIZ)
    assert answer_consent(client, group, answer="alone")["Location"] == QUIZ
    assert not Participation.objects.exists()
    assert "You are taking this for" not in page(client, QUIZ)


def test_two_students_can_share_a_computer(client: Client, group: Group) -> None:
    answer_consent(client, group, nickname="Robin")
    finish(client)
    assert "Somebody else used this browser before me" in page(client, group.link_path)
    answer_consent(client, group, nickname="Kim", somebody_else="on")
    finish(client)
    numbers = group.participations.order_by("number").values_list("number", "nickname")
    assert list(numbers) == [(1, "Robin"), (2, "Kim")]


def test_a_forgotten_result_stays_shared_and_its_name_is_shown_to_nobody_else(
    client: Client, group: Group
) -> None:
    answer_consent(client, group, nickname="Falcon")
    address = finish(client)
    assert "Falcon" in page(client, group.link_path)
    client.post(f"{address}forget/")
    assert "Falcon" not in page(client, group.link_path)
    assert "This browser shared a result" not in page(client, group.link_path)
    assert group.participations.finished().get().nickname == "Falcon"


def test_forgetting_keeps_the_next_students_consent(client: Client, group: Group) -> None:
    answer_consent(client, group, nickname="Falcon")
    address = finish(client)
    answer_consent(client, group, nickname="Wren", somebody_else="on")
    client.post(f"{address}forget/")
    finish(client)
    names = group.participations.finished().values_list("nickname", flat=True)
    assert sorted(names) == ["Falcon", "Wren"]


def test_a_second_quiz_replaces_the_first_only_when_asked(client: Client, group: Group) -> None:
    answer_consent(client, group, nickname="Robin")
    first = finish(client)
    answer_consent(client, group, nickname="Robin")
    second = take_quiz(client, answers_by(poor_fit))
    shared = group.participations.get()
    assert shared.result_id == Result.objects.earliest("pk").pk
    assert "Share this one instead" in page(client, second)
    assert "Take it back" in page(client, first)

    asked = f"{second}share/{group.code}/"
    assert "this result replaces it" in page(client, asked)
    client.post(asked, {"answer": "yes", "nickname": "Robin"})
    shared.refresh_from_db()
    assert (shared.number, shared.result_id) == (1, Result.objects.latest("pk").pk)
    assert "Share this one instead" in page(client, first)


def test_a_result_is_shared_later_by_the_spoken_code(client: Client, group: Group) -> None:
    address = finish(client)
    assert f'href="{address}share/"' in page(client, address)
    format_code = group.spoken_code.lower().replace("-", " ")
    consent = client.post(f"{address}share/", {"code": format_code})["Location"]
    assert "If you say yes, Ms. Ortega will see" in page(client, consent)
    assert not Participation.objects.exists()
    assert (
        client.post(consent, {"answer": "yes", "nickname": "Kim"})["Location"]
        == f"{address}#counselor-share"
    )
    assert group.participations.get().nickname == "Kim"
    assert client.get(consent)["Location"] == address
    client.post(consent, {"answer": "yes", "nickname": "Kim"})
    assert group.participations.count() == 1


def test_a_no_shares_nothing(client: Client, group: Group) -> None:
    address = finish(client)
    client.post(f"{address}share/{group.code}/", {"answer": "alone"})
    assert not Participation.objects.exists()


def test_taking_it_back_deletes_all_that_was_noted(client: Client, group: Group) -> None:
    answer_consent(client, group)
    address = finish(client)
    people.note(group.participations.get(), group.counselor, "Ask about the desk.")
    client.get(f"{address}take-back/{group.code}/")
    assert group.participations.exists()
    client.post(f"{address}take-back/{group.code}/")
    assert not Participation.objects.exists()
    assert Result.objects.exists()
    text = page(client, address)
    assert "Shared with" not in text
    assert "Share with your counselor" in text


def test_a_number_is_never_given_twice(client: Client, group: Group) -> None:
    answer_consent(client, group)
    address = finish(client)
    client.post(f"{address}take-back/{group.code}/")
    other = Client()
    answer_consent(other, group)
    finish(other)
    assert group.participations.get().number == 2


def test_only_the_owner_sees_and_changes_the_sharing(client: Client, group: Group) -> None:
    answer_consent(client, group)
    address = finish(client)
    viewer = Client()
    assert "Ortega" not in page(viewer, address)
    for tail in ("share/", f"share/{group.code}/", f"take-back/{group.code}/"):
        for response in (viewer.get(address + tail), viewer.post(address + tail)):
            assert response.status_code == HTTPStatus.NOT_FOUND
    assert group.participations.finished().exists()


def test_deleting_the_result_takes_it_off_the_board(client: Client, group: Group) -> None:
    answer_consent(client, group)
    client.post(f"{finish(client)}delete/")
    assert not Participation.objects.exists()


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


def test_a_visitor_who_agreed_to_nothing_costs_no_query_more(
    client: Client, group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(QUIZ)
    with django_assert_num_queries(1):
        client.get(QUIZ)
    answer_consent(client, group)
    with django_assert_num_queries(3):
        client.get(QUIZ)
    client.get(group.link_path)
    with django_assert_num_queries(4):
        client.get(group.link_path)


def test_no_other_page_contains_the_code_of_the_group(client: Client, group: Group) -> None:
    assert not re.search(group.code, page(client, QUIZ))


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
