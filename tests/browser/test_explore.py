"""A visitor explores careers in a browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

EXPLORE = "/careers/"
PAGES = [
    EXPLORE,
    f"{EXPLORE}?state=CA&pay_from=60000&education=bachelor&condition=sitting",
    f"{EXPLORE}?pay_from=150000&education=diploma&growth=10",
    f"{EXPLORE}?view=cards&q=nurse",
    f"{EXPLORE}?place=Ohioo",
]
PICTURES = [
    f"{EXPLORE}?view=chart",
    f"{EXPLORE}?view=chart&axis=growth&group=29",
    f"{EXPLORE}?view=map",
    f"{EXPLORE}?view=map&color=growth&group=29",
]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_exploring_is_accessible_and_fits_the_screen(
    page: Page,
    assert_accessible: Callable[[Page], None],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in [*PAGES, *PICTURES]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        expect(page.locator(".site-nav [aria-current=page]")).to_have_text("Explore")
        assert_accessible(page)


def test_filters_on_a_phone_without_scripts(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(EXPLORE)
    pay = page.get_by_label("Median pay a year")
    expect(pay).not_to_be_visible()
    page.get_by_text("Filters", exact=True).click()
    pay.select_option(value="60000")
    page.get_by_label("Mostly sitting").check()
    page.get_by_label("Where you live").fill("Ohio")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/careers/?state=OH&pay_from=60000&condition=sitting*")
    expect(page.get_by_role("heading", name="of 830 careers")).to_be_visible()
    page.get_by_role("link", name="Remove: Mostly sitting").click()
    page.wait_for_url("**/careers/?state=OH&pay_from=60000*")


def test_filters_stand_open_beside_the_careers_on_a_desk(page: Page) -> None:
    page.goto(EXPLORE)
    expect(page.get_by_label("Kind of work")).to_be_visible()
    expect(page.get_by_text("Filters", exact=True)).not_to_be_visible()


@pytest.mark.parametrize("view", ["chart", "map"])
def test_the_keyboard_passes_a_picture_in_one_step(page: Page, view: str) -> None:
    page.goto(f"{EXPLORE}?view={view}")
    skip = page.get_by_role("link", name=f"Skip the {view}")
    skip.focus()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Career", exact=True)).to_be_focused()


def test_a_group_of_the_map_leads_to_its_careers(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{EXPLORE}?view=map")
    page.locator(".jobs-narrow").get_by_role("link", name="Health care:").click()
    expect(page.get_by_role("heading", name="of 830 careers")).to_be_visible()
    page.locator(".jobs-narrow").get_by_role("link", name="Registered nurse:").click()
    page.wait_for_url("**/careers/registered-nurse/")
