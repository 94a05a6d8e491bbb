"""A visitor reads the guide in a browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

GUIDE = "/careers/medical-office-administrator/"
NURSE = "/careers/registered-nurse/"
PUBLIC_PAGES = [
    *("/", GUIDE, f"{NURSE}?state=OH", "/careers/actor/?place=nowhere"),
    *("/sources/", "/corrections/?about=/", "/nowhere/"),
]
# How many lines the text of an element takes.
LINES_OF_TEXT = """element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
}"""


def test_the_table_of_contents_follows_the_reader(page: Page) -> None:
    page.goto(GUIDE)
    contents = page.get_by_role("navigation", name="On this page")
    page.locator("#skills").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('skills').scrollIntoView()")
    expect(contents.get_by_role("link", name="Skills", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    contents.get_by_role("link", name="Wages by state").click()
    expect(page).to_have_url(f"{GUIDE}#wages")
    expect(contents.locator("[aria-current]")).to_have_text("Wages by state")


def test_reading_the_guide_and_sorting_its_table(page: Page) -> None:
    page.goto(GUIDE)
    table = page.get_by_role("table").filter(has_text="50 states and the District of Columbia")
    rows = table.locator("tbody").last.get_by_role("row")
    expect(rows).to_have_count(51)
    expect(rows.first).to_contain_text("California")
    table.get_by_role("link", name="State", exact=True).click()
    expect(rows.first).to_contain_text("Alabama")
    table.get_by_role("link", name="Median", exact=True).click()
    expect(rows.first).to_contain_text("Washington")
    expect(table.get_by_role("columnheader", name="Median", exact=True)).to_have_attribute(
        "aria-sort", "descending"
    )


def test_switching_to_the_earlier_release_in_the_guide(page: Page) -> None:
    page.goto(GUIDE)
    page.get_by_role("navigation", name="Release of the figures").get_by_role(
        "link", name="May 2024"
    ).click()
    rows = page.locator("#wages tbody").last.get_by_role("row")
    expect(rows).to_have_count(51)
    expect(rows.first).to_contain_text("California")
    expect(rows.first).to_contain_text("$52,720")
    expect(rows.first).to_contain_text("$73,990")
    expect(rows.last).to_contain_text("Louisiana")
    expect(rows.last).to_contain_text("$35,930")
    expect(rows.last).to_contain_text("$46,400")


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_guide_is_whole_without_javascript(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(GUIDE)
    # The list of contents, the guide's fourteen sections, and what facts say after them.
    assert page.get_by_role("heading", level=2).count() > 1 + 14
    page.get_by_role("link", name="Median", exact=True).click()
    expect(page.locator("#wages tbody").last.get_by_role("row").first).to_contain_text("Washington")


def test_a_reader_without_javascript_sees_pay_where_she_lives(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(NURSE)
    for answer in ("Starting pay", "Usual way in", "Growth in jobs"):
        expect(page.locator(".figures").first.get_by_text(answer)).to_be_in_viewport()
    page.get_by_label("Where you live").fill("4321")
    page.get_by_role("button", name="Show pay there").click()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_label("Where you live")).to_have_value("4321")
    page.get_by_label("Where you live").fill("43215")
    page.get_by_role("button", name="Show pay there").click()
    expect(page).to_have_url(f"{NURSE}?state=OH")
    expect(page.locator(".figures").first).to_contain_text("a year in Ohio")
    page.get_by_role("link", name="Metro areas in Ohio").click()
    expect(page.get_by_role("table").first).to_contain_text("Columbus, OH")


@pytest.mark.parametrize(
    ("widths", "scheme"), [((320, 360, 1280), "light"), ((1280, 360, 320), "dark")]
)
def test_public_pages_are_accessible_and_fit_the_screen(
    page: Page,
    assert_accessible: Callable[[Page], None],
    browser_errors: list[str],
    widths: tuple[int, ...],
    scheme: Literal["light", "dark"],
) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in PUBLIC_PAGES:
        page.goto(path)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        # On a desk in light colors, on a small phone in dark ones.
        assert_accessible(page)
    # The page that is not there is reported by the browser, and rightly so.
    browser_errors[:] = [error for error in browser_errors if "404" not in error]


def test_a_wrong_address_leads_back(page: Page, browser_errors: list[str]) -> None:
    page.goto("/careers/astronaut/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    page.get_by_role("link", name="Go to the careers").click()
    expect(page).to_have_url("/")
    browser_errors[:] = [error for error in browser_errors if "404" not in error]


def test_telling_the_editors_what_is_wrong(page: Page) -> None:
    page.goto(GUIDE)
    page.get_by_role("link", name="Tell us what is wrong").click()
    expect(page.get_by_label("Which page")).to_have_value(GUIDE)
    page.get_by_label("What is wrong").fill("The exam's name has changed.")
    page.get_by_label("Your email").fill("reader@example.com")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report is with the editors")


@pytest.mark.parametrize("width", [320, 360])
def test_figures_stay_in_one_piece_on_a_phone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(GUIDE)
    figures = page.locator(".measured .share, .unbroken")
    assert figures.count() > 5
    for figure in figures.all():
        assert figure.evaluate(LINES_OF_TEXT) == 1, figure.text_content()
    # Names in the way back to a page of pay: the last three of them, each in one line.
    page.goto("/careers/other-precision-instrument-repairer/salaries/ohio/")
    names = page.locator(".breadcrumbs li > :visible")
    assert names.all_text_contents()[1:] == ["Pay by state", "Ohio"]
    for name in names.all():
        assert name.evaluate(LINES_OF_TEXT) == 1, name.text_content()
