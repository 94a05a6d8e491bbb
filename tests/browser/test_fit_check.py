"""A visitor answers the fit check with the keyboard alone, then reads a career with a profile."""

import re
from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.quiz.profiles import answer_everything, remember_profile

CAREER = "/careers/registered-nurse/"


def test_the_fit_check_by_keyboard(
    page: Page, browser_errors: list[str], assert_accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(CAREER)
    assert_accessible(page)
    page.get_by_role("link", name="Check ten conditions").press("Enter")
    page.wait_for_url(f"**{CAREER}fit/")
    assert_accessible(page)
    # An answer is missing: the message leads to it.
    page.get_by_role("button", name="See my result").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("10 answers are missing")
    assert_accessible(page)
    # Chromium calls a form that comes back an error.
    browser_errors.clear()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for number in range(10):
        page.keyboard.press("Space")
        for _ in range(number % 5):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    expect(page.locator("input:checked")).to_have_count(10)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/results/[0-9a-z]{26}/$"))
    expect(page.get_by_text("You said: Suits me")).to_have_count(2)
    assert_accessible(page)


def test_you_and_this_job(
    site: LiveServer, page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    client = Client()
    remember_profile(client, answer_everything(), area_code="39", training_months=24)
    cookie = client.cookies["profile"]
    page.context.add_cookies(
        [{"name": "profile", "value": cookie.value, "url": f"{site.url}/careers/"}]
    )
    page.goto(CAREER)
    block = page.get_by_role("region", name="You and this job")
    expect(block).to_contain_text("Median pay in Ohio")
    for summary in block.locator("summary").all():
        summary.click()
    assert_accessible(page)
