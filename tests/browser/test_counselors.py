"""A counselor and her students, each in a window of their own, from the invitation to the talk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect

from accounts.roles import ADMINISTRATORS
from careers.models import Career
from counselors.models import Group, TalkStatus
from tests.browser.test_quiz import NARROW, SLUG, take_quiz
from tests.browsers import NewContext
from tests.counselors import people
from tests.quiz.visitors import great_fit, poor_fit
from tests.staff import member

SignIn = Callable[[BrowserContext, AbstractBaseUser], None]
Check = Callable[[Page], None]
PASSWORD = "a-long-walk-by-the-river"
# Milliseconds by the window's own clock, after which the board has looked for news.
NEWS = 16_000


@pytest.fixture
def group(site: object) -> Group:
    ortega = people.counselor("ortega", first_name="Ms.", last_name="Ortega")
    return people.group(ortega, careers=Career.objects.filter(slug=SLUG))


@pytest.fixture
def desk(new_context: NewContext, sign_in: SignIn, group: Group) -> Page:
    """The counselor's window, with the board in it."""
    context = new_context()
    sign_in(context, group.counselor)
    page = context.new_page()
    page.goto(group.get_absolute_url())
    return page


def figure(page: Page, name: str) -> str:
    figure = page.locator(".board-figures .figure").filter(has_text=re.compile(f"^{name}"))
    return figure.locator(".figure-value").inner_text()


def student(new_context: NewContext, link: str) -> Page:
    """A student's window, who has opened the link."""
    page = new_context().new_page()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Share your result with Inés Ortega?")
    return page


def agree(page: Page, nickname: str = "") -> None:
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_role("button", name="Yes, share my result").click()
    expect(page.get_by_text("You are taking this for")).to_be_visible()


def invite(new_context: NewContext, sign_in: SignIn) -> str:
    """An administrator invites a counselor; returns the link to hand over."""
    context = new_context()
    sign_in(context, member(ADMINISTRATORS))
    page = context.new_page()
    page.goto("/admin/counselors/invitation/add/")
    page.get_by_label("Name:").fill("Ms. Ortega")
    page.get_by_role("button", name="Save", exact=True).click()
    link = re.search(r"http://\S+/counselor/invitation/[0-9a-z]{26}/", page.content())
    assert link
    return link[0].replace("&quot;", "")


def join(new_context: NewContext, link: str) -> Page:
    """The invited counselor makes an account and a group; ends on the page with its link."""
    page = new_context().new_page()
    page.goto(link)
    page.get_by_label("User name").fill("ortega")
    page.get_by_label("Your name, as students see it").fill("Inés Ortega")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.goto("/counselor/groups/new/")
    page.get_by_label("Name of the group").fill("Period 3, Fall")
    page.get_by_label("Medical office administrator").check()
    page.get_by_role("button", name="Make the group").click()
    return page


def test_a_counselor_and_four_students(
    new_context: NewContext, sign_in: SignIn, assert_accessible: Check
) -> None:
    desk = join(new_context, invite(new_context, sign_in))
    link = desk.get_by_label("Link", exact=True).input_value()
    desk.clock.install()
    desk.get_by_role("link", name="Board").click()
    expect(desk.get_by_role("heading", name="No results yet")).to_be_visible()
    assert_accessible(desk)

    # Three say yes, one of them under no name; one refuses. None has finished.
    robin, kim, lee, sam = (student(new_context, link) for _ in range(4))
    assert_accessible(robin)
    agree(robin, "Robin")
    agree(kim)
    agree(lee, "Lee")
    sam.get_by_role("button", name="Take the quiz on my own").click()
    expect(sam.get_by_text("You are taking this for")).to_have_count(0)
    desk.reload()
    assert (figure(desk, "Finished"), figure(desk, "Said yes")) == ("0", "3")
    expect(desk.get_by_role("heading", name="Nobody has finished yet")).to_be_visible()
    expect(desk.get_by_text("Robin")).to_have_count(0)

    take_quiz(robin)
    expect(robin.get_by_text("Shared with Inés Ortega (Period 3, Fall) since")).to_be_visible()
    assert_accessible(robin)
    desk.reload()
    expect(desk.get_by_role("link", name="Robin", exact=True)).to_be_visible()
    take_quiz(kim, "Disagree")
    take_quiz(lee)
    take_quiz(sam)
    expect(sam.get_by_text("Shared with")).to_have_count(0)
    # The board updates itself and says so.
    desk.clock.run_for(NEWS)
    expect(desk.locator("#board-news")).to_contain_text("new result")
    expect(desk.get_by_role("link", name="Lee", exact=True)).to_be_visible()
    expect(desk.get_by_role("link", name="Student 2", exact=True)).to_be_visible()
    assert (figure(desk, "Finished"), figure(desk, "Said yes")) == ("3", "0")
    assert_accessible(desk)

    # Lee takes it back: from the board it goes at once, and the result stays.
    lee.get_by_role("link", name="Take it back").click()
    assert_accessible(lee)
    lee.get_by_role("button", name="Take it back").click()
    expect(lee.get_by_role("link", name="Share with your counselor")).to_be_visible()
    desk.clock.run_for(NEWS)
    expect(desk.get_by_role("link", name="Lee", exact=True)).to_have_count(0)
    expect(desk.locator("#board-news")).to_have_text("1 result was taken back or deleted.")

    # Sam thinks better of it, and shares by the format_code code.
    code = Group.objects.get().spoken_code
    sam.get_by_role("link", name="Share with your counselor").click()
    assert_accessible(sam)
    sam.get_by_label("Code").fill(code.lower().replace("-", " "))
    sam.get_by_role("button", name="Continue").click()
    expect(sam.get_by_text("If you say yes, Inés Ortega will see")).to_be_visible()
    sam.get_by_label("Nickname").fill("Sam")
    sam.get_by_role("button", name="Yes, share my result").click()
    expect(sam.get_by_text("Shared with Inés Ortega")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("link", name="Sam", exact=True)).to_be_visible()
    assert figure(desk, "Finished") == "3"


def test_a_status_is_saved_at_once_and_nothing_moves_meanwhile(desk: Page, group: Group) -> None:
    people.shared_result(group, "Robin")
    desk.reload()
    status = desk.get_by_label("Status of Robin")
    expect(desk.get_by_role("button", name="Save")).to_have_count(0)
    status.select_option("To talk")
    expect(desk.locator("#board-news")).to_have_text("Robin: To talk. Saved.")
    expect(desk.locator(".board-figures .figure", has_text="To talk")).to_contain_text("1")
    assert group.participations.get().status == TalkStatus.TO_TALK

    # While the form has the focus no news is fetched.
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/rows/"):
            asked.append(request.url)

    desk.clock.install()
    desk.reload()
    desk.on("request", note)
    desk.get_by_label("Status of Robin").focus()
    people.shared_result(group, "Kim")
    desk.clock.run_for(50_000)
    assert not asked
    desk.get_by_label("Status of Robin").blur()
    desk.clock.run_for(NEWS)
    expect(desk.get_by_role("link", name="Kim", exact=True)).to_be_visible()
    expect(desk.locator("#board-news")).to_have_text("1 new result.")


def test_the_board_stops_when_the_counselor_is_signed_out(desk: Page, group: Group) -> None:
    people.shared_result(group, "Robin")
    desk.clock.install()
    desk.reload()
    desk.context.clear_cookies(name="sessionid")
    desk.clock.run_for(NEWS)
    stopped = "The board is no longer kept up to date. Load the page again."
    expect(desk.locator("#board-news")).to_have_text(stopped)
    desk.get_by_label("Status of Robin").select_option("Talked")
    expect(desk.locator("#board-news")).to_have_text(
        "The status was not saved. Try again with the button."
    )
    expect(desk.get_by_role("button", name="Save")).to_be_visible()


def test_a_lost_connection_is_tried_again(
    desk: Page, group: Group, browser_errors: list[str]
) -> None:
    people.shared_result(group, "Robin")
    desk.clock.install()
    desk.reload()
    desk.route("**/rows/", lambda route: route.abort())
    with desk.expect_event("requestfailed"):
        desk.clock.run_for(NEWS)
    desk.unroute_all()
    people.shared_result(group, "Kim")
    desk.clock.run_for(NEWS)
    expect(desk.get_by_role("link", name="Kim", exact=True)).to_be_visible()
    browser_errors.clear()  # the browser notes the connection that failed


def test_a_note_is_not_lost_by_leaving(desk: Page, group: Group, assert_accessible: Check) -> None:
    people.shared_result(group, "Robin", choice=poor_fit)
    people.shared_result(group, "Kim", choice=great_fit)
    desk.goto(f"{group.get_absolute_url()}students/1/")
    assert_accessible(desk)
    desk.get_by_label("Your note").fill("Wants to see a clinic first.")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    desk.once("dialog", stay)
    desk.get_by_role("link", name="Next: Kim").click()
    expect(desk.get_by_label("Your note")).to_have_value("Wants to see a clinic first.")
    desk.get_by_role("button", name="Save the note").click()
    expect(desk.get_by_text("Saved empty, it is deleted.")).to_be_visible()
    assert asked == ["beforeunload"]
    desk.get_by_role("link", name="Next: Kim").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Kim")


def test_a_students_data_goes_in_two_clicks(
    desk: Page, group: Group, assert_accessible: Check
) -> None:
    people.shared_result(group, "Robin")
    desk.reload()
    with desk.expect_download() as downloading:
        desk.get_by_role("link", name="Data of Robin: download").click()
    assert Path(downloading.value.suggested_filename).suffix == ".json"
    desk.get_by_role("link", name="Delete the data of Robin").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="Delete it").click()
    expect(desk.get_by_text("The data of Robin in this group is deleted.")).to_be_visible()
    assert not group.participations.exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_all_of_it_works_at_320_pixels_with_and_without_scripts(
    new_context: NewContext, sign_in: SignIn, group: Group, scripts: bool
) -> None:
    context = new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.set_viewport_size(NARROW)
    page.goto(group.link_path)
    page.get_by_label("Nickname").fill("Robin")
    page.get_by_role("button", name="Yes, share my result").click()
    take_quiz(page)
    expect(page.get_by_text("Shared with Ms. Ortega")).to_be_visible()
    group.refresh_from_db()
    for number in range(5):
        people.shared_result(group, "" if number else "A very long nickname of forty characters")
    sign_in(context, group.counselor)
    page.goto(group.get_absolute_url())
    status = page.get_by_label("Status of Robin")
    status.select_option("Talked")
    if not scripts:
        page.locator("#student-1").get_by_role("button", name="Save").click()
        page.wait_for_url(re.compile("#student-1$"))
    expect(page.get_by_label("Status of Robin")).to_have_value("talked")
    if scripts:
        base = group.get_absolute_url()
        for address in (base, f"{base}students/1/", f"{base}booklet/", group.link_path, "/join/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_the_pages_are_accessible_in_the_dark_too(
    new_context: NewContext, sign_in: SignIn, group: Group, assert_accessible: Check
) -> None:
    for choice in [great_fit] * 5 + [poor_fit] * 5:
        people.shared_result(group, "Robin", choice=choice)
    context = new_context(color_scheme="dark")
    sign_in(context, group.counselor)
    page = context.new_page()
    phone: ViewportSize = {"width": 360, "height": 800}
    base = group.get_absolute_url()
    for size in (phone, {"width": 1280, "height": 800}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for address in (base, f"{base}students/6/", f"{base}booklet/", group.link_path):
            page.goto(address)
            for summary in page.locator("summary:visible").all():
                summary.click()
            assert_accessible(page)


def pages(page: Page) -> int:
    """How many sheets of paper the page takes."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_paper_has_two_pages_for_a_shared_result_and_a_booklet_for_the_group(
    page: Page, desk: Page, group: Group
) -> None:
    page.goto(group.link_path)
    agree(page, "Robin")
    take_quiz(page)
    expect(page.get_by_text("Shared with Ms. Ortega")).to_be_visible()
    assert pages(page) == 2

    group.refresh_from_db()
    people.shared_result(group, "Kim", conditions={"remote-only": "yes", "no-desk": "yes"})
    people.shared_result(group, choice=poor_fit)
    for query in ("", "?notes=1"):
        desk.goto(f"{group.get_absolute_url()}booklet/{query}")
        # A cover, and a page for each of three: room for notes is what is left of it.
        assert pages(desk) == 4
