"""A class finishes within a minute: each student gets a number, and two clicks are one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from counselors import sharing
from counselors.models import Group
from quiz import tokens
from quiz.models import Result
from tests.counselors import people

pytestmark = pytest.mark.usefixtures("committed_content")
STUDENTS = 8


def at_once(*tasks: Callable[[], None]) -> None:
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], None]) -> None:
        try:
            barrier.wait(timeout=60)
            task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        list(pool.map(run, tasks))


def sharer(group: Group, result: Result) -> Callable[[], None]:
    def share() -> None:
        sharing.share(Group.objects.get(pk=group.pk), result, tokens.create_token(), "")

    return share


def test_each_student_gets_a_number_of_their_own() -> None:
    group = people.group(people.counselor())
    at_once(*(sharer(group, people.result()) for _ in range(STUDENTS)))
    numbers = group.participations.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, STUDENTS + 1))


def test_two_clicks_share_a_result_once() -> None:
    group = people.group(people.counselor())
    result = people.result()
    at_once(*[sharer(group, result)] * 2)
    assert group.participations.get().result == result
