"""A group's board: who finished, what came out, sorted and filtered, and kept up to date."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from counselors.models import Access, Group, Naming, Participation, TalkStatus
from quiz.models import Result
from tests.counselors import people
from tests.quiz.visitors import NO_CONFLICT, poor_fit

pytestmark = pytest.mark.usefixtures("content")


def flat(reverse: bool) -> int:
    return 4


@pytest.fixture
def ortega(client: Client) -> User:
    made = people.counselor("ortega", first_name="Ms.", last_name="Ortega")
    client.force_login(made)
    return made


@pytest.fixture
def group(ortega: User) -> Group:
    return people.group(ortega)


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def names(client: Client, group: Group, query: str = "") -> list[str]:
    text = page(client, f"{group.get_absolute_url()}{query}")
    return re.findall(r'<th scope="row" role="rowheader"> <a href="[^"]+">([^<]+)</a>', text)


def rows_address(group: Group) -> str:
    return f"{group.get_absolute_url()}rows/"


def many(group: Group, number: int) -> None:
    """So many students, the first of them Robin; made at once, as one by one takes a while."""
    first = people.shared_result(group, "Robin")
    assert first.result
    results = Result.objects.bulk_create(
        Result(
            version=first.result.version,
            form=first.result.form,
            answers=first.result.answers,
            conditions=first.result.conditions,
            owner_hash=f"owner {group.last_number + place}",
            token_hash=f"token {group.last_number + place}",
        )
        for place in range(1, number)
    )
    Participation.objects.bulk_create(
        Participation(
            group=group,
            career=first.career,
            key_hash=str(group.last_number + place),
            number=group.last_number + place,
            nickname=f"Student with nickname {place}",
            result=result,
            shared_at=timezone.now(),
        )
        for place, result in enumerate(results, start=1)
    )
    group.last_number += number - 1
    group.save()


def test_an_empty_board_shows_the_link_and_the_code(client: Client, group: Group) -> None:
    text = page(client, group.get_absolute_url())
    assert "No results yet" in text
    assert f"http://testserver{group.link_path}" in text
    assert group.spoken_code in text


def test_students_who_did_not_finish_are_only_counted(client: Client, group: Group) -> None:
    people.unfinished(group, "Robin")
    people.unfinished(group, "Kim")
    text = page(client, group.get_absolute_url())
    assert "Nobody has finished yet" in text
    assert '<dt>Said yes, not finished</dt><dd><span class="figure-value">2</span>' in text
    assert "Robin" not in text


def test_each_student_has_result_sides_and_conflicts(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    people.shared_result(group, "", conditions={**NO_CONFLICT, "remote-only": "yes"})
    people.shared_result(group, "Kim", choice=flat)
    text = page(client, group.get_absolute_url())
    assert "A great fit" in text
    assert "Firm" in text
    assert "Student 2" in text
    assert "Ruled out by an answer" in text
    assert "Would you only take a job that you can do from home?" in text
    assert "Apart from that" not in text, "nothing outweighs that answer"
    assert "Not clear" in text
    assert "The same answer everywhere" in text
    assert 'All sides <span class="board-said">100 of 100, equal</span>' in text
    assert "The answers do not tell" in text


def test_an_anonymous_group_shows_only_numbers(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    Group.objects.update(naming=Naming.ANONYMOUS)
    assert names(client, group) == ["Student 1"]


def test_a_nickname_is_text_and_no_markup(client: Client, group: Group) -> None:
    people.shared_result(group, "<script>alert(1)</script>")
    assert "<script>alert" not in page(client, group.get_absolute_url())


def test_the_board_is_sorted_and_filtered(client: Client, group: Group) -> None:
    people.shared_result(group, "Zoe", choice=poor_fit, status=TalkStatus.TALKED)
    people.shared_result(group, "adam")
    people.shared_result(group, "", choice=flat, status=TalkStatus.TO_TALK)
    people.shared_result(group, "Bea", conditions={**NO_CONFLICT, "no-desk": "yes"})
    assert names(client, group) == ["Bea", "Student 3", "adam", "Zoe"]
    assert names(client, group, "?sort=when") == ["Zoe", "adam", "Student 3", "Bea"]
    assert names(client, group, "?sort=name") == ["adam", "Bea", "Zoe", "Student 3"]
    assert names(client, group, "?sort=-band") == ["adam", "Student 3", "Zoe", "Bea"]
    assert names(client, group, "?sort=status") == ["Student 3", "adam", "Bea", "Zoe"]
    assert names(client, group, "?band=great") == ["adam"]
    assert names(client, group, "?band=not-clear") == ["Student 3"]
    assert names(client, group, "?band=ruled-out") == ["Bea"]
    assert names(client, group, "?status=talked") == ["Zoe"]
    assert names(client, group, "?status=none&sort=name") == ["adam", "Bea"]
    assert "No student fits these filters" in page(
        client, f"{group.get_absolute_url()}?status=talked&band=great"
    )


@pytest.mark.parametrize("query", ["?sort=x&band=%00&status=9&page=-1", "?page=99999999999999999"])
def test_invalid_filters_show_everybody(client: Client, group: Group, query: str) -> None:
    people.shared_result(group, "Robin")
    assert names(client, group, query) == ["Robin"]


def test_a_page_has_fifty_students(client: Client, group: Group) -> None:
    many(group, 51)
    assert len(names(client, group)) == 50
    assert names(client, group, "?page=2") == ["Robin"]
    assert names(client, group, "?page=9") == ["Robin"]


def test_an_expired_result_is_off_the_board(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    now = timezone.now()
    Result.objects.update(created_at=now - timedelta(days=2), expires_at=now)
    assert names(client, group) == []


def test_the_board_shows_the_answers_as_they_are_now(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    assert "A great fit" in page(client, rows_address(group))
    result = Result.objects.get()
    result.answers = {key: 6 - answer for key, answer in result.answers.items()}
    result.save()
    assert "Maybe not for you" in page(client, rows_address(group))


def test_queries_do_not_grow_with_students(
    client: Client, group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(group, 1)
    client.get(group.get_absolute_url())
    # Session, user, second factor, role, group, log, students.
    with django_assert_num_queries(7):
        client.get(group.get_absolute_url())
    Participation.objects.all().delete()
    many(group, 200)
    for address in (group.get_absolute_url(), rows_address(group)):
        with django_assert_num_queries(7):
            client.get(address)


def test_the_rows_are_sent_again_only_when_something_changed(
    client: Client, group: Group, ortega: User
) -> None:
    shared = people.shared_result(group, "Robin")
    etag = client.get(rows_address(group))["ETag"]

    def again() -> Any:
        return client.get(rows_address(group), headers={"if-none-match": etag})

    assert again().status_code == HTTPStatus.NOT_MODIFIED
    people.note(shared, people.counselor("lee"), "Not for others.")
    assert again().status_code == HTTPStatus.NOT_MODIFIED
    for change in (
        lambda: people.unfinished(group),
        lambda: people.shared_result(group),
        lambda: Participation.objects.update(status=TalkStatus.TO_TALK),
        lambda: people.note(shared, ortega, "Ask."),
        lambda: Participation.objects.filter(pk=shared.pk).delete(),
    ):
        change()
        answer = again()
        assert answer.status_code == HTTPStatus.OK
        etag = answer["ETag"]


def test_the_rows_need_a_sign_in(client: Client, group: Group) -> None:
    client.logout()
    assert client.get(rows_address(group)).status_code == HTTPStatus.FOUND


def test_a_status_is_set_and_leads_back_to_the_same_view(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    address = f"{group.get_absolute_url()}students/1/status/"
    response = client.post(address, {"status": "to_talk", "back": "sort=name&page=2"})
    assert response["Location"] == f"{group.get_absolute_url()}?sort=name&page=2#student-1"
    assert Participation.objects.get().status == TalkStatus.TO_TALK
    line = Access.objects.get(action=Access.Action.STATUS)
    assert (line.student_number, line.detail_text) == (1, "To talk")
    assert line.detail == "to_talk", "its reader may use another language"
    client.post(address, {"status": "to_talk"})
    assert Access.objects.filter(action=Access.Action.STATUS).count() == 1


def test_the_script_gets_an_empty_response(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    address = f"{group.get_absolute_url()}students/1/status/"
    json = {"accept": "application/json"}
    assert client.post(address, {"status": "talked"}, headers=json).status_code == 204
    assert client.post(address, {"status": "x"}, headers=json).status_code == 422
    assert Participation.objects.get().status == TalkStatus.TALKED


def test_back_never_leads_to_another_address(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin")
    address = f"{group.get_absolute_url()}students/1/status/"
    for back in ("//evil.example/?a=b", "\r\nX: y", "#", "\0"):
        response = client.post(address, {"status": "", "back": back})
        assert response["Location"].startswith(f"{group.get_absolute_url()}?")


def test_the_log_has_a_line_an_hour_for_the_board(client: Client, group: Group) -> None:
    for _ in range(3):
        client.get(group.get_absolute_url())
        client.get(rows_address(group))
    lines = Access.objects.filter(action=Access.Action.BOARD)
    assert lines.count() == 1
    lines.update(at=timezone.now() - timedelta(hours=1, minutes=1))
    client.get(rows_address(group))
    assert lines.count() == 2


def test_another_counselors_group_is_not_found(group: Group) -> None:
    people.shared_result(group, "Robin")
    stranger = Client()
    stranger.force_login(people.counselor("stranger"))
    for tail in ("", "rows/", "board.csv", "booklet/", "students/1/", "students/1/data.json"):
        response = stranger.get(group.get_absolute_url() + tail)
        assert response.status_code == HTTPStatus.NOT_FOUND
