"""Somebody types in the search field of a page's head and takes a suggestion, or none."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from quiz.models import Attempt
from tests.quiz.profiles import answer_everything


def test_suggestions_by_keyboard(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    page.goto("/sources/")
    field = page.get_by_role("combobox", name="Search careers")
    field.press_sequentially("regist")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="arrow keys")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "head-q-list-0")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("regist")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("RN")
    expect(options.first).to_contain_text("Registered nurse RN")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/careers/registered-nurse/")


def test_enter_without_a_choice_searches(page: Page) -> None:
    page.goto("/sources/")
    field = page.get_by_role("combobox", name="Search careers")
    field.fill("welder")
    field.press("Enter")
    page.wait_for_url("**/careers/?q=welder*")
    links = page.get_by_role("link", name=re.compile("^welder", re.IGNORECASE))
    expect(links.first).to_be_visible()


def test_a_suggestion_is_taken_with_a_finger_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/sources/")
    page.get_by_role("button", name="Search careers").click()
    page.get_by_role("combobox", name="Search careers").fill("cna")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Nursing assistant")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    option.click()
    page.wait_for_url("**/careers/nursing-assistant/")


def test_a_suggestion_fills_the_field_of_a_profile_and_sends_nothing(page: Page) -> None:
    page.goto("/match/")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("Page 1 of 14")).to_be_visible()
    Attempt.objects.update(answers=answer_everything())
    page.goto("/match/?page=14")
    field = page.get_by_role("combobox", name="What work do you do now?")
    field.press_sequentially("regist")
    options = page.get_by_role("listbox", name="Suggested careers").get_by_role("option")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("registered nurse")
    expect(options).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your limits, your place, your work")
