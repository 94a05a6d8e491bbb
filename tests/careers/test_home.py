"""A visitor arrives."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.guides.publishing import publish_guide, withdraw_guide
from tests.careers.guides import create_guide, get_guide


def test_home_presents_each_published_career(client: Client, content: None) -> None:
    page = client.get("/").content.decode()
    assert "How to become a medical office administrator" in page
    assert "$45,930" in page
    assert "May 2025" in page
    # What training costs stands only where what people owe stands beside it.
    assert "6–12 months" in page
    assert "$3,000" not in page


def test_home_without_a_published_career_says_so(client: Client, content: None) -> None:
    withdraw_guide(get_guide(), None)
    page = client.get("/")
    assert page.status_code == 200
    assert "No guide is published yet" in page.content.decode()


def test_home_asks_the_database_little(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Careers with their guides, and the nation's pay for all of them.
    with django_assert_num_queries(2):
        client.get("/")
    for code in ("31-9092", "29-2072", "99-9999"):
        publish_guide(create_guide(code), None)
    with django_assert_num_queries(2):
        page = client.get("/").content.decode()
    # The nation's median of 31-9092 in the May 2025 release.
    assert "$45,690" in page
