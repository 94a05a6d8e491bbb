"""An editor changes guides in the admin pages."""

import re

import pytest
from django.test import Client

from accounts.roles import EDITORS
from careers.admin.guides import STANDARD_SECTIONS
from careers.models import Career, Correction, Guide
from tests.careers.guides import (
    PAGE,
    add_row,
    admin_page,
    get_guide,
    open_form,
    read_text,
    save_guide,
)
from tests.making import occupation
from tests.staff import member


@pytest.fixture
def editing(client: Client, content: None) -> Client:
    client.force_login(member(EDITORS, "edith"))
    return client


def test_a_guide_with_all_its_tables_is_one_form(editing: Client) -> None:
    guide = get_guide()
    values = {
        "summary": "A new summary by the editor.",
        "duties-0-title": "Welcome every patient",
        "duties-1-DELETE": "on",
        "training_costs-0-cost_low": "1",
    }
    form = open_form(editing, admin_page(guide)) | values
    form = add_row(form, "skills", title="Patience", position="50")
    assert editing.post(admin_page(guide), form).status_code == 302
    guide.refresh_from_db()
    assert guide.summary == "A new summary by the editor."
    assert guide.points.filter(kind="duty").count() == 4
    assert guide.points.get(title="Patience").kind == "skill"
    assert guide.training_costs.all()[0].cost_low == 1
    assert str(guide.updated_by) == "edith"


def test_a_mistake_is_named_and_nothing_is_saved(editing: Client) -> None:
    guide = get_guide()
    answer = save_guide(
        editing,
        guide,
        **{
            "summary": "Half of an edit",
            "reviewed_on": "tomorrow",
            "training_costs-0-cost_low": "9000",
            "sections-1-anchor": "who-it-suits",
        },
    )
    page = read_text(answer)
    assert "Enter a valid date." in page
    assert "The lower cost is above the higher one." in page
    assert "Please correct the duplicate data for anchor." in page
    assert "Half of an edit" in page
    guide.refresh_from_db()
    assert guide.summary != "Half of an edit"


@pytest.mark.parametrize(
    "values",
    [
        {"duties-TOTAL_FORMS": "many"},
        {"duties-TOTAL_FORMS": "9" * 5000},
        {"duties-TOTAL_FORMS": "-4"},
        {"duties-0-id": "x"},
        {"duties-0-id": "9" * 5000},
        {"duties-0-id": ""},
        {"duties-INITIAL_FORMS": "99"},
        {"opened": "x"},
    ],
)
def test_a_form_that_nobody_could_have_sent_breaks_nothing(
    editing: Client, values: dict[str, str]
) -> None:
    guide = get_guide()
    form = open_form(editing, admin_page(guide))
    # A colleague saved meanwhile, so that the form is compared with what is there.
    Guide.objects.update(summary="By a colleague.")
    assert editing.post(admin_page(guide), form | values).status_code in (200, 302, 400)


def test_a_career_is_added_and_its_guide_begins_with_the_standard_sections(
    editing: Client,
) -> None:
    form = open_form(editing, "/admin/careers/career/add/") | {
        "name_en": "orthodontic assistant",
        "slug": "orthodontic-assistant",
        "occupation": str(occupation("31-9091").pk),
    }
    assert editing.post("/admin/careers/career/add/", form).status_code == 302
    career = Career.objects.get(slug="orthodontic-assistant")
    listed = read_text(editing.get(f"/admin/careers/career/{career.pk}/change/"))
    [address] = re.findall(r'href="([^"]+/guide/add/[^"]+)">Write one in English', listed)
    form = open_form(editing, address)
    assert form["career"] == str(career.pk)
    form |= {"title": "How to become an orthodontic assistant", "summary": "In the making."}
    assert editing.post("/admin/careers/guide/add/", form).status_code == 302
    guide = career.guides.get()
    assert [section.heading for section in guide.sections.all()] == [
        heading for _, _, heading in STANDARD_SECTIONS
    ]
    assert editing.get("/careers/orthodontic-assistant/").status_code == 404


def test_a_career_has_one_guide_in_a_language(editing: Client) -> None:
    guide = get_guide()
    form = open_form(editing, "/admin/careers/guide/add/") | {
        "career": str(guide.career_id),
        "title": "Another",
        "summary": "Another.",
    }
    answer = editing.post("/admin/careers/guide/add/", form)
    assert "This career has a guide in this language." in read_text(answer)


def test_a_guide_in_spanish_stands_beside_the_one_in_english(editing: Client) -> None:
    guide = get_guide()
    form = open_form(editing, "/admin/careers/guide/add/") | {
        "career": str(guide.career_id),
        "language": "es",
        "title": "Cómo llegar a ser administrador de consultorio",
        "summary": "En preparación.",
    }
    assert editing.post("/admin/careers/guide/add/", form).status_code == 302
    page = read_text(editing.get(f"/admin/careers/career/{guide.career_id}/change/"))
    assert not re.search('/guide/add/[^"]+">Write one in', page)
    assert "Medical office administrator (Spanish)" in read_text(
        editing.get("/admin/careers/guide/")
    )


def test_what_makes_a_career_is_checked(editing: Client) -> None:
    form = open_form(editing, "/admin/careers/career/add/") | {
        "name_en": "orthodontic assistant",
        "slug": "orthodontic-assistant",
        "occupation": "319091",
        "cip_codes": "51.07, 51-0705",
        "illustration": "no-such-file.svg",
    }
    page = read_text(editing.post("/admin/careers/career/add/", form))
    assert "Select a valid choice." in page
    assert "Item 2 in the array did not validate: Write the CIP code as in 51.07" in page
    assert "There is no such file in static/img/careers/." in page
    assert not Career.objects.filter(slug="orthodontic-assistant").exists()


def test_every_admin_list_and_form_opens_for_an_editor(editing: Client) -> None:
    index = editing.get("/admin/").content.decode()
    lists = set(re.findall(r'href="(/admin/\w+/\w+/)"', index))
    assert {"/admin/careers/career/", "/admin/careers/guide/"} <= lists
    for address in sorted(lists):
        page = editing.get(address)
        assert page.status_code == 200, address
        first = re.search(
            rf'href="({re.escape(address)}[^"/]+/change/[^"]*)"', page.content.decode()
        )
        if first:
            assert editing.get(first[1], follow=True).status_code == 200, first[1]


def test_a_section_in_the_list_leads_to_the_form_of_its_guide(editing: Client) -> None:
    guide = get_guide()
    section = guide.sections.all()[0]
    answer = editing.get(f"/admin/careers/guidesection/{section.pk}/change/")
    assert answer["Location"] == admin_page(guide)


def test_an_editor_cannot_reach_users_or_groups(editing: Client) -> None:
    assert "/admin/auth/" not in editing.get("/admin/").content.decode()
    for address in ("/admin/auth/user/", "/admin/auth/group/", "/admin/auth/user/add/"):
        assert editing.get(address).status_code == 403


def test_an_editor_closes_a_readers_report_without_changing_its_words(editing: Client) -> None:
    report = Correction.objects.create(about=PAGE, statement="The phone number is wrong")
    address = f"/admin/careers/correction/{report.pk}/change/"
    values = {"status": "fixed", "editors_note": "Done", "statement": "Something else"}
    assert editing.post(address, open_form(editing, address) | values).status_code == 302
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
    assert str(Career(name_en=name)) == shown
