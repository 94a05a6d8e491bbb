"""Two people in the form of one guide: rows that one of them adds, changes or removes."""

from typing import Any

import pytest
from django.test import Client

from careers.guides.documents import build_document
from careers.models import Certification, Guide
from tests.careers.guides import (
    add_row,
    admin_page,
    choose,
    list_conflicts,
    list_titles,
    open_form,
    read_form,
    read_text,
    save_guide,
    send_form,
)

Form = dict[str, Any]
FIRST = "duties-0-title"
SECOND = "duties-1-title"


def test_rows_that_each_added_are_all_kept(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    form = open_form(eduard, admin_page(guide))
    added = {"position": "50", "detail": ""}
    send_form(eduard, guide, add_row(form, "duties", title="Order supplies", **added))
    mine = add_row(opened, "duties", title="Water the plants", **added)
    assert send_form(edith, guide, mine).status_code == 302
    assert list_titles(guide)[-2:] == ["Order supplies", "Water the plants"]


def test_a_form_sent_twice_adds_its_new_rows_once(
    edith: Client, guide: Guide, opened: Form
) -> None:
    form = add_row(opened, "duties", title="Order supplies", position="50")
    form = add_row(form, "duties", title="Water the plants", position="51")
    form |= {FIRST: "Welcome everybody", "skills-0-DELETE": "on"}
    assert send_form(edith, guide, form).status_code == 302
    now = build_document(guide)
    assert send_form(edith, guide, form).status_code == 302
    assert build_document(guide) == now


def test_a_row_that_the_colleague_removed_and_nobody_changed_is_gone(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    before = list_titles(guide)
    save_guide(eduard, guide, **{"duties-0-DELETE": "on"})
    refused = send_form(edith, guide, opened | {"summary": "By Edith."})
    assert list_conflicts(refused) == [
        f"Duties: {before[0]} They changed Removed. Your form says You did not change it."
    ]
    assert send_form(edith, guide, read_form(refused)).status_code == 302
    assert list_titles(guide) == before[1:]


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_row_that_the_colleague_removed_and_she_changed(
    edith: Client, eduard: Client, guide: Guide, opened: Form, choice: str
) -> None:
    before = list_titles(guide)
    save_guide(eduard, guide, **{"duties-0-DELETE": "on"})
    refused = send_form(edith, guide, opened | {FIRST: "Welcome everybody"})
    assert "Your form says You changed it." in list_conflicts(refused)[0]
    assert read_form(refused)[FIRST] == "Welcome everybody"
    assert send_form(edith, guide, choose(refused, choice)).status_code == 302
    kept = ["Welcome everybody"] if choice == "mine" else []
    assert sorted(list_titles(guide)) == sorted(before[1:] + kept)


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_row_that_the_colleague_changed_and_she_removes(
    edith: Client, eduard: Client, guide: Guide, opened: Form, choice: str
) -> None:
    before = list_titles(guide)
    save_guide(eduard, guide, **{FIRST: "Welcome everybody"})
    refused = send_form(edith, guide, opened | {"duties-0-DELETE": "on"})
    [conflict] = list_conflicts(refused)
    # What they removed of the title, and what they added.
    assert conflict.endswith(
        "They changed Title: Welcome and help patients everybody Your form says You delete it."
    )
    assert send_form(edith, guide, choose(refused, choice)).status_code == 302
    kept = ["Welcome everybody"] if choice == "theirs" else []
    assert list_titles(guide) == kept + before[1:]


def test_a_row_that_both_removed_is_gone(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    before = list_titles(guide)
    save_guide(eduard, guide, **{"duties-0-DELETE": "on"})
    assert send_form(edith, guide, opened | {"duties-0-DELETE": "on"}).status_code == 302
    assert list_titles(guide) == before[1:]


def test_an_anchor_that_both_gave_to_a_new_section_is_named(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    values = {"part": "text", "anchor": "news", "position": "50", "review_every_months": "12"}
    form = open_form(eduard, admin_page(guide))
    form = add_row(form, "sections", heading="By Eduard", **values)
    assert send_form(eduard, guide, form).status_code == 302
    refused = send_form(edith, guide, add_row(opened, "sections", heading="By Edith", **values))
    assert "Guide section with this Anchor already exists." in read_text(refused)
    assert guide.sections.get(anchor="news").heading == "By Eduard"


def test_an_anchor_goes_from_a_removed_section_to_a_new_one(
    edith: Client, guide: Guide, opened: Form
) -> None:
    form = opened | {"sections-0-DELETE": "on"}
    values = {"position": "0", "review_every_months": "12", "heading": "New"}
    values["anchor"] = opened["sections-0-anchor"]
    assert send_form(edith, guide, add_row(form, "sections", **values)).status_code == 302
    assert guide.sections.all()[0].heading == "New"


def test_two_sections_swap_their_anchors_in_two_steps_as_the_form_says(
    edith: Client, guide: Guide, opened: Form
) -> None:
    one, two = "sections-1-anchor", "sections-2-anchor"
    swapped = opened | {one: opened[two], two: opened[one]}
    refused = read_text(send_form(edith, guide, swapped))
    for row in ("sections-1", "sections-2"):
        heading = opened[f"{row}-heading"]
        assert f"“{heading}” has this anchor until the guide is saved." in refused
    assert "Give this row another anchor for now and save." in refused
    save_guide(edith, guide, **{one: "for-now-1", two: "for-now-2"})
    save_guide(edith, guide, **{one: opened[two], two: opened[one]})
    anchors = [section.anchor for section in guide.sections.all()]
    assert anchors[1:3] == [opened[two], opened[one]]


def test_a_table_uploaded_meanwhile_is_a_colleagues_change_like_others(
    edith: Client, guide: Guide, opened: Form
) -> None:
    Certification.objects.filter(abbreviation="CPC").update(name="Professional Coder")
    refused = send_form(edith, guide, opened | {"summary": "By Edith."})
    [conflict] = list_conflicts(refused)
    assert conflict.startswith("Certifications:")
