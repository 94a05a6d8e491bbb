"""Reports come in, are assigned, answered, closed, and published."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts.roles import DATA_EDITORS, EDITORS, PUBLISHERS
from careers.models import Correction
from careers.views.corrections import REPORT_LIMIT
from serving.models.limits import RateCount
from tests.staff import member

GUIDE = "/careers/medical-office-administrator/"
MADE = "/corrections/made/"
STATEMENT = "The exam's name has changed."


@pytest.fixture
def editing(client: Client, db: None) -> Client:
    client.force_login(member(EDITORS, "edith"))
    return client


@pytest.fixture
def report(db: None) -> Correction:
    return Correction.objects.create(
        about=GUIDE, section="costs", statement=STATEMENT, email="reader@example.com"
    )


def change(client: Client, report: Correction, **values: Any) -> str:
    """Save the report's form with these values, and give the messages of the page after it."""
    form = {
        "status": report.status,
        "assigned_to": report.assigned_to_id or "",
        "public_note_en": report.public_note_en,
        "public_note_es": report.public_note_es,
        "editors_note": report.editors_note,
        "answers-TOTAL_FORMS": "0",
        "answers-INITIAL_FORMS": "0",
        **values,
    }
    address = f"/admin/careers/correction/{report.pk}/change/"
    response = client.post(address, form, follow=True)
    report.refresh_from_db()
    return unescape(response.content.decode())


def test_a_report_is_tied_to_a_part_of_the_page(client: Client, content: None) -> None:
    page = client.get("/corrections/", {"about": f"{GUIDE}#costs"}).content.decode()
    assert re.search(r'<option value="costs" selected', page)
    client.post("/corrections/", {"about": GUIDE, "section": "costs", "statement": STATEMENT})
    report = Correction.objects.get()
    assert report.place == f"{GUIDE}#costs"


def test_a_page_without_parts_asks_for_none(client: Client, content: None) -> None:
    assert 'name="section"' not in client.get("/corrections/", {"about": "/"}).content.decode()
    answer = client.post(
        "/corrections/", {"about": GUIDE, "section": "no-such-part", "statement": STATEMENT}
    )
    assert answer.status_code == 422
    assert not Correction.objects.exists()


def test_an_editor_takes_a_report_from_the_list(editing: Client, report: Correction) -> None:
    editing.post(
        "/admin/careers/correction/",
        {"action": "assign_to_me", "_selected_action": [report.pk], "index": "0"},
    )
    report.refresh_from_db()
    assert report.assigned_to is not None
    assert report.assigned_to.username == "edith"


def test_reports_can_be_assigned_to_staff_alone(editing: Client, report: Correction) -> None:
    colleague = member(DATA_EDITORS, "dana")
    stranger = member(DATA_EDITORS, "stan")
    stranger.is_staff = False
    stranger.save()
    change(editing, report, assigned_to=colleague.pk)
    assert report.assigned_to == colleague
    change(editing, report, assigned_to=stranger.pk)
    assert report.assigned_to == colleague


def test_an_answer_goes_to_the_reader_and_is_kept(editing: Client, report: Correction) -> None:
    address = f"/admin/careers/correction/{report.pk}/"
    assert f"{address}answer/" in editing.get(f"{address}change/").content.decode()
    editing.post(f"{address}answer/", {"text": "You are right.\nThank you."})
    [message] = mail.outbox
    assert message.to == ["reader@example.com"]
    assert message.body.startswith("You are right.\nThank you.")
    assert f"> {STATEMENT}" in message.body
    assert "You are right." in editing.get(f"{address}change/").content.decode()


def test_an_answer_that_cannot_be_sent_is_not_kept_as_sent(
    editing: Client, report: Correction, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = editing.post(
        f"/admin/careers/correction/{report.pk}/answer/", {"text": "You are right."}
    )
    assert page.status_code == 422
    assert "could not be sent" in page.content.decode()
    assert "You are right." in page.content.decode()
    assert not report.answers.exists()


def test_closing_erases_the_address_and_publishes_the_note(
    editing: Client, report: Correction
) -> None:
    page = change(editing, report, status="fixed", public_note_en="The exam has its new name.")
    assert "the reader’s email is erased" in page
    assert report.email == ""
    assert report.closed_at is not None
    assert report.closed_by is not None
    public = Client().get(MADE).content.decode()
    assert "The exam has its new name." in public
    assert f'href="{GUIDE}#costs"' in public
    assert "exam&#x27;s name has changed" not in public


def test_opening_again_takes_it_off_the_public_page(editing: Client, report: Correction) -> None:
    change(editing, report, status="fixed", public_note_en="The exam has its new name.")
    change(editing, report, status="open")
    assert report.closed_at is None
    assert "new name" not in Client().get(MADE).content.decode()


def test_what_was_declined_or_has_no_note_is_not_published(db: None) -> None:
    now = timezone.now()
    Correction.objects.create(
        about=GUIDE, statement=STATEMENT, status="declined", public_note_en="Unclear", closed_at=now
    )
    Correction.objects.create(about=GUIDE, statement=STATEMENT, status="fixed", closed_at=now)
    page = Client().get(MADE).content.decode()
    assert "Nothing was corrected yet" in page
    assert "Unclear" not in page


def test_many_corrections_come_in_pages(db: None, django_assert_num_queries: Any) -> None:
    now = timezone.now()
    Correction.objects.bulk_create(
        Correction(
            about=GUIDE,
            statement=STATEMENT,
            status="fixed",
            public_note_en=f"Fixed number {number}.",
            closed_at=now - dt.timedelta(days=number),
        )
        for number in range(45)
    )
    with django_assert_num_queries(3):
        first = Client().get(MADE).content.decode()
    assert "Fixed number 0." in first
    assert "Page 1 of 3" in first
    assert "Fixed number 44." in Client().get(MADE, {"page": "3"}).content.decode()
    assert Client().get(MADE, {"page": "nonsense"}).status_code == 200
    assert Client().get(MADE, {"page": "999"}).status_code == 200


def test_a_closed_report_cannot_keep_an_address(report: Correction) -> None:
    with pytest.raises(IntegrityError):
        Correction.objects.filter(pk=report.pk).update(status="declined")


def test_several_are_closed_at_once(editing: Client, report: Correction) -> None:
    editing.post(
        "/admin/careers/correction/",
        {"action": "decline", "_selected_action": [report.pk], "index": "0"},
    )
    report.refresh_from_db()
    assert (report.status, report.email) == ("declined", "")


def test_a_publisher_reads_reports_and_changes_none(client: Client, report: Correction) -> None:
    client.force_login(member(PUBLISHERS))
    address = f"/admin/careers/correction/{report.pk}/"
    assert STATEMENT in unescape(client.get(f"{address}change/").content.decode())
    assert client.get(f"{address}answer/").status_code == 403
    assert client.post(f"{address}answer/", {"text": "Hello"}).status_code == 403
    assert mail.outbox == []


def test_a_flood_from_one_network_is_stopped_and_the_text_is_kept(db: None) -> None:
    flood = Client(REMOTE_ADDR="203.0.113.9")
    values = {"about": "/", "statement": STATEMENT}
    for _ in range(REPORT_LIMIT.max_requests):
        assert flood.post("/corrections/", values).status_code == 302
    refused = flood.post("/corrections/", values)
    assert refused.status_code == 429
    page = unescape(refused.content.decode())
    assert "Please try again in an hour" in page
    assert STATEMENT in page
    assert Correction.objects.count() == REPORT_LIMIT.max_requests
    neighbor = Client(REMOTE_ADDR="203.0.113.10")
    assert neighbor.post("/corrections/", values).status_code == 302


def test_no_address_of_a_reader_is_kept(db: None) -> None:
    Client(REMOTE_ADDR="203.0.113.9").post("/corrections/", {"about": "/", "statement": STATEMENT})
    [count] = RateCount.objects.all()
    assert re.fullmatch(r"[0-9a-f]{64}", count.sender)
    old = timezone.now() - dt.timedelta(seconds=1)
    RateCount.objects.update(ends_at=old)
    Client(REMOTE_ADDR="203.0.113.9").post("/corrections/", {"about": "/", "statement": STATEMENT})
    assert not RateCount.objects.filter(ends_at=old).exists()
