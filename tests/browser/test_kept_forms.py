"""An editor's session ends while a long form is open, and nothing that was typed is lost."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from careers.models import Guide
from tests.accounts.people import PASSWORD

SignIn = Callable[[BrowserContext, AbstractBaseUser], None]
TYPED = "Words that took an afternoon."
NOTE = "You typed this before your session ended. It is not saved yet: check it and save."


@pytest.fixture
def admin(site: object) -> User:
    return User.objects.create_superuser("ada", password=PASSWORD)


def type_into_guide(page: Page) -> str:
    """Type into the guide's form, and into one of its many rows; return the form's address."""
    address = f"/admin/careers/guide/{Guide.objects.get().pk}/change/"
    page.goto(address)
    page.get_by_label("Summary").fill(TYPED)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    page.locator("[name=duties-0-title]").fill("Typed as well")
    return address


def fill_in_sign_in(page: Page) -> None:
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def save_restored(page: Page) -> None:
    """Check that the form has what was typed and that it is not saved yet, and save it."""
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_label("Summary")).to_have_value(TYPED)
    expect(page.locator("[name=duties-0-title]")).to_have_value("Typed as well")
    guide = Guide.objects.get()
    assert guide.summary != TYPED
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    guide.refresh_from_db()
    assert guide.summary == TYPED
    assert guide.points.filter(kind="duty")[0].title == "Typed as well"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_session_ends_while_the_form_is_open(
    new_context: Callable[..., BrowserContext],
    admin: User,
    sign_in: SignIn,
    assert_accessible: Callable[[Page], None],
    browser_errors: list[str],
    scripts: bool,
) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    sign_in(page.context, admin)
    address = type_into_guide(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("What you typed is kept: sign in")).to_be_visible()
    fill_in_sign_in(page)
    expect(page).to_have_url(address)
    if scripts:
        expect(page.get_by_text(NOTE)).to_be_visible()
        assert browser_errors == []
        assert_accessible(page)
        browser_errors.clear()
    save_restored(page)


def test_signing_in_again_in_another_tab(
    page: Page,
    admin: User,
    sign_in: SignIn,
    assert_accessible: Callable[[Page], None],
    browser_errors: list[str],
) -> None:
    sign_in(page.context, admin)
    address = type_into_guide(page)
    Session.objects.all().delete()
    other = page.context.new_page()
    other.goto("/admin/")
    fill_in_sign_in(other)
    expect(other.get_by_role("heading", level=1)).to_have_text("What needs you")

    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you typed is kept")
    browser_errors.clear()  # the browser notes that the form was refused
    assert_accessible(page)
    # In the other tab as well.
    other.goto(address)
    expect(other.get_by_label("Summary")).to_have_value(TYPED)
    page.get_by_role("link", name="Open the form with what you typed").click()
    expect(page).to_have_url(address)
    save_restored(page)


def test_what_was_typed_is_discarded(page: Page, admin: User, sign_in: SignIn) -> None:
    sign_in(page.context, admin)
    address = type_into_guide(page)
    saved = Guide.objects.get().summary
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).first.click()
    fill_in_sign_in(page)
    page.get_by_role("button", name="Discard what I typed").click()
    expect(page).to_have_url(address)
    expect(page.get_by_text(NOTE)).to_have_count(0)
    expect(page.get_by_label("Summary")).to_have_value(saved)
