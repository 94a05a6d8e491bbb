"""The CSV files of the board and the group summary."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from counselors.csv_tables import (
    SUMMARY_COLUMNS,
    build_board_rows,
    build_summary_rows,
    list_columns,
)
from counselors.models import Group, TalkStatus
from tests.counselors import people
from tests.quiz.visitors import NO_CONFLICT, great_fit, poor_fit

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def ortega(client: Client) -> User:
    made = people.counselor("ortega")
    client.force_login(made)
    return made


@pytest.fixture
def group(ortega: User) -> Group:
    return people.group(ortega)


def read_csv(client: Client, group: Group, name: str = "board.csv") -> list[dict[str, str]]:
    response = client.get(group.get_absolute_url() + name)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_student_is_a_row(client: Client, group: Group, ortega: User) -> None:
    robin = people.shared_result(group, "Róbin", status=TalkStatus.TO_TALK)
    people.note(robin, ortega, "Two lines,\nof mine.")
    people.note(robin, people.counselor("lee"), "Not for others.")
    people.shared_result(group, conditions={**NO_CONFLICT, "no-desk": "yes"})
    people.unfinished(group, "Kim")
    first, second = read_csv(client, group)
    assert (first["number"], first["nickname"], first["result"]) == ("1", "Róbin", "A great fit")
    assert (first["status"], first["your_note"]) == ("To talk", "Two lines,\nof mine.")
    assert first["highest_side"].startswith("Working with people (100); Accuracy and records (100)")
    assert (first["not_known"], first["answers_left_out"]) == ("", "0")
    assert second["result"] == "Ruled out by an answer"
    assert second["ruled_out_by"].startswith("Have you ruled out")
    assert group.accesses.get().action == "csv"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1"])
def test_a_nickname_is_never_a_formula(
    client: Client, group: Group, ortega: User, name: str
) -> None:
    robin = people.shared_result(group, name)
    people.note(robin, ortega, name)
    (row,) = read_csv(client, group)
    assert (row["nickname"], row["your_note"]) == (f"'{name}", f"'{name}")


def test_the_table_takes_two_queries(
    group: Group, ortega: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people.shared_result(group)
    build_board_rows(group, ortega)
    people.shared_result(group)
    with django_assert_num_queries(2):
        rows = build_board_rows(group, ortega)
    assert rows[0] == list(list_columns(group))
    assert {len(row) for row in rows} == {len(list_columns(group))}
    assert len(rows) == 3


def test_aggregated_figures_need_five_students(client: Client, group: Group, ortega: User) -> None:
    for choice in [great_fit] * 4:
        people.shared_result(group, choice=choice)
    assert build_summary_rows(group, ortega) == [list(SUMMARY_COLUMNS)]
    for choice in [great_fit] + [poor_fit] * 5:
        people.shared_result(group, choice=choice)
    rows = build_summary_rows(group, ortega)
    assert {len(row) for row in rows} == {len(SUMMARY_COLUMNS)}
    assert all(row[5] == "" or int(row[5]) >= 5 for row in rows[1:])
    assert any(row[5] == 5 for row in rows[1:])
    lines = read_csv(client, group, "picture.csv")
    assert [row["category"] for row in lines] == [row[4] for row in rows[1:]]
    assert "picture.csv" in client.get(group.get_absolute_url()).content.decode()
