"""Two people in the form of one guide: nobody overwrites what the other saved unseen."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS
from careers.guides.documents import build_document
from careers.models import Guide
from tests.careers.guides import (
    admin_page,
    choose,
    get_guide,
    list_conflicts,
    list_titles,
    open_form,
    read_form,
    read_text,
    save_guide,
    send_form,
)
from tests.staff import member

Form = dict[str, Any]
FIRST = "duties-0-title"
SECOND = "duties-1-title"


def test_the_second_is_shown_what_the_first_changed_and_nothing_is_saved(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.", **{FIRST: "Welcome everybody"})
    now = build_document(guide)
    refused = send_form(
        edith, guide, opened | {"summary": "By Edith.", SECOND: "Keep the calendar"}
    )
    assert refused.status_code == 200
    assert "eduard saved this guide at" in read_text(refused)
    own, duty = list_conflicts(refused)
    assert own.startswith("The guide, Summary They changed")
    assert own.endswith("By Eduard. Your form says By Edith.")
    assert duty.startswith("Duties:")
    assert "Welcome" in duty
    # What she typed is still there.
    assert read_form(refused)[SECOND] == "Keep the calendar"
    assert build_document(guide) == now


def test_theirs_is_kept_and_the_rest_of_the_form_is_saved(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.")
    refused = send_form(
        edith, guide, opened | {"summary": "By Edith.", SECOND: "Keep the calendar"}
    )
    assert send_form(edith, guide, choose(refused, "theirs")).status_code == 302
    guide.refresh_from_db()
    assert guide.summary == "By Eduard."
    assert list_titles(guide)[1] == "Keep the calendar"


def test_mine_replaces_theirs(edith: Client, eduard: Client, guide: Guide, opened: Form) -> None:
    save_guide(eduard, guide, summary="By Eduard.", **{FIRST: "Welcome everybody"})
    mine = {"summary": "By Edith.", FIRST: "Greet whoever comes in"}
    refused = send_form(edith, guide, opened | mine)
    assert send_form(edith, guide, choose(refused, "mine")).status_code == 302
    guide.refresh_from_db()
    assert (guide.summary, list_titles(guide)[0]) == ("By Edith.", "Greet whoever comes in")


def test_a_conflict_that_was_not_decided_is_asked_again(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.")
    refused = send_form(edith, guide, opened | {"summary": "By Edith."})
    again = send_form(edith, guide, read_form(refused))
    assert again.status_code == 200
    assert list_conflicts(again) == list_conflicts(refused)


def test_a_choice_can_be_changed_while_another_is_open(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.", **{FIRST: "Welcome everybody"})
    mine = {"summary": "By Edith.", FIRST: "Greet whoever comes in"}
    theirs = choose(send_form(edith, guide, opened | mine), "theirs")
    save_guide(eduard, guide, **{FIRST: "Welcome one and all"})
    again = send_form(edith, guide, theirs)
    # Nothing is saved, and what she typed is there although she had given it up.
    assert read_form(again)["summary"] == "By Edith."
    assert send_form(edith, guide, choose(again, "mine")).status_code == 302
    guide.refresh_from_db()
    assert (guide.summary, list_titles(guide)[0]) == ("By Edith.", "Greet whoever comes in")


def test_where_only_the_colleague_changed_a_field_theirs_is_chosen_already(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.")
    refused = send_form(edith, guide, opened | {FIRST: "Welcome everybody"})
    assert send_form(edith, guide, read_form(refused)).status_code == 302
    guide.refresh_from_db()
    assert (guide.summary, list_titles(guide)[0]) == ("By Eduard.", "Welcome everybody")


def test_a_change_that_both_made_is_no_conflict(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, **{FIRST: "Welcome everybody"})
    form = opened | {FIRST: "Welcome everybody", SECOND: "Keep the calendar"}
    assert send_form(edith, guide, form).status_code == 302
    assert list_titles(guide)[:2] == ["Welcome everybody", "Keep the calendar"]


def test_a_box_that_the_colleague_unchecked_stays_unchecked(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    form = open_form(eduard, admin_page(guide))
    del form["sections-0-is_shown"]
    assert send_form(eduard, guide, form).status_code == 302
    refused = send_form(edith, guide, opened)
    assert send_form(edith, guide, read_form(refused)).status_code == 302
    assert not guide.sections.all()[0].is_shown


def test_a_colleague_who_saves_once_more_is_asked_about_once_more(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.")
    refused = send_form(edith, guide, opened | {"summary": "By Edith."})
    save_guide(eduard, guide, summary="By Eduard, again.")
    again = send_form(edith, guide, choose(refused, "mine"))
    assert again.status_code == 200
    assert "again." in list_conflicts(again)[0]
    assert send_form(edith, guide, choose(again, "mine")).status_code == 302
    guide.refresh_from_db()
    assert guide.summary == "By Edith."


def test_a_mistake_beside_a_decided_conflict_does_not_ask_about_it_again(
    edith: Client, eduard: Client, guide: Guide, opened: Form
) -> None:
    save_guide(eduard, guide, summary="By Eduard.")
    refused = send_form(edith, guide, opened | {"summary": "By Edith.", SECOND: ""})
    wrong = send_form(edith, guide, choose(refused, "mine"))
    assert "This field is required." in read_text(wrong)
    mended = read_form(wrong) | {SECOND: "Keep the calendar"}
    assert send_form(edith, guide, mended).status_code == 302
    guide.refresh_from_db()
    assert (guide.summary, list_titles(guide)[1]) == ("By Edith.", "Keep the calendar")


@pytest.mark.parametrize("state", [None, "", "as-it-was:damaged"])
def test_a_form_that_cannot_be_compared_is_refused_once(
    edith: Client, eduard: Client, guide: Guide, opened: Form, state: str | None
) -> None:
    save_guide(eduard, guide, title="By Eduard")
    now = build_document(guide)
    form = {name: value for name, value in opened.items() if name != "opened"}
    form |= {"title": "By Edith", SECOND: "Keep the calendar"}
    refused = send_form(edith, guide, form if state is None else form | {"opened": state})
    assert refused.status_code == 200
    assert "The form came without the state it was opened with" in read_text(refused)
    assert build_document(guide) == now
    # What she typed is still there; once checked, it is saved.
    mine = read_form(refused)
    assert (mine["title"], mine[SECOND]) == ("By Edith", "Keep the calendar")
    assert send_form(edith, guide, mine).status_code == 302
    guide.refresh_from_db()
    assert (guide.title, list_titles(guide)[1]) == ("By Edith", "Keep the calendar")


def test_two_saves_within_one_second_are_told_apart(
    edith: Client, eduard: Client, guide: Guide, opened: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    save_guide(eduard, guide, summary="By Eduard.")
    refused = send_form(edith, guide, opened | {"summary": "By Edith."})
    assert len(list_conflicts(refused)) == 1
    guide.refresh_from_db()
    assert guide.summary == "By Eduard."


def test_two_saves_at_once_come_one_after_the_other(committed_content: None) -> None:
    guide = get_guide()
    clients = [Client(), Client()]
    forms = []
    for client, name in zip(clients, ("edith", "eduard"), strict=True):
        client.force_login(member(EDITORS, name))
        form = open_form(client, admin_page(guide))
        forms.append(form | {"summary": f"By {name}."})
    together = threading.Barrier(2)
    answers: dict[str, Any] = {}

    def save(client: Client, form: Form) -> None:
        together.wait()
        try:
            answers[form["summary"]] = send_form(client, guide, form)
        finally:
            connection.close()

    saves = [threading.Thread(target=save, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in saves:
        thread.start()
    for thread in saves:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    guide.refresh_from_db()
    assert answers[guide.summary].status_code == 302
    [refused] = [answer for answer in answers.values() if answer.status_code == 200]
    assert f"{guide.updated_by} saved this guide" in read_text(refused)
