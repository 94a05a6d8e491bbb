"""Addresses with values that no form sends: every one gets a page."""

import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careers.guides.published import get_career_page
from careers.views.training import training_for
from programs.forms import FinderForm
from programs.offer import describe_offer
from programs.search_result import search_programs
from tests.making import withdraw_guides
from tests.programs.making import FINDER

COMPARE = f"{FINDER}compare/"
ROUTES = f"{FINDER}routes/"
QUESTIONS = f"{FINDER}questions/"
NASTY = [
    "",
    "x",
    "-1",
    "0",
    "9" * 5000,
    "1e9",
    "\x00",
    "🎓",
    "' OR 1=1 --",
    "<b>",
    "٣",
    "WA",
    "1.5",
]
FIELDS = {
    "zip": ["98101", "10001", "79936", "99501", "00601", "98101-1234", *NASTY],
    "radius": ["10", "60", "250", "any", "10000", "060", "25 miles", *NASTY],
    "field": ["51.07", "5107", "51.0705", "51.38", "99.99", "51", *NASTY],
    "state": ["CA", "TX", "PR", *NASTY],
    "credential": ["1", "2", "8", *NASTY],
    "control": ["public", "for-profit", *NASTY],
    "delivery": ["online", "campus", *NASTY],
    "max_cost": ["3000", "20000", *NASTY],
    "online": ["on", *NASTY],
    "sort": ["earnings", "debt", "cost", "distance", "name", "drop", *NASTY],
    "page": ["1", "2", "999999", *NASTY],
    "program": ["1", "2", "234669-51.07-1", "1-51.07-9", "0-99.99-8", *NASTY],
}
COMBINATIONS = 300
# Programs without coordinates, institutions near, how many of each kind, and the rows of a page.
MAX_SEARCH_QUERIES = 4


@pytest.mark.parametrize(
    "address", [FINDER, COMPARE, ROUTES, QUESTIONS, FINDER[:-1] + ".csv?state=AK&"]
)
def test_no_value_breaks_a_page(client: Client, content: None, address: str) -> None:
    names = [*FIELDS, "pay_state", "pay_now", "pay_start", "given_up", "years"]
    for value in NASTY:
        response = client.get(address, {name: [value, value] for name in names})
        assert response.status_code == 200, value


def test_random_filters_find_programs_in_a_few_queries(
    content: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dice = random.Random(20261124)
    training = training_for(get_career_page("medical-office-administrator"))
    offer = describe_offer(training.cip_codes)
    finding = near = 0
    for _ in range(COMBINATIONS):
        data = QueryDict(mutable=True)
        for name in dice.sample(sorted(FIELDS), dice.randint(1, 6)):
            data[name] = dice.choice(FIELDS[name])
        search = FinderForm(data).search()
        with django_assert_max_num_queries(MAX_SEARCH_QUERIES):
            result = search_programs(offer, search)
            rows = list(result.list_programs(0, 20))
        assert len(rows) == min(20, result.counts.programs), data.urlencode()
        finding += bool(rows)
        near += bool(rows and search.point)
    assert finding > COMBINATIONS / 3
    assert near > COMBINATIONS / 30


def test_an_unknown_institution_is_not_found(client: Client, content: None) -> None:
    assert client.get(reverse("institution", args=["no-such-school"])).status_code == 404


def test_an_unpublished_career_has_no_programs_page(client: Client, content: None) -> None:
    withdraw_guides()
    for address in (FINDER, COMPARE, ROUTES, QUESTIONS):
        assert client.get(address).status_code == 404


def test_a_search_never_writes(client: Client, content: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(FINDER, {"zip": "98101", "state": "WA"})
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries)
    assert client.post(FINDER).status_code == 405
