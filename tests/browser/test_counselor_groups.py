"""What a counselor is handed and hands on is copied with a click, and the poster fits one page."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, expect

from accounts.roles import ADMINISTRATORS
from tests.browsers import NewContext
from tests.counselors.people import counselor, group
from tests.staff import member

SignIn = Callable[[BrowserContext, AbstractBaseUser], None]
Check = Callable[[Page], None]
Window = Callable[[AbstractBaseUser], Page]


@pytest.fixture
def window(new_context: NewContext, sign_in: SignIn) -> Window:
    """Give a function that opens a window in which somebody is signed in and may copy."""

    def window(user: AbstractBaseUser) -> Page:
        context = new_context()
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(context, user)
        return context.new_page()

    return window


def copy_text(page: Page, button: str, message: str) -> str:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(message)).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_an_administrator_copies_an_invitation_and_its_page_opens(
    window: Window, new_context: NewContext, assert_accessible: Check
) -> None:
    page = window(member(ADMINISTRATORS))
    page.goto("/admin/counselors/invitation/add/")
    page.get_by_label("Name").fill("Ms. Ortega")
    page.get_by_role("button", name="Save", exact=True).click()
    link = copy_text(page, "Copy link", "The link is copied.")
    assert_accessible(page)
    invited = new_context().new_page()
    invited.goto(link)
    expect(invited.get_by_role("heading", level=1)).to_have_text("You are invited as a counselor")
    assert_accessible(invited)


def test_a_counselor_copies_the_link_and_the_reminder_and_prints_the_poster_on_one_page(
    window: Window, assert_accessible: Check
) -> None:
    ortega = counselor("ortega")
    made = group(ortega)
    page = window(ortega)
    page.goto("/counselor/")
    assert_accessible(page)
    page.get_by_role("link", name="Link and poster").click()
    assert_accessible(page)
    assert copy_text(page, "Copy link", "The link is copied.").endswith(f"/g/{made.code}/")
    assert made.spoken_code in copy_text(page, "Copy the text", "The text is copied.")
    page.get_by_role("link", name="Open the poster").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert_accessible(page)
    for paper in ("Letter", "A4"):
        printed = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, paper
