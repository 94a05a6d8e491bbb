"""Several rows are changed at once, in the lists."""

from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.roles import EDITORS
from careers.models import Career, Correction
from tests.careers.test_editing import form_values
from tests.staff import member

SECTIONS = "/admin/careers/guidesection/"
REPORTS = "/admin/careers/correction/"


@pytest.fixture
def career(content: None) -> Career:
    return Career.objects.get()


@pytest.fixture
def edith(client: Client, career: Career) -> User:
    user = member(EDITORS, "edith")
    client.force_login(user)
    return user


def save(client: Client, address: str, **values: Any) -> Any:
    form = form_values(client.get(address).content.decode())
    return client.post(address, form | {"_save": "Save"} | values)


def test_sections_changed_together_are_one_state_of_the_guide(
    client: Client, career: Career, edith: User
) -> None:
    answer = save(
        client,
        SECTIONS,
        **{"form-0-owner": edith.pk, "form-1-owner": edith.pk, "form-2-review_every_months": "6"},
    )
    assert answer.status_code == 302
    assert career.sections.filter(owner=edith).count() == 2
    after, _before = career.versions.all()
    assert (after.made_by, after.why) == (edith, "Several rows of a list.")


def test_a_list_saved_as_it_was_leaves_no_state(
    client: Client, career: Career, edith: User
) -> None:
    assert save(client, SECTIONS).status_code == 302
    assert not career.versions.exists()


def test_a_wrong_value_is_named_and_nothing_is_changed(
    client: Client, career: Career, edith: User
) -> None:
    answer = save(client, SECTIONS, **{"form-0-owner": edith.pk, "form-1-position": "-4"})
    assert answer.status_code == 200
    assert "greater than or equal to 0" in answer.content.decode()
    assert not career.sections.filter(owner=edith).exists()


def test_each_input_of_a_list_says_whose_it_is(client: Client, career: Career, edith: User) -> None:
    page = client.get(SECTIONS).content.decode()
    for section in career.sections.all():
        assert f'aria-label="Owner, {escape(str(section))}"' in page


def test_reports_are_given_out_from_the_list(client: Client, career: Career, edith: User) -> None:
    reports = [
        Correction.objects.create(about=career.get_absolute_url(), statement=f"Wrong {number}.")
        for number in range(3)
    ]
    assert save(client, REPORTS, **{"form-0-assigned_to": edith.pk}).status_code == 302
    assert [each.assigned_to for each in Correction.objects.order_by("pk")] == [None, None, edith]
    assert len(reports) == 3
