"""Editors at work in a browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from django.contrib.auth.models import AbstractBaseUser, User
from playwright.sync_api import BrowserContext, Page, expect

from careerguide.models import Career, Correction

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
    Correction.objects.create(about=GUIDE, statement="The exam's name has changed.")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in (
        "/admin/",
        "/admin/careerguide/career/",
        f"/admin/careerguide/career/{Career.objects.get().pk}/change/",
        "/admin/careerguide/correction/",
        f"/admin/careerguide/correction/{Correction.objects.get().pk}/change/",
        "/admin/careerguide/source/",
    ):
        page.goto(path)
        assert browser_errors == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert_accessible(page)
        # axe copies style sheets that another one imports, which the policy refuses.
        browser_errors.clear()


def test_the_sign_in_page_is_accessible(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.goto("/admin/")
    expect(page.get_by_label("Username")).to_be_visible()
    assert_accessible(page)
