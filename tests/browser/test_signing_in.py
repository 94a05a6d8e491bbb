"""A publisher's first days, in a browser: the second factor, its codes, and being locked out."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from accounts.roles import PUBLISHERS
from tests.accounts.people import CODE, PASSWORD, key_to_hex, make_user, next_totp_code, totp_code

NewContext = Callable[..., BrowserContext]
Check = Callable[[Page], None]


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("User name").fill("paula")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")


def test_a_publisher_sets_up_a_second_factor_and_signs_in_with_it(
    page: Page, settings: Any, assert_accessible: Check, browser_errors: list[str]
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user("paula", PUBLISHERS)
    page.goto("/admin/careers/career/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert_accessible(page)
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up the second factor")
    expect(page.locator("svg.qr")).to_be_visible()
    assert_accessible(page)
    key = key_to_hex(page.locator(".account-key").inner_text().strip())
    page.get_by_label("Code that the app shows").fill(totp_code(key))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Turn on the second factor").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Save these recovery codes")
    assert_accessible(page)
    codes = page.locator(".account-codes li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have saved them").click()
    expect(page).to_have_url("/admin/careers/career/")

    sign_out(page)
    page.goto("/admin/")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    assert_accessible(page)
    page.get_by_label("Code from your app").fill(next_totp_code(user))
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url("/admin/")

    sign_out(page)
    page.goto("/admin/")
    sign_in(page)
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url("/admin/")
    page.get_by_role("link", name="Your account").click()
    expect(page.locator("main")).to_contain_text("9 recovery codes are left")
    expect(page.locator("main")).to_contain_text("Signed in with a recovery code")
    assert_accessible(page)

    sign_out(page)
    page.goto("/accounts/login/")
    for number in range(5):
        sign_in(page, f"guess {number}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many wrong tries")
    expect(page.locator("main")).to_contain_text("Try again in 15 minutes")
    assert_accessible(page)
    # What the browser says of pages that were refused on purpose.
    browser_errors[:] = [error for error in browser_errors if "status of 4" not in error]


def test_it_works_without_javascript(new_context: NewContext) -> None:
    user = make_user("paula", PUBLISHERS)
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/?next=/accounts/second-factor/")
    sign_in(page)
    key = key_to_hex(page.locator(".account-key").inner_text().strip())
    page.get_by_label("Code that the app shows").fill(totp_code(key))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Turn on the second factor").click()
    expect(page.locator(".account-codes li")).to_have_count(10)
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.get_by_role("link", name="I have saved them").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    sign_in(page)
    expect(page).to_have_url(CODE)
    page.get_by_label("Code from your app").fill(next_totp_code(user))
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url("/admin/")
