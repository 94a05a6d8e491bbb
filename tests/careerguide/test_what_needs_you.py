"""The first page for editors says what waits for them."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.roles import EDITORS
from careers.guides.publishing import hand_over, publish_guide
from careers.models import Correction, Guide
from tests.making import make_career
from tests.staff import member

GUIDE = "/careers/medical-office-administrator/"


@pytest.fixture
def editing(client: Client, content: None) -> Client:
    client.force_login(member(EDITORS))
    return client


def first_page(client: Client) -> str:
    return unescape(client.get("/admin/").content.decode())


def test_nothing_waits_and_the_page_says_so(editing: Client) -> None:
    page = first_page(editing)
    assert "No open report." in page
    assert "No draft waits to be published." in page


def test_the_apps_have_names_that_an_editor_understands(editing: Client) -> None:
    editing.force_login(User.objects.create_superuser("ada"))
    page = first_page(editing)
    assert "Background work" in page
    assert "Users and roles" in page
    assert "Backend" not in page


def test_an_open_report_leads_to_its_page(editing: Client) -> None:
    report = Correction.objects.create(about=GUIDE, statement="The exam's name has changed.")
    Correction.objects.create(about=GUIDE, statement="Fixed long ago", status="fixed")
    page = first_page(editing)
    assert f'href="/admin/careers/correction/{report.pk}/change/">The exam\'s name' in page
    assert "Fixed long ago" not in page


def test_a_draft_and_an_old_review_are_named(editing: Client) -> None:
    Guide.objects.update(reviewed_on=date(2020, 1, 31))
    Guide.objects.create(
        career=make_career("orthodontic-assistant", "31-9091"),
        title="How to become an orthodontic assistant",
        summary="In the making.",
        reviewed_on=date(2026, 1, 1),
    )
    page = first_page(editing)
    assert "last compared Jan 31, 2020, nobody’s" in page
    assert "Orthodontic assistant</a>" in page


def test_a_changed_guide_waits_until_it_is_published(editing: Client) -> None:
    guide = Guide.objects.get()
    guide.title = "Another title"
    guide.save()
    assert "guide, changes" in first_page(editing)
    hand_over(guide, member(EDITORS, "eve").pk, "The new exam")
    page = first_page(editing)
    assert f'href="/admin/careers/guide/{guide.pk}/publish/"' in page
    assert "guide, changes, handed over by eve, " in page
    assert ": The new exam" in page
    publish_guide(guide, None)
    assert "No draft waits to be published." in first_page(editing)


def test_who_may_see_no_table_sees_no_panel(
    client: Client, content: None, django_assert_max_num_queries: Any
) -> None:
    Correction.objects.create(about=GUIDE, statement="The exam's name has changed.")
    client.force_login(User.objects.create_user("newcomer", is_staff=True))
    page = first_page(client)
    assert "The exam's name" not in page
    assert "Reports from readers" not in page


def test_the_page_asks_few_questions_of_the_database(
    editing: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        Correction.objects.create(about=GUIDE, statement=f"Report {number}")
    with django_assert_max_num_queries(16):
        page = first_page(editing)
    assert "All 8 open reports" in page
