"""Versions of a guide are listed, compared, previewed and returned to, and never change."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import EDITORS, PUBLISHERS
from careers.guides.comparison import compare_documents, compare_texts
from careers.guides.documents import RestoreError, build_document, restore_document
from careers.guides.publishing import (
    keep_working_state,
    publish_guide,
    return_to_version,
)
from careers.guides.rendering import render_versions_again
from careers.models import Guide, GuideVersion, Point, RoadmapStep, Source
from tests.careers.guides import (
    PAGE,
    admin_page,
    list_points,
    read_text,
    rename_first_duty,
    show_first_duty,
)
from tests.staff import member

OURS = "Welcome every patient"
TYPED = "Greet whoever comes in"


@pytest.fixture
def editing(client: Client, guide: Guide) -> Client:
    client.force_login(member(EDITORS, "edith"))
    return client


def return_to(client: Client, guide: Guide, number: int) -> Any:
    return client.post(admin_page(guide, f"versions/{number}/return/"))


# -- Listed and compared ----------------------------------------------------------------------


def test_the_list_says_who_made_each_version_why_and_what_it_is_for_visitors(
    editing: Client, guide: Guide
) -> None:
    paula = member(PUBLISHERS, "paula")
    rename_first_duty(guide, OURS)
    publish_guide(guide, paula.pk, "Plainer words")
    tomorrow = timezone.now() + dt.timedelta(days=1)
    publish_guide(guide, paula.pk, at=tomorrow)
    page = read_text(editing.get(admin_page(guide, "history/")))
    rows = [
        re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr> <th scope=.row.*?</tr>", page)
    ]
    assert len(rows) == 3
    assert f"from {tomorrow:%b %d, %Y, %H:%M} UTC on" in rows[0]
    assert "|paula| |Plainer words| ||what they read now||" in rows[1]
    assert "Came with the project.| |replaced|" in rows[2]


def test_a_version_is_compared_with_the_one_before(editing: Client, guide: Guide) -> None:
    show_first_duty(guide, OURS)
    first = read_text(editing.get(admin_page(guide, "versions/1/")))
    assert "This is the first version." in first
    second = read_text(editing.get(admin_page(guide, "versions/2/")))
    assert "what visitors read now" in second
    assert "<del>" in second
    assert "<ins>every " in second


def test_a_version_is_compared_with_the_working_tables(editing: Client, guide: Guide) -> None:
    address = admin_page(guide, "versions/1/?with=now")
    assert "The guide’s form has this version now." in read_text(editing.get(address))
    duty = list_points(guide, Point.Kind.DUTY)[0]
    duty.delete()
    Point.objects.create(guide=guide, kind=Point.Kind.SKILL, title="Patience", position=99)
    page = read_text(editing.get(address))
    assert f'{duty.title} <span class="kind">removed</span>' in page
    assert 'Patience <span class="kind">added</span>' in page


def test_a_source_that_was_renamed_is_a_change_of_the_guide(guide: Guide) -> None:
    before = build_document(guide)
    Source.objects.filter(period="2025").update(period="2026")
    [change] = compare_documents(before, build_document(guide))
    assert change.label == "Sources"


def test_nothing_differs_between_a_document_and_itself(guide: Guide) -> None:
    document = build_document(guide)
    assert compare_documents(document, document) == []


@given(st.text(), st.text())
def test_the_pieces_of_a_difference_are_the_two_texts(before: str, after: str) -> None:
    pieces = compare_texts(before, after)
    if any(piece.kind == "cut" for piece in pieces):
        return
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


# -- Returned to ------------------------------------------------------------------------------


def test_a_return_brings_the_version_into_the_form_and_loses_nothing(
    editing: Client, guide: Guide
) -> None:
    before = build_document(guide)
    show_first_duty(guide, OURS)
    public = Client().get(PAGE).content
    # Typed, saved and published by nobody.
    rename_first_duty(guide, TYPED)
    asked = read_text(editing.get(admin_page(guide, "versions/1/return/")))
    assert "What that changes in the form" in asked
    answer = return_to(editing, guide, 1)
    said = read_text(editing.get(answer["Location"]))
    assert "The form has version 1 again." in said
    assert "What the form had before is kept as version 3." in said
    assert build_document(guide) == before
    assert Client().get(PAGE).content == public
    kept = guide.versions.all()[0]
    assert (kept.published_at, str(kept.created_by)) == (None, "edith")
    assert kept.document["parts"]["duties"][0]["title"] == TYPED
    assert "kept for editors" in read_text(editing.get(admin_page(guide, "history/")))
    return_to(editing, guide, 3)
    assert build_document(guide) == kept.document


def test_nothing_is_kept_twice(guide: Guide) -> None:
    show_first_duty(guide, OURS)
    assert keep_working_state(guide, None, "") is None
    assert return_to_version(guide.versions.get(number=1), None) is None
    assert guide.versions.count() == 2


def test_a_return_is_shown_to_visitors_by_publishing_it(guide: Guide) -> None:
    show_first_duty(guide, OURS)
    return_to_version(guide.versions.get(number=1), None)
    assert OURS in read_text(Client().get(PAGE))
    publish_guide(guide, None)
    assert OURS not in read_text(Client().get(PAGE))


def test_rows_keep_their_keys(guide: Guide) -> None:
    before = build_document(guide)
    RoadmapStep.objects.all().delete()
    guide.sections.all().delete()
    restore_document(guide, before)
    assert build_document(guide) == before


def test_sections_that_swapped_their_anchors_can_go_back(guide: Guide) -> None:
    before = build_document(guide)
    one, two = guide.sections.all()[:2]
    a, b = one.anchor, two.anchor
    for section, anchor in ((one, "between"), (two, a), (one, b)):
        section.anchor = anchor
        section.save()
    restore_document(guide, before)
    assert build_document(guide) == before


def test_a_version_with_a_deleted_source_is_refused_with_a_reason(
    editing: Client, guide: Guide
) -> None:
    rename_first_duty(guide, OURS)
    guide.measured_facts.all().delete()
    Source.objects.all().delete()
    now = build_document(guide)
    with pytest.raises(RestoreError, match="source that was deleted"):
        return_to_version(guide.versions.get(number=1), None)
    answer = return_to(editing, guide, 1)
    assert "names a source that was deleted since" in read_text(editing.get(answer["Location"]))
    assert build_document(guide) == now
    assert guide.versions.count() == 1


def test_visitors_read_a_version_whose_source_was_deleted(guide: Guide) -> None:
    public = Client().get(PAGE).content
    guide.measured_facts.all().delete()
    Source.objects.all().delete()
    assert Client().get(PAGE).content == public


def test_a_version_from_before_a_column_was_added_takes_its_default(guide: Guide) -> None:
    before = build_document(guide)
    for row in before["parts"]["sections"]:
        del row["is_shown"]
        row["a_column_that_is_gone"] = 1
    restore_document(guide, before)
    assert not guide.sections.filter(is_shown=False).exists()


def test_a_publisher_returns_to_a_version_without_an_editor(client: Client, guide: Guide) -> None:
    show_first_duty(guide, "A mistake")
    client.force_login(member(PUBLISHERS))
    version = client.get(admin_page(guide, "versions/1/"))
    assert "Return to this version" in read_text(version)
    assert return_to(client, guide, 1).status_code == 302
    assert "A mistake" not in str(build_document(guide))


def test_what_a_version_changed_leaves_out_what_was_kept_for_editors(
    client: Client, guide: Guide
) -> None:
    rename_first_duty(guide, "Another duty")
    keep_working_state(guide, None, "Kept before a file of skills.")
    publish_guide(guide, None)
    client.force_login(member(PUBLISHERS))
    page = read_text(client.get(admin_page(guide, "versions/3/")))
    assert "What this version changed since version 1" in page
    assert "Another duty" in page


# -- Frozen and named -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"document": {}},
        {"number": 7},
        {"note": "Another note"},
        {"published_at": None},
        {"created_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_a_version(guide: Guide, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        GuideVersion.objects.update(**change)


def test_after_a_release_of_the_site_versions_are_rendered_again(guide: Guide) -> None:
    public = Client().get(PAGE).content
    assert render_versions_again() == 0
    GuideVersion.objects.update(html={"sections": []})
    assert render_versions_again() == 1
    assert Client().get(PAGE).content == public


def test_the_guide_names_its_version(guide: Guide) -> None:
    assert "Version 1, published" in read_text(Client().get(PAGE))
    show_first_duty(guide, OURS)
    assert "Version 2, published" in read_text(Client().get(PAGE))
