"""Editors at work in a browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from django.contrib.auth.models import AbstractBaseUser, User
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from careers.models import Correction, Guide
from tests.making import publish_guides

GUIDE = "/careers/medical-office-administrator/"
SignIn = Callable[[BrowserContext, AbstractBaseUser], None]


@pytest.fixture
def admin(site: object) -> User:
    return User.objects.create_superuser("ada", password="letmein-please")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_editors_pages_are_accessible(
    page: Page,
    admin: User,
    sign_in: SignIn,
    assert_accessible: Callable[[Page], None],
    browser_errors: list[str],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    sign_in(page.context, admin)
    report = Correction.objects.create(
        about=GUIDE, statement="The exam's name has changed.", email="reader@example.com"
    )
    publish_guides(summary="Plainer words")
    Guide.objects.update(summary="Words that are not public yet")
    guide = f"/admin/careers/guide/{Guide.objects.get().pk}"
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in (
        "/admin/",
        "/admin/careers/career/",
        "/admin/careers/guide/",
        f"{guide}/change/",
        f"{guide}/publish/",
        f"{guide}/withdraw/",
        f"{guide}/tables/",
        f"{guide}/history/",
        f"{guide}/versions/2/",
        f"{guide}/versions/1/return/",
        f"/admin/careers/correction/{report.pk}/change/",
        f"/admin/careers/correction/{report.pk}/answer/",
        "/admin/careers/guidesection/",
    ):
        page.goto(path)
        assert browser_errors == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert_accessible(page)
        # axe copies style sheets that another one imports, which the policy refuses.
        browser_errors.clear()


def test_a_list_on_a_phone_names_each_figure_and_needs_no_scrolling_sideways(
    page: Page, admin: User, sign_in: SignIn
) -> None:
    sign_in(page.context, admin)
    Correction.objects.create(about=GUIDE, statement="The exam's name has changed.")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/admin/careers/correction/")
    cells = page.locator("#result_list tbody td[data-label]")
    names = cells.evaluate_all("cells => cells.map(cell => cell.dataset.label)")
    assert names[:3] == ["Page", "Part of the page", "What is wrong"]
    widths = "list => [list.scrollWidth, list.parentElement.clientWidth]"
    needed, there = page.locator("#result_list").evaluate(widths)
    assert needed <= there


def test_the_sign_in_page_is_accessible(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.goto("/admin/")
    expect(page.get_by_label("User name")).to_be_visible()
    expect(page.get_by_text("An administrator of this site invites counselors")).to_be_visible()
    assert_accessible(page)


def test_an_expert_checks_a_guide_before_it_is_published_and_the_words_before_come_back(
    page: Page,
    admin: User,
    sign_in: SignIn,
    new_context: Callable[..., BrowserContext],
    browser_errors: list[str],
) -> None:
    sign_in(page.context, admin)
    guide = f"/admin/careers/guide/{Guide.objects.get().pk}"
    page.goto(f"{guide}/change/")
    page.locator("[name=title]").fill("A title that an expert should look at")
    page.get_by_role("button", name="Save, then preview and publish").click()
    expect(page.locator("del").first).to_be_visible()
    link = page.get_by_label("Link", exact=True).input_value()

    expert = new_context().new_page()
    expert.goto(link)
    expect(
        expert.get_by_role("heading", name="A title that an expert should look at")
    ).to_be_visible()
    expect(expert.get_by_text("A preview, for checking")).to_be_visible()
    expert.get_by_role("link", name="For you?", exact=True).click()
    expert.get_by_role("button", name="Start the quiz").click()
    expect(expert.get_by_role("heading", level=1)).to_have_text("A preview is for reading")
    browser_errors.clear()  # the browser notes that nothing can be sent
    expert.goto(GUIDE)
    expect(expert.get_by_text("an expert should look at")).to_have_count(0)

    page.get_by_label("Publish it now").check()
    page.get_by_label("What is new").fill("A better title")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Version 2 is published")).to_be_visible()
    expert.reload()
    expect(
        expert.get_by_role("heading", name="A title that an expert should look at")
    ).to_be_visible()

    page.goto(f"{guide}/history/")
    page.get_by_role("row").last.get_by_role("link").click()
    page.get_by_role("link", name="Return to this version").click()
    page.get_by_role("button", name="Return to version 1").click()
    expect(page.get_by_text("The form has version 1 again.")).to_be_visible()
    page.get_by_role("button", name="Save, then preview and publish").click()
    page.get_by_label("Publish it now").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Version 3 is published")).to_be_visible()
    expert.reload()
    expect(expert.get_by_text("an expert should look at")).to_have_count(0)


def test_the_keyboard_saves_and_unsaved_words_are_asked_about(
    page: Page, admin: User, sign_in: SignIn
) -> None:
    sign_in(page.context, admin)
    guide = Guide.objects.get()
    page.goto(f"/admin/careers/guide/{guide.pk}/change/")
    page.get_by_label("Summary").fill("Saved by the keyboard.")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Versions", exact=True).click()
    expect(page.get_by_label("Summary")).to_have_value("Saved by the keyboard.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    guide.refresh_from_db()
    assert guide.summary == "Saved by the keyboard."
    page.get_by_role("link", name="Versions", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Versions of")
    # Once, and not again after saving.
    assert asked == ["beforeunload"]
