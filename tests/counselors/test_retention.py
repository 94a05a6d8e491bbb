"""The end of a group: a warning, a download, and the deletion."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from counselors.models import Access, Group, Note, Participation, TalkStatus
from counselors.models.groups import WARNING_PERIOD
from counselors.models.participations import UNFINISHED_LIFETIME
from counselors.retention import purge_expired_groups, warn_counselors
from quiz.models import Result
from tests.counselors.people import (
    SIGNED_IN,
    counselor,
    group,
    note,
    shared_result,
    today,
    unfinished,
)


@pytest.fixture
def ortega(content: None, client: Client) -> User:
    user = counselor("ortega", first_name="Inés", last_name="Ortega")
    client.force_login(user)
    return user


def expiring_group(user: User, days: int, name: str = "Period 3, Fall", **fields: Any) -> Group:
    """A group that is deleted in this many days."""
    made = group(user, name, closes_on=today() - timedelta(days=100), **fields)
    Group.objects.filter(pk=made.pk).update(deleted_on=today() + timedelta(days=days))
    made.refresh_from_db()
    return made


# -- Deleted on its day ---------------------------------------------------------------------


def test_an_expired_group_is_deleted_and_students_keep_their_results(
    ortega: User,
) -> None:
    over, later = (
        expiring_group(ortega, 0, colleagues=[counselor("li")]),
        expiring_group(ortega, 60),
    )
    student = shared_result(over)
    note(student, ortega, "Ask about evenings.")
    unfinished(over)
    other = shared_result(later)
    assert purge_expired_groups() == 1
    assert list(Group.objects.all()) == [later]
    assert list(Participation.objects.all()) == [other]
    assert not Note.objects.exists()
    assert Result.objects.count() == 2
    assert purge_expired_groups() == 0


def test_the_command_reports_what_it_did(ortega: User, capsys: Any, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://careers.example.org"
    expiring_group(ortega, 0)
    unfinished(expiring_group(ortega, 5))
    kept = unfinished(expiring_group(ortega, 300))
    Participation.objects.exclude(pk=kept.pk).update(
        consented_at=timezone.now() - UNFINISHED_LIFETIME
    )
    call_command("purge_groups")
    said = capsys.readouterr().out
    assert said == "Deleted 1 groups and 1 unfinished consents; warned of 1.\n"
    assert list(Participation.objects.all()) == [kept]
    assert "https://careers.example.org/counselor/" in mail.outbox[0].body


# -- Warned before --------------------------------------------------------------------------


def test_a_counselor_with_an_email_is_warned_once_thirty_days_before(ortega: User) -> None:
    soon = expiring_group(ortega, WARNING_PERIOD.days, colleagues=[counselor("li")])
    shared_result(soon)
    expiring_group(ortega, WARNING_PERIOD.days, "Seniors")
    expiring_group(ortega, WARNING_PERIOD.days + 1)
    expiring_group(counselor("cruz", email=""), 3)
    assert warn_counselors() == (2, 0)
    assert warn_counselors() == (0, 0)
    emails = {email.subject: email for email in mail.outbox}
    assert set(emails) == {
        "“Period 3, Fall” will be deleted soon",
        "“Seniors” will be deleted soon",
    }
    email = emails["“Period 3, Fall” will be deleted soon"]
    assert email.to == ["ortega@school.example"]
    assert "with 1 shared result on its board" in email.body


def test_a_line_break_in_a_name_does_not_stop_the_emails(ortega: User) -> None:
    expiring_group(ortega, 5, "Period 3\nBcc: eve@school.example")
    assert warn_counselors() == (1, 0)
    assert mail.outbox[0].subject == "“Period 3 Bcc: eve@school.example” will be deleted soon"
    assert mail.outbox[0].recipients() == ["ortega@school.example"]


def test_an_email_that_failed_is_sent_at_the_next_run(ortega: User, settings: Any) -> None:
    expiring_group(ortega, 5)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert warn_counselors() == (0, 1)
    settings.EMAIL_BACKEND = working
    assert warn_counselors() == (1, 0)


def test_the_pages_warn_and_offer_the_download(ortega: User, client: Client) -> None:
    soon = expiring_group(ortega, 5)
    group(ortega, "Seniors")
    day = f"{soon.deleted_on:%B} {soon.deleted_on.day}, {soon.deleted_on.year}"
    assert f"</a> on {day}" in client.get("/counselor/").content.decode()
    for page in ("", "link/", "colleagues/", "access/", "settings/", "delete/"):
        text = client.get(f"/counselor/groups/{soon.pk}/{page}").content.decode()
        assert f"This group is deleted on {day}" in text, page
        assert "keep it longer" in text
    li = counselor("li")
    soon.colleagues.create(user=li)
    client.force_login(li)
    text = client.get(f"/counselor/groups/{soon.pk}/link/").content.decode()
    assert f"This group is deleted on {day}" in text
    assert "keep it longer" not in text


def test_a_group_kept_longer_is_warned_of_again(ortega: User, client: Client) -> None:
    soon = group(ortega, closes_on=today() - timedelta(days=10), keep_months=1)
    assert warn_counselors() == (1, 0)
    settings_data = {
        "name": soon.name,
        "careers": [career.pk for career in soon.careers.all()],
        "naming": soon.naming,
        "time_zone": soon.time_zone,
        "closes_on": soon.closes_on.isoformat(),
    }
    address = f"/counselor/groups/{soon.pk}/settings/"
    assert client.post(address, {**settings_data, "keep_months": "3"}).status_code == 302
    soon.refresh_from_db()
    assert soon.warned_at is None
    assert not soon.is_deleted_soon
    assert client.post(address, {**settings_data, "keep_months": "1"}).status_code == 302
    assert warn_counselors() == (1, 0)


# -- Deleted by the counselor ---------------------------------------------------------------


def test_the_page_before_a_deletion_lists_what_is_deleted(
    ortega: User, client: Client, django_assert_num_queries: Any
) -> None:
    li = counselor("li")
    made = group(ortega, colleagues=[li])
    student = shared_result(made)
    shared_result(made)
    unfinished(made)
    note(student, ortega, "Ask about evenings.")
    note(student, li, "Ask about mornings.")
    address = f"/counselor/groups/{made.pk}/delete/"
    # The group; students, unfinished, notes, colleagues.
    with django_assert_num_queries(SIGNED_IN + 5):
        page = client.get(address).content.decode()
    text = " ".join(page.split())
    assert "the board with 2 shared results" in text
    assert "1 student who said yes and did not finish" in text
    assert "2 notes, yours and those of colleagues" in text
    assert "the access of 1 colleague" in text
    assert f"/counselor/groups/{made.pk}/download/" in page
    assert Group.objects.exists()
    page = client.post(address, follow=True).content.decode()
    assert "“Period 3, Fall” is deleted, with everything in it." in page
    assert not Group.objects.exists()
    assert Result.objects.count() == 2


# -- Download -----------------------------------------------------------------------------


def download(client: Client, made: Group) -> tuple[dict[str, Any], list[list[str]]]:
    answer = client.get(f"/counselor/groups/{made.pk}/download/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        assert files.testzip() is None
        data = json.loads(files.read("group.json"))
        table = io.StringIO(files.read("board.csv").decode("utf-8-sig"), newline="")
    return data, list(csv.reader(table))


def test_the_download_has_answers_results_and_only_own_notes(ortega: User, client: Client) -> None:
    li = counselor("li")
    made = group(ortega, colleagues=[li])
    sam = shared_result(made, "Sam", status=TalkStatus.TO_TALK)
    shared_result(made)
    unfinished(made, "Kim")
    note(sam, ortega, "Ask about “evenings”.")
    note(sam, li, "A colleague’s own.")
    data, table = download(client, made)
    assert (data["name"], data["opened_not_finished"]) == ("Period 3, Fall", 1)
    first, second = data["students"]
    assert (first["number"], first["nickname"], first["status"]) == (1, "Sam", "To talk")
    assert first["own_note"] == "Ask about “evenings”."
    assert second["own_note"] == ""
    assert first["result"]["headline"] == "A great fit"
    assert len(first["result"]["answers"]) == 16
    assert {answer["answer"] for answer in first["result"]["answers"]} == {1, 5}
    assert len(table) == 3
    everything = json.dumps([data, table], ensure_ascii=False)
    assert "A colleague’s own." not in everything
    assert "Kim" not in everything
    assert [line.action for line in made.accesses.all()] == [Access.Action.DOWNLOAD]


def test_the_download_costs_the_same_however_many_students(
    ortega: User, client: Client, django_assert_num_queries: Any
) -> None:
    small, large = group(ortega, "Small"), group(ortega, "Large")
    shared_result(small)
    for _ in range(6):
        shared_result(large)
    download(client, small)  # the quiz is in memory from now on
    for made in (small, large):
        # The group; students, notes, careers, unfinished; for
        # the table two more; a line of the log.
        with django_assert_num_queries(SIGNED_IN + 8):
            download(client, made)


# -- Access log -----------------------------------------------------------------------------


def test_the_access_log_is_paginated(
    ortega: User, client: Client, django_assert_num_queries: Any
) -> None:
    made = group(ortega)
    gone = counselor("gone")
    lines = [Access(group=made, user=ortega, action="board") for _ in range(50)]
    Access.objects.bulk_create(
        [Access(group=made, user=gone, action="result", student_number=3), *lines]
    )
    Access.objects.create(group=group(counselor("li")), action="csv")
    gone.delete()
    address = f"/counselor/groups/{made.pk}/access/"
    # The group; how many lines, a page of them.
    with django_assert_num_queries(SIGNED_IN + 3):
        first = client.get(address).content.decode()
    assert first.count("opened the board") == 50
    assert "Inés Ortega" in first
    second = client.get(f"{address}?page=2").content.decode()
    assert "a deleted account" in second
    assert "opened a result, student 3" in second
    assert "downloaded the table" not in first + second
