"""An editor corrects a wage and imports a release in a browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser, User
from playwright.sync_api import BrowserContext, Page, expect

from imports.locks import hold_import_lock
from imports.models import ImportRun
from salaries.models import Wage, WageImport
from tests.salaries import files

PAY = "/careers/medical-office-administrator/salaries/"
SignIn = Callable[[BrowserContext, AbstractBaseUser], None]


@pytest.fixture
def editor(page: Page, sign_in: SignIn, tmp_path: Path, settings: Any) -> User:
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    user = User.objects.create_superuser("ada")
    sign_in(page.context, user)
    return user


def test_a_wage_changed_in_the_list_is_on_the_page(
    page: Page,
    editor: User,
    assert_accessible: Callable[[Page], None],
    browser_errors: list[str],
) -> None:
    ohio = Wage.objects.get(
        release__period__year=2025,
        occupation__soc_code="43-6013",
        area__state="OH",
        area__level="state",
    )
    page.goto(
        f"/admin/salaries/wage/?q=43-6013&area__level__exact=state&release__id__exact={ohio.release_id}"
    )
    assert browser_errors == []
    assert_accessible(page)
    browser_errors.clear()
    page.get_by_label(re.compile("Annual p90, .*, Ohio")).fill("57123")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 wage was changed successfully")).to_be_visible()
    page.goto(PAY)
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Ohio", exact=True))
    expect(row).to_contain_text("$57,123")
    expect(row).to_contain_text("edited")


def test_a_file_is_uploaded_looked_at_published_and_withdrawn(
    page: Page,
    editor: User,
    tmp_path: Path,
    assert_accessible: Callable[[Page], None],
    browser_errors: list[str],
) -> None:
    rows = [
        {**row, "A_PCT90": "99990"}
        if (row["PRIM_STATE"], row["OCC_CODE"]) == ("OH", "43-6013")
        else row
        for row in files.official(("43-6013",))
    ]
    path = files.write_xlsx(tmp_path / "all_data_M_2026.xlsx", rows, sheet="All May 2026 data")
    page.goto("/admin/salaries/wageimport/add/")
    assert_accessible(page)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("heading", name="compared with May 2025")).to_be_visible()
    assert_accessible(page)
    browser_errors.clear()
    page.get_by_role("button", name="Publish…").click()
    # The file has one occupation of all that May 2025 has.
    assert_accessible(page)
    page.get_by_label("I have looked at the file").check()
    page.get_by_role("button", name="Publish May 2026").click()
    expect(page.get_by_text("Published", exact=True)).to_be_visible()
    page.goto(PAY)
    expect(page.get_by_role("table").first).to_contain_text("$99,990")
    page.goto("/admin/salaries/release/")
    page.get_by_role("link", name="May 2026").click()
    page.get_by_role("button", name="Withdraw May 2026…").click()
    page.get_by_role("button", name="Withdraw May 2026").click()
    expect(page.get_by_text("Pages show May 2025 again")).to_be_visible()
    page.goto(PAY)
    expect(page.get_by_role("table").first).not_to_contain_text("$99,990")


def test_progress_is_there_again_after_a_reload(page: Page, editor: User) -> None:
    run = WageImport.objects.create(
        file_name="all_data_M_2026.xlsx", path="", size=1, state="reading", percent=40
    )
    with hold_import_lock("wages"):
        page.goto(run.get_absolute_url())
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "40")
        ImportRun.objects.update(percent=70)
        # The page renews itself every two seconds.
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "70", timeout=15_000)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("It is stopping.")).to_be_visible()
    run.refresh_from_db()
    assert run.cancel_requested
