"""Editors at work in a browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from django.contrib.auth.models import AbstractBaseUser, User
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from careers.history import versions
from careers.history.snapshot import snapshot_guide
from careers.models import Career, Correction, GuideDraft

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
    career = Career.objects.get()
    versions.record_outside_changes(career)
    career.duties.filter(position=career.duties.all()[0].position).update(title="Welcome all")
    GuideDraft.objects.create(career=career, content=snapshot_guide(career))
    versions.record_change(career, admin.pk, "Plainer")
    guide = f"/admin/careers/career/{career.pk}"
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in (
        "/admin/",
        "/admin/careers/career/",
        f"{guide}/change/",
        f"{guide}/draft/",
        f"{guide}/tables/",
        f"{guide}/states/{career.versions.all()[0].pk}/",
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


def test_an_editor_drafts_an_expert_checks_and_a_publisher_publishes(
    page: Page,
    admin: User,
    sign_in: SignIn,
    new_context: Callable[..., BrowserContext],
    browser_errors: list[str],
) -> None:
    sign_in(page.context, admin)
    career = Career.objects.get()
    page.goto(f"/admin/careers/career/{career.pk}/change/")
    page.get_by_label("Summary").fill("A summary that an expert should look at.")
    page.get_by_label("Why this change").fill("Plainer words")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.locator("del").first).to_be_visible()
    link = page.get_by_label("The draft").input_value()

    expert = new_context().new_page()
    expert.goto(link)
    expect(expert.get_by_text("A summary that an expert should look at.")).to_be_visible()
    expect(expert.get_by_text("A preview, for checking")).to_be_visible()
    expert.get_by_role("link", name="Quiz", exact=True).click()
    expert.get_by_role("button", name="Start the quiz").click()
    expect(expert.get_by_role("heading", level=1)).to_have_text("A preview is for reading")
    browser_errors.clear()  # the browser notes that nothing can be sent
    expert.goto(GUIDE)
    expect(expert.get_by_text("an expert should look at")).to_have_count(0)

    page.get_by_role("button", name="Publish the draft").click()
    expert.reload()
    expect(expert.get_by_text("A summary that an expert should look at.")).to_be_visible()

    page.goto(f"/admin/careers/career/{career.pk}/history/")
    page.get_by_role("row").last.get_by_role("link").click()
    page.get_by_role("button", name="Return to this state").click()
    expect(page.get_by_text("The guide is back in that state.")).to_be_visible()
    expert.reload()
    expect(expert.get_by_text("an expert should look at")).to_have_count(0)


def test_the_keyboard_saves_and_unsaved_words_are_asked_about(
    page: Page, admin: User, sign_in: SignIn
) -> None:
    sign_in(page.context, admin)
    career = Career.objects.get()
    page.goto(f"/admin/careers/career/{career.pk}/change/")
    page.get_by_label("Summary").fill("Saved by the keyboard.")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.get_by_role("link", name="History").click()
    expect(page.get_by_label("Summary")).to_have_value("Saved by the keyboard.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    career.refresh_from_db()
    assert career.summary == "Saved by the keyboard."
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("History of")
    # Once, and not again after saving.
    assert asked == ["beforeunload"]
