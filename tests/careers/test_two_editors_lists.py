"""Two editors have the same list open: each saves the cells that they edited, and no others."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.roles import EDITORS
from careers.models import Correction, Guide, GuideSection
from tests.careers.guides import PAGE, get_guide, open_form, read_form, read_text
from tests.staff import member

SECTIONS = "/admin/careers/guidesection/"
REPORTS = "/admin/careers/correction/"
UNASSIGNED = f"{REPORTS}?assigned_to__isnull=True"
SAVE = {"_save": "Save"}


@pytest.fixture
def guide(content: None) -> Guide:
    return get_guide()


@pytest.fixture
def edith(client: Client, guide: Guide) -> User:
    user = member(EDITORS, "edith")
    client.force_login(user)
    return user


@pytest.fixture
def emil(guide: Guide) -> User:
    return member(EDITORS, "emil")


def report(statement: str) -> Correction:
    return Correction.objects.create(about=PAGE, statement=statement)


def row_of(form: dict[str, Any], row: Any) -> str:
    """What the names of a row's inputs begin with."""
    return next(n for n, v in form.items() if n.endswith("-id") and v == str(row.pk))[:-3]


def test_what_a_colleague_changed_in_another_row_or_cell_stays(
    client: Client, guide: Guide, edith: User, emil: User
) -> None:
    form = open_form(client, SECTIONS) | SAVE
    first, second = guide.sections.all()[:2]
    GuideSection.objects.filter(pk__in=[first.pk, second.pk]).update(owner=emil)
    form[f"{row_of(form, first)}-review_every_months"] = "6"
    assert client.post(SECTIONS, form).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.owner, first.review_every_months) == (emil, 6)
    assert second.owner == emil


def test_a_cell_that_both_changed_is_refused_once_and_the_input_stays(
    client: Client, guide: Guide, edith: User, emil: User
) -> None:
    form = open_form(client, SECTIONS) | SAVE
    section = guide.sections.all()[0]
    GuideSection.objects.filter(pk=section.pk).update(owner=emil)
    form[f"{row_of(form, section)}-owner"] = str(edith.pk)
    answer = client.post(SECTIONS, form)
    assert "Somebody else changed this after you opened the list: it is “emil” now." in read_text(
        answer
    )
    section.refresh_from_db()
    assert section.owner == emil
    again = read_form(answer) | SAVE
    assert again[f"{row_of(again, section)}-owner"] == str(edith.pk)
    assert client.post(SECTIONS, again).status_code == 302
    section.refresh_from_db()
    assert section.owner == edith


def test_the_same_change_of_both_is_no_conflict(
    client: Client, guide: Guide, edith: User, emil: User
) -> None:
    form = open_form(client, SECTIONS) | SAVE
    section = guide.sections.all()[0]
    GuideSection.objects.filter(pk=section.pk).update(owner=emil)
    form[f"{row_of(form, section)}-owner"] = str(emil.pk)
    assert client.post(SECTIONS, form).status_code == 302


def test_a_report_that_left_the_filtered_list_comes_back_with_its_own_input(
    client: Client, edith: User, emil: User
) -> None:
    older, newer = report("The older one."), report("The newer one.")
    form = open_form(client, UNASSIGNED) | SAVE
    Correction.objects.filter(pk=newer.pk).update(assigned_to=emil)
    for each in (older, newer):
        form[f"{row_of(form, each)}-assigned_to"] = str(edith.pk)
    page = read_text(client.post(UNASSIGNED, form))
    taken = page.index("it is “emil” now")
    assert page.index("The newer one.") < taken < page.index("The older one.")
    assert list(Correction.objects.filter(assigned_to=edith)) == []


def test_a_row_that_a_colleague_deleted_is_named(
    client: Client, guide: Guide, edith: User, emil: User
) -> None:
    form = open_form(client, SECTIONS) | SAVE
    first, second = guide.sections.all()[:2]
    form[f"{row_of(form, second)}-owner"] = str(edith.pk)
    first.delete()
    answer = client.post(SECTIONS, form, follow=True)
    assert "Somebody deleted a row after you opened the list." in read_text(answer)
    second.refresh_from_db()
    assert second.owner is None
