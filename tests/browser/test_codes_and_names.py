"""A code is typed from home, with and without JavaScript; the longest names break no page."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, expect

from careers.models import Career
from tests.browsers import NewContext
from tests.counselors import people
from tests.quiz.visitors import QUIZ

SignIn = Callable[[BrowserContext, AbstractBaseUser], None]
Check = Callable[[Page], None]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_student_types_a_code_from_home_or_the_quiz(
    new_context: NewContext,
    browser_errors: list[str],
    assert_accessible: Check,
    script: bool,
    width: int,
) -> None:
    group = people.group(people.counselor("rivera", first_name="Ms."))
    page = new_context(java_script_enabled=script).new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for start, link in ((QUIZ, "Have a code from your counselor?"), ("/", "Have a code?")):
        page.goto(start)
        page.get_by_role("main").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Enter your counselor’s code")
        page.get_by_label("Code").fill(group.spoken_code[:-1])
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("A code has ten letters and digits.")).to_be_visible()
        expect(page.get_by_label("Code")).to_have_value(group.spoken_code[:-1])
        if script:
            assert_accessible(page)
        page.get_by_label("Code").fill(f"  {group.spoken_code.lower().replace('-', ' ')}. ")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Share your result with Ms. Rivera?"
        )
    expect(page).to_have_url(re.compile(f"{group.link_path}$"))
    # The browser reports the refusals, too.
    assert all("422" in error for error in browser_errors)
    browser_errors.clear()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_longest_names_break_no_page(
    new_context: NewContext, sign_in: SignIn, width: int
) -> None:
    counselor = people.counselor("rivera", last_name="W" * 80)
    group = people.group(counselor, "W" * 60, careers=Career.objects.with_guide())
    group.colleagues.create(user=people.counselor("lee", last_name="M" * 80))
    people.shared_result(group, "W" * 40)
    people.shared_result(group, "😀" * 40)
    page_of = group.get_absolute_url()
    context = new_context()
    visitor = context.new_page()
    visitor.set_viewport_size({"width": width, "height": 800})
    addresses = [group.link_path, "/"]
    signed_in = [
        *("/counselor/", page_of, f"{page_of}students/1/", f"{page_of}booklet/"),
        *(f"{page_of}{name}/" for name in ("link", "poster", "colleagues", "access", "settings")),
        *(f"{page_of}students/1/delete/", f"{page_of}delete/", "/counselor/name/"),
    ]
    too_wide = []
    for each in (None, counselor):
        if each:
            sign_in(context, each)
        for address in signed_in if each else addresses:
            visitor.goto(address)
            if visitor.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append(address)
    assert too_wide == []
