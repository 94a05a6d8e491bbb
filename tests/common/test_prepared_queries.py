"""A prepared query: put together once, asked anew for each request."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from common.prepared import PreparedQuery
from salaries.models import Area


def make_area(code: str, state: str) -> Area:
    return Area.objects.create(code=code, level="state", name=state, slug=state, state=state)


@pytest.mark.django_db
def test_it_is_built_once_and_answers_for_each_argument(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    built: list[Any] = []

    def build(*states: str) -> Any:
        built.append(states)
        return Area.objects.filter(state__in=states).order_by("code").values_list("code")

    query = PreparedQuery(build)
    make_area("01", "AL")
    make_area("02", "AK")
    with django_assert_num_queries(3):
        assert query.rows("AL") == [("01",)]
        assert query.rows("AK") == [("02",)]
        assert query.rows("AK", "AL") == [("01",), ("02",)]
    # Once for one state, once for two.
    assert len(built) == 2


@pytest.mark.django_db
def test_it_keeps_no_answer() -> None:
    query = PreparedQuery(lambda level: Area.objects.filter(level=level).values_list("code"))
    assert query.rows("state") == []
    make_area("01", "AL")
    assert query.rows("state") == [("01",)]
