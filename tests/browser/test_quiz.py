"""A visitor takes the quiz in a browser, shares the result, and deletes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browsers import NewContext

SLUG = "medical-office-administrator"
QUIZ = f"/careers/{SLUG}/quiz/"
NARROW: ViewportSize = {"width": 320, "height": 700}


def answer_page(page: Page, words: str) -> None:
    """Give every statement of the page the same answer; the last page's what rules nothing out."""
    for fieldset in page.locator("fieldset").all():
        choice = words if fieldset.get_by_label(words, exact=True).count() else "No"
        if re.search("diploma|to yourself", fieldset.inner_text()):
            choice = "Yes"
        fieldset.get_by_label(choice, exact=True).check()


def take_quiz(page: Page, words: str = "Agree") -> None:
    page.goto(QUIZ)
    page.get_by_role("button", name=re.compile("^Start (the quiz|again)$")).click()
    for number in range(1, 6):
        expect(page.get_by_text(f"Page {number} of 5")).to_be_visible()
        answer_page(page, words)
        page.get_by_role("button", name="See my result" if number == 5 else "Next").click()
    page.wait_for_url(re.compile("/results/[0-9a-z]{26}/$"))


def test_a_visitor_takes_the_quiz_and_shares_it_into_a_private_window(
    page: Page,
    context: BrowserContext,
    new_context: NewContext,
    assert_accessible: Callable[[Page], None],
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(QUIZ)
    assert_accessible(page)
    page.get_by_role("button", name="Start the quiz").click()
    answer_page(page, "Disagree")
    assert_accessible(page)
    take_quiz(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Not clear: your answers leave it open"
    )
    for summary in page.locator("summary").all():
        summary.click()
    assert_accessible(page)

    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url

    visitor = new_context().new_page()
    visitor.goto(link)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(
        "Not clear: your answers leave it open"
    )
    expect(visitor.get_by_text("Delete this result")).to_have_count(0)


def test_the_owner_deletes_the_result_and_the_link_is_dead(
    page: Page, new_context: NewContext, browser_errors: list[str]
) -> None:
    take_quiz(page)
    link = page.url
    page.get_by_role("link", name="Delete this result").click()
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The result is deleted")

    for window in (page, new_context().new_page()):
        answer = window.goto(link)
        assert answer is not None
        assert answer.status == 404
        expect(window.get_by_role("heading", level=1)).to_have_text(
            "There is no result at this link"
        )
    # The browser itself notes each 404 as an error, and these two are right.
    assert len(browser_errors) == 2
    browser_errors.clear()


def test_a_missing_answer_is_found_by_keyboard(
    page: Page, browser_errors: list[str], assert_accessible: Callable[[Page], None]
) -> None:
    page.goto(QUIZ)
    page.get_by_role("button", name="Start the quiz").press("Enter")
    answer_page(page, "Agree")
    page.reload()
    page.get_by_role("button", name="Next").press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("4 answers are missing")
    assert_accessible(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    first = page.locator("fieldset").first
    expect(first.locator("input:checked")).to_have_count(1)
    # The page with its errors came with status 422, which the browser notes.
    browser_errors.clear()


@pytest.mark.parametrize("width", [1280, NARROW["width"]])
def test_what_is_not_known_yet_is_answered_by_keyboard(
    page: Page, width: int, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(QUIZ)
    page.get_by_role("button", name="Start the quiz").click()
    answer_page(page, "Agree")
    first = page.locator("fieldset").first
    unsure = first.get_by_label("I don’t know yet")
    first.get_by_label("Strongly agree").press("ArrowRight")
    expect(unsure).to_be_checked()
    expect(unsure).to_be_focused()
    assert_accessible(page)

    # It is no step of the scale: it stands further from the last one than the steps do.
    sides = "b => ['left', 'right', 'top', 'bottom'].map(side => b.getBoundingClientRect()[side])"
    boxes = [choice.evaluate(sides) for choice in first.locator(".choice").all()[3:]]
    start, end = (0, 1) if width > NARROW["width"] else (2, 3)
    agree, strongly, apart = boxes
    assert apart[start] - strongly[end] > strongly[start] - agree[end] + 5
    assert min(apart[1] - apart[0], apart[3] - apart[2]) >= 44

    unsure.press("Enter")
    expect(page.get_by_text("Page 2 of 5")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(unsure).to_be_checked()
    for number in range(1, 5):
        if number > 1:
            answer_page(page, "Disagree")
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_text(f"Page {number + 1} of 5")).to_be_visible()
    expect(page.get_by_text("You said “I don’t know yet” to 1 of 16 statements.")).to_be_visible()
    answer_page(page, "Agree")
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/results/[0-9a-z]{26}/$"))
    page.locator("summary").filter(has_text="Your 4 answers").first.click()
    expect(page.get_by_text("It is left out of the score.").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_quiz_works_at_320_pixels_with_and_without_scripts(
    new_context: NewContext, scripts: bool
) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    page.set_viewport_size(NARROW)
    take_quiz(page)
    expect(page.get_by_label("Link to this result")).to_have_value(page.url)
    expect(page.get_by_role("button", name="Copy link")).to_have_count(int(scripts))
    if scripts:
        for address in (QUIZ, page.url):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_connection_that_drops_loses_no_answer(page: Page, browser_errors: list[str]) -> None:
    page.goto(QUIZ)
    page.get_by_role("button", name="Start the quiz").click()
    answer_page(page, "Agree")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Page 2 of 5")).to_be_visible()
    answer_page(page, "Disagree")
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{QUIZ}?page=2")
    page.context.set_offline(False)
    browser_errors.clear()

    page.goto(QUIZ)
    expect(page.get_by_text("You have answered 4 of 16 statements.")).to_be_visible()
    page.get_by_role("link", name="Go on where you stopped").click()
    expect(page.get_by_text("Page 2 of 5")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.locator("input:checked")).to_have_count(4)


def test_the_owner_speaks_a_code_and_then_revokes_the_link(
    page: Page,
    new_context: NewContext,
    browser_errors: list[str],
    assert_accessible: Callable[[Page], None],
) -> None:
    take_quiz(page)
    old_link = page.url
    page.get_by_role("link", name="Name, new link, code for a counselor").click()
    page.get_by_role("button", name="Get a code").click()
    assert_accessible(page)
    code = page.locator(".spoken-code").inner_text()

    desk = new_context().new_page()
    desk.goto("/results/code/")
    assert_accessible(desk)
    desk.get_by_label("Code").fill(code)
    desk.get_by_role("button", name="Open the result").click()
    expect(desk.get_by_role("heading", name="Side by side with the work")).to_be_visible()
    assert desk.url != old_link

    page.get_by_role("button", name="Make a new link").click()
    new_link = page.get_by_label("Anyone who has it can read the result").input_value()
    assert new_link != old_link
    for dead in (old_link, desk.url):
        answer = desk.goto(dead)
        assert answer is not None
        assert answer.status == 404
    browser_errors.clear()  # the browser notes the two 404s
    desk.goto(new_link)
    expect(desk.get_by_role("heading", name="Side by side with the work")).to_be_visible()


def test_an_answer_is_tried_and_kept_and_the_plan_is_set(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    take_quiz(page)
    page.get_by_role("link", name="Try other answers and see the result move").click()
    assert_accessible(page)
    first = page.locator("form.try").first
    first.get_by_label("Another answer?").select_option("Strongly disagree")
    first.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("You are trying another answer.")).to_be_visible()
    page.get_by_role("button", name="Keep this answer").click()
    page.get_by_role("link", name="Fit this to your state, budget and time").click()
    assert_accessible(page)
    page.get_by_label("State").select_option("California")
    page.get_by_label("Training may cost ($)").fill("5000")
    page.get_by_role("button", name="Use these").click()
    expect(page.get_by_text("Areas within California can be chosen now")).to_be_visible()
    page.get_by_role("link", name="choose an area").click()
    page.get_by_label("Area within California").select_option(label="Fresno, CA")
    page.get_by_role("button", name="Use these").click()
    expect(page.get_by_role("row", name="Fresno, CA")).to_be_visible()
    expect(page.get_by_text("above your budget").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_leads_to_what_was_tried(new_context: NewContext, scripts: bool) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    take_quiz(page)
    page.get_by_role("link", name="Try other answers and see the result move").click()
    first = page.locator("form.try").first
    first.get_by_label("Another answer?").select_option("Strongly disagree")
    first.get_by_role("button", name="Try it").click()
    trying = page.get_by_text("You are trying another answer.")
    expect(trying).to_be_visible()
    tried = page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("link", name="In the guide").first.click()
    page.wait_for_url(re.compile(f"/careers/{SLUG}/"))
    page.go_back()

    expect(trying).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(tried)
    page.get_by_role("button", name="Keep this answer").click()
    page.wait_for_url(re.compile("/results/[0-9a-z]{26}/$"))
    page.go_back()
    expect(page.get_by_text("What you tried is no longer here")).to_be_visible()
    expect(trying).to_have_count(0)


def test_the_privacy_page_is_accessible(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.goto("/privacy/")
    assert_accessible(page)
