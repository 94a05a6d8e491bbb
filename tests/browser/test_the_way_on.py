"""Somebody who is told “maybe not” ends at work that fits and pays more where she lives."""

import re
from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.quiz.visitors import answers_by, poor_fit, take_quiz

PHONE: ViewportSize = {"width": 360, "height": 800}
OHIO = "39"


def test_from_maybe_not_to_better_paid_work_in_ohio(
    page: Page, site: LiveServer, assert_accessible: Callable[[Page], None]
) -> None:
    result = take_quiz(Client(), answers_by(poor_fit), area=OHIO)
    page.goto(result)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Maybe not")
    nearby = page.get_by_role("region", name="Work nearby")
    expect(nearby).to_contain_text("in Ohio")
    assert_accessible(page)

    # The first that pays more there, side by side with the work that does not suit her.
    better = nearby.get_by_role("row").filter(has_text=re.compile(r"\$[\d,]+ more")).first
    name = better.get_by_role("rowheader").inner_text()
    page.get_by_role("link", name="Compare the first side by side").click()
    expect(page.get_by_role("heading", level=2, name="Pay in Ohio")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Medical office administrator")).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for other in page.get_by_role("link", name="Take out").all()[2:]:
        expect(other).to_be_visible()

    page.get_by_role("columnheader", name=name).get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"\?state=OH$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    # Or among all careers that pay as much there and ask for no more schooling.
    page.goto(result)
    page.get_by_role("link", name=re.compile("^All careers that pay as much in Ohio")).click()
    expect(page).to_have_url(re.compile(r"/careers/\?state=OH&pay_from=\d+000&education=diploma$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_career_is_added_and_taken_out_by_keyboard(page: Page) -> None:
    page.goto("/careers/compare/")
    page.get_by_label("All careers, by kind of work").select_option(label="Electrician")
    page.get_by_role("button", name="Add").press("Enter")
    expect(page.get_by_role("heading", name="Choose one more")).to_be_visible()
    page.get_by_label("All careers, by kind of work").select_option(label="Registered nurse")
    page.get_by_role("button", name="Add").press("Enter")
    page.get_by_label("Where you live").fill("43215")
    page.get_by_label("Where you live").press("Enter")
    expect(page.get_by_role("heading", name="Pay in Ohio")).to_be_visible()
    page.get_by_role("link", name="Take out Electrician").press("Enter")
    expect(page.get_by_role("heading", name="Choose one more")).to_be_visible()
    expect(page).to_have_url(re.compile(r"career=registered-nurse&state=OH$"))
