"""A visitor finds and compares programs, and an editor imports a directory, in a browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from imports.tasks import import_file
from programs.models import Institution, Program, ProgramImport
from tests.programs.files import DIRECTORY, table, write
from tests.programs.making import FINDER, institution, program
from tests.worker import do_waiting_tasks

CheckAccessibility = Callable[[Page], None]
SignIn = Callable[[BrowserContext, User], None]


def test_a_visitor_searches_chooses_two_and_compares_them(
    page: Page, assert_accessible: CheckAccessibility
) -> None:
    page.goto(FINDER)
    page.get_by_label("State", exact=True).select_option("WA")
    page.get_by_role("button", name="Find programs").click()
    expect(page.get_by_role("heading", name="56 programs at 35 institutions")).to_be_visible()
    page.get_by_role("link", name="Highest earnings").click()
    expect(page.get_by_role("link", name="Highest earnings")).to_have_attribute(
        "aria-current", "true"
    )
    assert_accessible(page)
    boxes = page.get_by_role("checkbox", name="Compare")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.get_by_text("2 of 4 chosen")).to_be_visible()
    page.get_by_role("button", name="Compare the chosen").click()
    expect(page.get_by_role("heading", name="Programs side by side")).to_be_visible()
    assert page.locator(".compare-table thead a").count() == 2
    assert_accessible(page)
    page.get_by_label("Pay given up to study").select_option("100")
    page.get_by_role("button", name="Recalculate").click()
    assert page.locator(".compare-table thead a").count() == 2
    page.get_by_role("link", name="Back to the search").click()
    expect(page.get_by_role("link", name="Remove: Washington")).to_be_visible()


@pytest.mark.parametrize("zip_code", ["98101", "00000"])
def test_on_a_phone_the_search_opens_at_its_results(page: Page, zip_code: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(FINDER)
    page.get_by_label("ZIP code").fill(zip_code)
    page.get_by_role("button", name="Find programs").click()
    expect(
        page.get_by_role("heading", level=2).and_(page.locator("#results-heading"))
    ).to_be_in_viewport()
    if zip_code == "00000":
        expect(page.get_by_role("alert")).to_be_in_viewport()


def test_the_first_screen_of_a_phone_has_the_answer_and_before_it_the_question(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(FINDER)
    expect(page.get_by_label("ZIP code")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Find programs")).to_be_in_viewport()
    page.goto(f"{FINDER}?zip=79936&radius=25")
    expect(page.locator("#results-heading")).to_be_in_viewport()
    expect(page.locator(".program h3").first).to_be_in_viewport()
    # The search is folded, and opens again.
    expect(page.get_by_label("ZIP code")).not_to_be_visible()
    page.get_by_text("Change the search").click()
    expect(page.get_by_label("ZIP code")).to_have_value("79936")


def test_programs_below_the_screen_are_found_focused_and_printed(page: Page) -> None:
    page.goto(FINDER)
    last = page.get_by_role("checkbox", name="Compare").last
    # Not laid out yet, and yet there for the keyboard, for a search in the page and on paper.
    last.focus()
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    page.goto(FINDER)
    name = page.locator(".program h3").last.text_content()
    assert page.evaluate("(name) => window.find(name)", name)
    page.emulate_media(media="print")
    shown = page.locator(".program").last.evaluate("(it) => getComputedStyle(it).contentVisibility")
    assert shown == "visible"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(
    page: Page, assert_accessible: CheckAccessibility, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=scheme)
    school = Institution.objects.get(name="Spokane Community College")
    programs = school.programs.filter(field="51.07").select_related("institution")
    keys = [one.key for one in programs]
    for address in (
        f"{FINDER}?zip=00000&control=public&max_cost=1",
        f"{FINDER}compare/?program={keys[0]}&program={keys[1]}",
        f"{FINDER}questions/?program={keys[0]}&program={keys[1]}&program=x",
        f"{FINDER}routes/?pay_state=WA&pay_now=x",
        school.get_absolute_url(),
    ):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


@pytest.mark.parametrize("width", [1280, 360])
def test_a_visitor_sees_the_institutions_on_a_map_and_follows_a_point_to_its_row(
    page: Page, assert_accessible: CheckAccessibility, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    Program.objects.all().delete()
    schools = [
        institution(f"Map College {number}", city="El Paso", state="TX", **place)
        for number, place in enumerate(
            [
                {"latitude": 31.77, "longitude": -106.30},
                {"latitude": 31.77, "longitude": -106.30},
                {"latitude": 32.28, "longitude": -106.75},
            ],
            1,
        )
    ]
    for school in schools:
        program(school, title="Office administration")
    page.goto(f"{FINDER}?zip=79936#results")
    if width < 1000:
        page.get_by_role("link", name="See the map").click()
    drawn = page.get_by_role("group", name="Map: 50 miles around 79936 (El Paso, TX)")
    expect(drawn).to_be_in_viewport()
    box = drawn.bounding_box()
    assert box
    assert width > 1000 or box["height"] <= 221
    assert_accessible(page)
    points = drawn.get_by_role("link")
    expect(points).to_have_count(3)
    # Points of one place lie beside each other, so a finger meets one.
    for number in range(3):
        points.nth(number).click(trial=True)
    points.nth(1).focus()
    page.keyboard.press("Tab")
    expect(points.nth(2)).to_be_focused()
    expect(points.nth(2)).to_have_accessible_name(re.compile("^Row 3: Map College 3, El Paso, TX"))
    page.keyboard.press("Enter")
    row = page.locator("#row-3")
    expect(row).to_be_in_viewport()
    expect(row.get_by_role("heading")).to_have_text("Map College 3")
    assert_accessible(page)


def test_an_institutions_description_for_search_engines_breaks_no_policy(page: Page) -> None:
    page.goto(Institution.objects.get(name="Spokane Community College").get_absolute_url())
    assert page.locator('script[type="application/ld+json"]').count() == 1


def test_a_visitor_reports_a_mistake_of_a_listing(page: Page) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    page.goto(school.get_absolute_url())
    page.get_by_role("link", name="Tell the editors").click()
    expect(page).to_have_url(re.compile("/corrections/"))


def test_an_editor_imports_the_directory_and_visitors_search_by_distance(
    page: Page,
    context: BrowserContext,
    sign_in: SignIn,
    assert_accessible: CheckAccessibility,
    tmp_path: Path,
    settings: object,
) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"  # type: ignore[attr-defined]
    # As it is where the bundled directory was withdrawn.
    Institution.objects.update(latitude=None, longitude=None)
    school = Institution.objects.get(name="Spokane Community College")
    row = {
        "UNITID": str(school.unitid),
        "INSTNM": school.name,
        "CITY": "Spokane",
        "STABBR": "WA",
        "ZIP": "99217",
        "LATITUDE": "47.6741",
        "LONGITUD": "-117.3596",
    }
    file = write(tmp_path, "hd2024.csv", table(DIRECTORY, [row]), "latin-1")
    sign_in(context, User.objects.create_superuser("editor"))

    page.goto("/admin/programs/programimport/add/")
    assert_accessible(page)
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Released by the publisher on").fill("2025-09-01")
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_text("This page renews itself")).to_be_visible()
    import_file.call("programs", ProgramImport.objects.latest("pk").pk)
    expect(page.get_by_role("button", name="Publish…")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Publish…").click()
    # One institution is far fewer than the site lists.
    page.get_by_label("it is right all the same").check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("It is being published. Step 1 of 3.")).to_be_visible()
    do_waiting_tasks()
    expect(page.get_by_text("Visitors see it now")).to_be_visible()

    page.goto(FINDER)
    page.get_by_label("ZIP code").fill("99201")
    page.get_by_label("Distance").select_option("10")
    page.get_by_role("button", name="Find programs").click()
    count = school.programs.filter(field="51.07").count()
    expect(page.get_by_role("heading", name=f"{count} programs at 1 institution")).to_be_visible()
    expect(page.get_by_text("Spokane, WA · 3").first).to_be_visible()
    expect(page.get_by_text("cannot be found by distance")).to_be_visible()
