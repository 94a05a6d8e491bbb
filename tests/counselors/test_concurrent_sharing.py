"""Students share at the same time: each gets a number, and a double click counts once."""

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


def run_at_once(*tasks: Callable[[], None]) -> None:
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], None]) -> None:
        try:
            barrier.wait(timeout=60)
            task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        list(pool.map(run, tasks))


def build_share(group: Group, result: Result) -> Callable[[], None]:
    def share() -> None:
        sharing.share_result(Group.objects.get(pk=group.pk), result, tokens.create_token(), "")

    return share


def test_each_student_gets_a_different_number() -> None:
    group = people.group(people.counselor())
    run_at_once(*(build_share(group, people.result()) for _ in range(STUDENTS)))
    numbers = group.participations.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, STUDENTS + 1))


def test_a_double_click_shares_a_result_once() -> None:
    group = people.group(people.counselor())
    result = people.result()
    run_at_once(*[build_share(group, result)] * 2)
    assert group.participations.get().result == result
