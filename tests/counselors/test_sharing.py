"""A student reads what a counselor would see, says yes or no, and can take the yes back."""

import re
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from counselors.models import Group, Participation
from counselors.sharing import COOKIE
from quiz.models import Result
from tests.counselors import people
from tests.counselors.consent import answer_consent, finish, page
from tests.making import make_career
from tests.quiz.visitors import (
    NO_CONFLICT,
    QUIZ,
    SLUG,
    answer_all,
    answers_by,
    great_fit,
    poor_fit,
    take_quiz,
)

pytestmark = pytest.mark.usefixtures("content")


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
