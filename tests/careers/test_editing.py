"""An editor changes a guide in the admin pages."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from accounts.roles import EDITORS
from careers.models import Career, Correction, RoadmapStep
from tests.making import occupation

GUIDE = "/careers/medical-office-administrator/"


@pytest.fixture
def editor(content: None) -> User:
    user = User.objects.create_user("edith", password="letmein-please", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def form_values(page: str) -> dict[str, Any]:
    """Everything that a browser would send back from the admin form of a page."""
    values: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if not name or 'type="submit"' in tag:
            continue
        if 'type="checkbox"' in tag and "checked" not in tag:
            continue
        values[name[1]] = value[1] if value else "on" if 'type="checkbox"' in tag else ""
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    values |= dict(texts)
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in values.items()}


def test_an_edit_shows_at_the_next_visit(editing: Client, client: Client) -> None:
    career = Career.objects.get()
    address = f"/admin/careers/career/{career.pk}/change/"
    values = form_values(editing.get(address).content.decode())
    values["summary"] = "A new summary by the editor."
    values["duties-0-title"] = "Welcome every patient"
    response = editing.post(address, values)
    assert response.status_code == 302, re.findall(
        r"errorlist[^>]*>.*?</ul>", response.content.decode(), re.DOTALL
    )
    page = Client().get(GUIDE).content.decode()
    assert "A new summary by the editor." in page
    assert "Welcome every patient" in page


def test_a_mistake_is_named_and_nothing_is_saved(editing: Client) -> None:
    career = Career.objects.get()
    address = f"/admin/careers/career/{career.pk}/change/"
    values = form_values(editing.get(address).content.decode())
    values["summary"] = "Half of an edit"
    values["occupation"] = "436013"
    values["training_costs-0-cost_low"] = "9000"
    page = editing.post(address, values).content.decode()
    assert "Select a valid choice." in page
    assert "The lower cost is above the higher one." in page
    assert "Half of an edit" in page
    career.refresh_from_db()
    assert career.summary != "Half of an edit"


def test_a_new_guide_starts_with_the_standard_sections(editing: Client) -> None:
    values = form_values(editing.get("/admin/careers/career/add/").content.decode())
    values |= {
        "name": "dental assistant",
        "slug": "dental-assistant",
        "title": "How to become a dental assistant",
        "summary": "A guide in the making.",
        "occupation": str(occupation("31-9091").pk),
        "reviewed_on": "2026-11-24",
    }
    assert editing.post("/admin/careers/career/add/", values).status_code == 302
    career = Career.objects.get(slug="dental-assistant")
    assert career.sections.count() == 13
    assert not career.is_published


def test_subjects_are_edited_on_their_step(editing: Client) -> None:
    step = RoadmapStep.objects.get(anchor="program")
    page = editing.get(f"/admin/careers/roadmapstep/{step.pk}/change/").content.decode()
    assert "Insurance billing and coding" in page
    assert f"{GUIDE}#program" in page


def test_every_admin_list_and_form_opens_for_an_editor(editing: Client) -> None:
    index = editing.get("/admin/").content.decode()
    lists = set(re.findall(r'href="(/admin/\w+/\w+/)"', index))
    assert lists
    for address in sorted(lists):
        page = editing.get(address)
        assert page.status_code == 200, address
        first = re.search(
            rf'href="({re.escape(address)}[^"/]+/change/[^"]*)"', page.content.decode()
        )
        if first:
            assert editing.get(first[1]).status_code == 200, first[1]


def test_an_editor_cannot_reach_users_or_groups(editing: Client) -> None:
    assert "/admin/auth/" not in editing.get("/admin/").content.decode()
    for address in ("/admin/auth/user/", "/admin/auth/group/", "/admin/auth/user/add/"):
        assert editing.get(address).status_code == 403


def test_an_editor_closes_a_readers_report_without_changing_its_words(editing: Client) -> None:
    report = Correction.objects.create(about=GUIDE, statement="The phone number is wrong")
    address = f"/admin/careers/correction/{report.pk}/change/"
    values = form_values(editing.get(address).content.decode())
    values |= {"status": "fixed", "editors_note": "Done", "statement": "Something else"}
    assert editing.post(address, values).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.statement) == ("fixed", "The phone number is wrong")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("medical office administrator", "Medical office administrator"),
        ("HVAC technician", "HVAC technician"),
    ],
)
def test_a_career_is_named_with_a_capital_and_keeps_its_own(name: str, shown: str) -> None:
    assert str(Career(name=name)) == shown
