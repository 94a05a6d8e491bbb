"""A visitor compares pay in a browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

PAY = "/careers/medical-office-administrator/salaries/"
PAGES = [
    f"{PAY}?state=OH",
    f"{PAY}?level=metro&columns=all&pay=hour&compare=CA,WA,akron-oh",
    f"{PAY}?release=2024-05&sort=drop",
    f"{PAY}ohio/",
    f"{PAY}carson-city-nv/",
]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_pages_of_pay_are_accessible_and_fit_the_screen(
    page: Page,
    assert_accessible: Callable[[Page], None],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert_accessible(page)


def test_sorting_switching_and_pinning(page: Page) -> None:
    page.goto(PAY)
    table = page.get_by_role("table").filter(has_text="50 states and the District of Columbia")
    rows = table.locator("tbody").last.get_by_role("row")
    expect(rows).to_have_count(51)
    expect(rows.first).to_contain_text("California")
    table.get_by_role("link", name="State", exact=True).click()
    expect(rows.first).to_contain_text("Alabama")
    page.get_by_role("link", name="May 2024", exact=True).click()
    expect(rows.first).to_contain_text("Alabama")
    table.get_by_role("link", name="Top 10% earn at least").click()
    expect(rows.first).to_contain_text("$73,990")
    expect(rows.last).to_contain_text("$46,400")
    page.get_by_label("Your state").select_option("Ohio")
    page.get_by_role("button", name="Pin it to the top").click()
    expect(table.locator("tbody").first).to_contain_text("Ohio")
    expect(rows.first).to_contain_text("$73,990")


def test_the_map_leads_to_a_state_and_the_state_to_its_metros(page: Page) -> None:
    page.goto(PAY)
    page.get_by_role("link", name="Texas: $").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pay in Texas")
    page.get_by_role("link", name="Abilene, TX").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pay in Abilene, TX")


def test_the_keyboard_passes_the_map_in_one_step(page: Page) -> None:
    page.goto(PAY)
    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your state")).to_be_focused()


def test_small_states_are_reached_by_finger_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(PAY)
    tile = page.get_by_role("link", name="District of Columbia: $")
    box = tile.bounding_box()
    assert box is not None
    # The least that WCAG 2.2 asks of a target.
    assert box["width"] >= 24
    assert box["height"] >= 24
    tile.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pay in District of Columbia")


def test_comparing_states_side_by_side(page: Page) -> None:
    page.goto(PAY)
    page.get_by_text("Compare two to five states").click()
    for state in ("California", "Texas", "Washington"):
        page.get_by_role("checkbox", name=state, exact=True).check()
    expect(page.get_by_text("3 of 5 chosen")).to_be_visible()
    page.get_by_role("button", name="Compare").click()
    section = page.get_by_role("region", name="Side by side")
    expect(section.get_by_role("columnheader")).to_have_text(
        ["Figure", "California", "Texas", "Washington", "United States"]
    )
    expect(section.get_by_role("img")).to_have_count(4)


def test_finding_a_metro_area(page: Page) -> None:
    page.goto(PAY)
    page.get_by_role("link", name="Metro areas").click()
    page.get_by_label("Name contains").fill("akron")
    page.get_by_role("button", name="Filter").click()
    rows = page.get_by_role("table").first.locator("tbody").last.get_by_role("row")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Akron, OH")
