"""Students share at the same time: each gets a number, and a double click counts once."""

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from counselors import sharing
from counselors.models import Group
from quiz import tokens
from quiz.models import Result
from tests.counselors import people
from tests.quiz.profiles import make_profile

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


def test_each_profile_gets_a_different_number() -> None:
    group = people.profile_group(people.counselor())
    run_at_once(*(build_share(group, make_profile()[0]) for _ in range(STUDENTS)))
    numbers = group.participations.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, STUDENTS + 1))


def test_a_browser_shares_one_profile_with_a_group() -> None:
    """Consent from two windows at once is one row, although a profile has no career."""
    group = people.profile_group(people.counselor())
    key = tokens.create_token()

    def agree() -> None:
        sharing.give_consent(Group.objects.get(pk=group.pk), None, key, "Robin")

    run_at_once(agree, agree)
    assert group.participations.get().nickname == "Robin"


def test_a_group_never_changes_its_kind_under_a_student() -> None:
    """The counselor saves other terms while a student agrees: one of the two comes too late."""
    counselor = people.counselor()
    group = people.profile_group(counselor)
    window = Client()
    window.force_login(counselor)
    settings = f"{group.get_absolute_url()}settings/"
    terms = {
        "name": group.name,
        "naming": group.naming,
        "time_zone": group.time_zone,
        "closes_on": group.closes_on.isoformat(),
        "keep_months": "6",
        "asks_profile": "False",
        "careers": [people.version().quiz.career_id],
    }

    def agree() -> None:
        with contextlib.suppress(sharing.OtherTermsError):
            sharing.give_consent(Group.objects.get(pk=group.pk), None, tokens.create_token(), "")

    def change() -> None:
        window.post(settings, terms)

    run_at_once(agree, change)
    group.refresh_from_db()
    assert group.asks_profile == group.participations.exists()


def test_a_profile_deleted_while_it_is_shared_is_gone_and_not_on_the_board() -> None:
    group = people.profile_group(people.counselor())
    window = Client()
    result, token = make_profile(owner=window)
    other_window = Client()
    other_window.cookies.update(window.cookies)
    statuses: list[int] = []

    def share() -> None:
        page = f"/results/{token}/share/{group.code}/"
        statuses.append(window.post(page, {"answer": "yes"}).status_code)

    def delete() -> None:
        statuses.append(other_window.post(f"/results/{token}/delete/").status_code)

    run_at_once(share, delete)
    assert set(statuses) <= {302, 404}
    assert not Result.objects.filter(pk=result.pk).exists()
    assert not group.participations.filter(result__isnull=False).exists()


def test_a_double_click_shares_a_result_once() -> None:
    group = people.group(people.counselor())
    result = people.result()
    run_at_once(*[build_share(group, result)] * 2)
    assert group.participations.get().result == result
