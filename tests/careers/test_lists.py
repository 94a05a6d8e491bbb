"""Several rows are changed at once, in the lists."""

from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.roles import EDITORS
from careers.guides.documents import build_document
from careers.models import Correction, Guide, GuideSection
from tests.careers.guides import PAGE, admin_page, get_guide, open_form, read_text
from tests.staff import member

SECTIONS = "/admin/careers/guidesection/"
REPORTS = "/admin/careers/correction/"


@pytest.fixture
def guide(content: None) -> Guide:
    return get_guide()


@pytest.fixture
def edith(client: Client, guide: Guide) -> User:
    user = member(EDITORS, "edith")
    client.force_login(user)
    return user


def save(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, open_form(client, address) | {"_save": "Save"} | values)


def test_sections_are_given_out_together(client: Client, guide: Guide, edith: User) -> None:
    answer = save(
        client,
        SECTIONS,
        **{"form-0-owner": edith.pk, "form-1-owner": edith.pk, "form-2-review_every_months": "6"},
    )
    assert answer.status_code == 302
    assert guide.sections.filter(owner=edith).count() == 2
    assert guide.sections.filter(review_every_months=6).count() == 1
    guide.refresh_from_db()
    assert guide.updated_by == edith
    # Visitors see neither owners nor intervals.
    assert "Everything here is in version 1." in read_text(client.get(admin_page(guide)))


def test_a_list_saved_as_it_was_changes_nothing(client: Client, guide: Guide, edith: User) -> None:
    assert save(client, SECTIONS).status_code == 302
    before = guide.updated_at
    guide.refresh_from_db()
    assert guide.updated_at == before


def test_what_a_colleague_saves_in_the_form_meanwhile_stays(
    client: Client, guide: Guide, edith: User
) -> None:
    form = open_form(client, SECTIONS) | {"_save": "Save", "form-0-owner": edith.pk}
    GuideSection.objects.update(heading="By a colleague")
    assert client.post(SECTIONS, form).status_code == 302
    assert guide.sections.get(owner=edith).heading == "By a colleague"


def test_a_wrong_value_is_named_and_nothing_is_changed(
    client: Client, guide: Guide, edith: User
) -> None:
    before = build_document(guide)
    answer = save(client, SECTIONS, **{"form-0-owner": edith.pk, "form-1-review_every_months": "0"})
    assert answer.status_code == 200
    assert "greater than or equal to 1" in answer.content.decode()
    assert build_document(guide) == before


def test_each_input_of_a_list_says_whose_it_is(client: Client, guide: Guide, edith: User) -> None:
    page = client.get(SECTIONS).content.decode()
    for section in guide.sections.all():
        assert f'aria-label="Owner, {escape(str(section))}"' in page


def test_reports_are_given_out_from_the_list(client: Client, edith: User) -> None:
    for number in range(3):
        Correction.objects.create(about=PAGE, statement=f"Wrong {number}.")
    assert save(client, REPORTS, **{"form-0-assigned_to": edith.pk}).status_code == 302
    assert [each.assigned_to for each in Correction.objects.order_by("pk")] == [None, None, edith]
