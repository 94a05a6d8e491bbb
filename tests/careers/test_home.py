"""A visitor arrives."""

import re
from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from careers.guides.publishing import publish_guide
from careers.models import Career, Description
from tests.careers.guides import create_guide
from tests.making import withdraw_guides


def test_home_leads_to_every_group_of_careers(client: Client, content: None) -> None:
    page = client.get("/").content.decode()
    assert "830 careers by kind of work" in page
    groups = dict(
        re.findall(r'href="/careers/\?group=(\d\d)".*?<small>(\d+) careers</small>', page)
    )
    assert len(groups) == 22
    assert sum(map(int, groups.values())) == 830
    assert groups["29"] == str(Career.objects.filter(occupation__soc_code__startswith="29").count())
    assert page.count("signs.") == 22


def test_home_presents_the_guide_as_an_example(client: Client, content: None) -> None:
    page = client.get("/").content.decode()
    assert "How to become a medical office administrator" in page
    assert "$45,930" in page
    assert "May 2025" in page
    # What training costs stands only where what people owe stands beside it.
    assert "6–12 months" in page
    assert "$3,000" not in page


def test_home_without_a_published_career_says_so(client: Client, content: None) -> None:
    withdraw_guides()
    assert "whole guide" not in client.get("/").content.decode()
    Description.objects.all().delete()
    page = client.get("/")
    assert page.status_code == 200
    assert "No career is published yet" in page.content.decode()


def test_home_asks_the_database_little(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Careers of each group, those with guides, and the nation's pay for these.
    with django_assert_num_queries(3):
        client.get("/")
    for code in ("31-9092", "29-2072", "99-9999"):
        publish_guide(create_guide(code), None)
    with django_assert_num_queries(3):
        page = client.get("/").content.decode()
    assert page.count("Read the guide") == 2


def test_a_button_in_the_head_of_a_phone_opens_the_search_field(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/sources/")
    field = page.locator("#head-q")
    expect(field).to_be_hidden()
    page.get_by_role("button", name="Search careers").click()
    expect(field).to_be_focused()
    assert_accessible(page)
    field.fill("nurse")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/careers/\?q=nurse$"))
    page.set_viewport_size({"width": 1280, "height": 640})
    expect(field).to_be_visible()


def test_the_first_screen_of_a_phone_holds_the_question_and_its_answers(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/")
    last = page.locator(".home-ways li").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= 640
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert_accessible(page)
