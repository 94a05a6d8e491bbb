"""Every change of a guide is kept with who, when and why; any state can be returned to."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import EDITORS, PUBLISHERS
from careers.history import versions
from careers.history.comparison import compare_states, compare_texts
from careers.history.snapshot import RestoreError, restore_guide, snapshot_guide
from careers.models import Career, Duty, RoadmapStep, Source
from tests.careers.test_editing import form_values
from tests.staff import member

GUIDE = "/careers/medical-office-administrator/"


@pytest.fixture
def career(content: None) -> Career:
    return Career.objects.get()


@pytest.fixture
def editing(client: Client, career: Career) -> Client:
    client.force_login(member(EDITORS, "edith"))
    return client


def form_of(client: Client, career: Career) -> dict[str, Any]:
    return form_values(client.get(change_page(career)).content.decode())


def change_page(career: Career) -> str:
    return f"/admin/careers/career/{career.pk}/change/"


def save(client: Client, career: Career, **values: Any) -> Any:
    return client.post(change_page(career), form_of(client, career) | values)


def test_a_change_is_kept_with_who_and_why(editing: Client, career: Career) -> None:
    first = career.duties.all()[0].title
    save(editing, career, why="Clinics say so", **{"duties-0-title": "Welcome every patient"})
    after, before = career.versions.all()
    assert (str(after.made_by), after.why, after.changed) == (
        "edith",
        "Clinics say so",
        "Duties (1)",
    )
    assert before.made_by is None
    assert before.content["parts"]["duties"][0]["title"] == first
    page = editing.get(f"/admin/careers/career/{career.pk}/history/").content.decode()
    assert "Clinics say so" in page
    assert "edith" in page


def test_saving_without_a_change_keeps_nothing(editing: Client, career: Career) -> None:
    save(editing, career)
    [version] = career.versions.all()
    assert version.why == versions.INITIAL_STATE


def test_the_difference_is_shown_as_text(editing: Client, career: Career) -> None:
    save(editing, career, **{"duties-0-title": "Welcome every patient", "summary": "Short."})
    version = career.versions.all()[0]
    page = unescape(
        editing.get(f"/admin/careers/career/{career.pk}/states/{version.pk}/").content.decode()
    )
    assert "The guide itself" in page
    assert "<ins>Short.</ins>" in page
    assert "<del>" in page


def test_one_click_returns_to_an_earlier_state(editing: Client, career: Career) -> None:
    before = snapshot_guide(career)
    public_page = Client().get(GUIDE).content
    save(
        editing,
        career,
        **{"duties-0-title": "Welcome every patient", "duties-1-DELETE": "on"},
    )
    Duty.objects.create(career=career, title="Made in a shell", position=99)
    oldest = career.versions.last()
    assert oldest is not None
    editing.post(
        f"/admin/careers/career/{career.pk}/states/{oldest.pk}/return/", {"why": "Wrong guide"}
    )
    assert snapshot_guide(career) == before
    assert Client().get(GUIDE).content == public_page
    newest, outside, *_ = career.versions.all()
    assert newest.why.endswith("Wrong guide")
    assert outside.why == versions.CHANGED_OUTSIDE_ADMIN
    assert "Made in a shell" in str(outside.content)


def test_returning_is_itself_undone(editing: Client, career: Career) -> None:
    save(editing, career, summary="A new summary.")
    newest, oldest = career.versions.all()
    versions.return_to_version(oldest, None)
    versions.return_to_version(newest, None)
    career.refresh_from_db()
    assert career.summary == "A new summary."


def test_rows_keep_their_keys_and_subjects_their_steps(career: Career) -> None:
    before = snapshot_guide(career)
    versions.record_outside_changes(career)
    RoadmapStep.objects.all().delete()
    career.sections.all().delete()
    restore_guide(career, before)
    assert snapshot_guide(career) == before


def test_sections_that_swapped_their_anchors_can_go_back(career: Career) -> None:
    before = snapshot_guide(career)
    one, two = career.sections.all()[:2]
    a, b = one.anchor, two.anchor
    for section, anchor in ((one, "between"), (two, a), (one, b)):
        section.anchor = anchor
        section.save()
    restore_guide(career, before)
    assert snapshot_guide(career) == before


def test_a_state_with_a_deleted_source_is_refused_with_a_reason(career: Career) -> None:
    before = snapshot_guide(career)
    career.outlook.delete()
    career.measured_facts.all().delete()
    Source.objects.all().delete()
    with pytest.raises(RestoreError, match="source that was deleted"):
        restore_guide(career, before)


def test_a_state_from_before_a_column_was_added_takes_its_default(career: Career) -> None:
    before = snapshot_guide(career)
    for row in before["parts"]["sections"]:
        del row["is_published"]
        row["a_column_that_is_gone"] = 1
    restore_guide(career, before)
    assert career.sections.published().count() == career.sections.count()


def test_a_step_and_its_subjects_are_in_the_history(editing: Client, career: Career) -> None:
    step = career.roadmap_steps.get(anchor="program")
    address = f"/admin/careers/roadmapstep/{step.pk}/change/"
    values = form_values(editing.get(address).content.decode())
    values |= {"subjects-0-name": "Bookkeeping", "why": "New curriculum"}
    assert editing.post(address, values).status_code == 302
    version = career.versions.all()[0]
    assert (version.why, version.changed) == ("New curriculum", "Roadmap subjects (1)")


def test_two_editors_at_once_do_not_overwrite_each_other_unseen(
    editing: Client, career: Career
) -> None:
    save(editing, career, summary="The first state that is kept.")
    opened = form_of(editing, career)
    colleague = Client()
    colleague.force_login(member(EDITORS, "eduard"))
    save(colleague, career, summary="By the colleague.")
    refused = editing.post(change_page(career), opened | {"summary": "By me."})
    page = unescape(refused.content.decode())
    assert "eduard changed this guide" in page
    assert "By me." in page
    career.refresh_from_db()
    assert career.summary == "By the colleague."
    # Knowing of it, the editor saves again.
    assert editing.post(change_page(career), form_values(page)).status_code == 302
    career.refresh_from_db()
    assert career.summary == "By me."


def test_publishing_is_in_the_history(client: Client, career: Career) -> None:
    client.force_login(member(PUBLISHERS, "paula"))
    address = f"/admin/careers/career/{career.pk}/publish/"
    client.post(address, {"what": "withdraw", "why": "An error in the fees"})
    newest = career.versions.all()[0]
    assert (str(newest.made_by), newest.why) == ("paula", "Withdrawn. An error in the fees")


def test_a_publisher_reads_the_history_and_cannot_return(client: Client, career: Career) -> None:
    versions.record_outside_changes(career)
    version = career.versions.all()[0]
    client.force_login(member(PUBLISHERS))
    address = f"/admin/careers/career/{career.pk}/states/{version.pk}/"
    assert client.get(address).status_code == 200
    assert "Return to this state" not in client.get(address).content.decode()
    assert client.post(f"{address}return/").status_code == 403


def test_nothing_differs_between_a_state_and_itself(career: Career) -> None:
    content = snapshot_guide(career)
    assert compare_states(content, content) == []


@given(st.text(), st.text())
def test_the_pieces_of_a_difference_are_the_two_texts(before: str, after: str) -> None:
    pieces = compare_texts(before, after)
    if any(piece.kind == "cut" for piece in pieces):
        return
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after
