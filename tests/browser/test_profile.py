"""A profile is answered with the keyboard alone, and without JavaScript."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, ViewportSize, expect

from quiz.models import Attempt, Result
from tests.browsers import NewContext
from tests.quiz.profiles import answer_everything

NARROW: ViewportSize = {"width": 320, "height": 700}
RESULT = re.compile("/results/[0-9a-z]{26}/$")


def test_a_profile_with_the_keyboard_alone(
    page: Page, assert_accessible: Callable[[Page], None], browser_errors: list[str]
) -> None:
    page.goto("/match/")
    assert_accessible(page)
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 1 of 14")).to_be_visible()

    # An answer is missing: the summary has the focus, and its first link leads to the question.
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".quiz-errors")).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.locator("fieldset").first.get_by_role("radio").first
    expect(first).to_be_focused()
    for _ in range(page.locator("fieldset").count()):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 2 of 14")).to_be_visible()
    assert set(Attempt.objects.get().answers.values()) == {2}

    Attempt.objects.update(answers=answer_everything())
    page.set_viewport_size(NARROW)
    page.goto("/match/?page=9")
    assert_accessible(page)
    page.goto("/match/?page=14")
    assert_accessible(page)
    page.get_by_label("Up to 2 years").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("22")
    page.keyboard.press("Enter")
    expect(page.locator(".quiz-errors")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("The amount is for").select_option("an hour")
    page.get_by_label("What work do you do now?").fill("engineer")
    page.keyboard.press("Enter")
    page.locator(".quiz-errors").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_url(RESULT)
    # Chromium calls each page that came back an error.
    assert len(browser_errors) == 3
    assert all("status of 422" in refusal for refusal in browser_errors)
    browser_errors.clear()
    result = Result.objects.select_related("profile").get()
    assert (result.months, result.profile.pay_from) == (24, 45_760)
    assert result.profile.current_career_id is not None


def test_a_profile_without_javascript_on_a_phone(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(NARROW)
    page.goto("/match/")
    page.get_by_role("button", name="Start", exact=True).click()
    for number in range(1, 14):
        expect(page.get_by_text(f"Page {number} of 14")).to_be_visible()
        for fieldset in page.locator("fieldset").all():
            fieldset.get_by_role("radio").nth(1).check()
        page.get_by_role("button", name="Next").click()
    page.get_by_label("Longer, or I don’t know yet: no limit").check()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Longer, or I don’t know yet: no limit")).to_be_checked()
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(RESULT)

    # Its answers lead to another profile, which begins with them.
    page.get_by_role("button", name="Change my answers").click()
    expect(page.get_by_text("Page 1 of 14")).to_be_visible()
    expect(page.locator("fieldset").first.get_by_role("radio").nth(1)).to_be_checked()
