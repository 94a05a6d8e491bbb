"""A visitor arrives."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careerguide.models import Career


def test_home_presents_each_published_career(client: Client, content: None) -> None:
    page = client.get("/").content.decode()
    assert "How to become a medical office administrator" in page
    assert "$45,930" in page
    assert "May 2025" in page


def test_home_without_a_published_career_says_so(client: Client, content: None) -> None:
    Career.objects.update(is_published=False)
    page = client.get("/")
    assert page.status_code == 200
    assert "No guide is published yet" in page.content.decode()


def test_home_asks_the_database_little(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Careers, their costs, and four for the wages of the one career.
    with django_assert_num_queries(6):
        client.get("/")
