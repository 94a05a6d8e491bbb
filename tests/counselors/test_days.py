"""A group's days end at midnight where it is, and what expires does so when its page says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers.models import Career, Guide
from careers.previews import build_preview_link, load_preview
from common.days import get_last_day
from counselors.models import Group, Invitation
from counselors.models.invitations import invitation_expiry
from counselors.retention import purge_expired_groups
from counselors.zones import TimeZone
from quiz.models import Result
from tests.counselors import people
from tests.quiz.visitors import answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")

SATURDAY = date(2027, 3, 6)


@pytest.fixture
def rivera(client: Client) -> User:
    user = people.counselor("rivera", first_name="Ms.")
    client.force_login(user)
    return user


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("zone", TimeZone.values)
def test_a_group_closes_at_midnight_where_it_is(
    rivera: User, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    group = people.group(rivera, time_zone=zone, closes_on=SATURDAY)
    student = people.unfinished(group)
    midnight = datetime(2027, 3, 7, tzinfo=ZoneInfo(zone))
    for moment, is_open in ((-1, True), (1, False)):
        set_clock(monkeypatch, midnight + timedelta(minutes=moment))
        assert group.is_open == is_open
        assert (Client().get(group.link_path).status_code == 200) == is_open
        waiting = group.participations.awaiting(student.key_hash, student.career)
        assert waiting.exists() == is_open


@pytest.mark.parametrize("zone", TimeZone.values)
def test_a_group_is_deleted_on_its_day_there_and_not_before(
    rivera: User, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    group = people.group(rivera, time_zone=zone, closes_on=SATURDAY)
    begins = datetime.combine(group.deleted_on, datetime.min.time(), ZoneInfo(zone))
    set_clock(monkeypatch, begins - timedelta(minutes=1))
    assert purge_expired_groups() == 0
    assert Group.objects.current().get() == group == Group.objects.expiring_soon().get()
    assert group.is_deleted_soon
    set_clock(monkeypatch, begins + timedelta(minutes=1))
    assert not Group.objects.current().exists()
    assert purge_expired_groups() == 1


def test_pages_name_the_time_zone(rivera: User, client: Client) -> None:
    group = people.group(rivera, time_zone=TimeZone.PACIFIC, closes_on=people.today())
    page = group.get_absolute_url()
    day = f"{group.closes_on:%A}, {group.closes_on:%B} {group.closes_on.day}"
    client.get(page)  # The log has a line then.
    assert f"It works until the end of {day}" in client.get(f"{page}link/").content.decode()
    for address in (f"{page}link/", f"{page}poster/", f"{page}access/", group.link_path):
        assert "Pacific time" in client.get(address).content.decode(), address


def test_times_on_a_groups_pages_are_of_its_time_zone(
    rivera: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = people.shared_result(people.group(rivera, time_zone=TimeZone.HAWAII))
    # Still the day before in Hawaii.
    shared.shared_at = datetime(2026, 11, 28, 6, 30, tzinfo=UTC)
    shared.save()
    page = shared.group.get_absolute_url()
    board = client.get(page).content.decode()
    assert "Nov 27, 2026, 20:30</time>" in board
    assert "Times are Hawaii time." in board
    assert "2026-11-27" in client.get(f"{page}board.csv").content.decode()


def test_a_group_starts_with_the_time_zone_of_the_last_one(
    rivera: User, client: Client, settings: Any
) -> None:
    settings.GROUP_TIME_ZONE = "America/Chicago"
    form = client.get("/counselor/groups/new/")
    assert form.context["form"]["time_zone"].value() == "America/Chicago"
    people.group(rivera, time_zone=TimeZone.ALASKA)
    form = client.get("/counselor/groups/new/")
    assert form.context["form"]["time_zone"].value() == "America/Anchorage"


def test_the_last_day_is_compared_with_today_there(
    rivera: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = people.group(rivera, closes_on=SATURDAY, careers=Career.objects.with_guide())
    data = {
        "name": "Fall",
        "naming": "nickname",
        "keep_months": "6",
        "careers": [career.pk for career in group.careers.all()],
        "closes_on": "2027-03-05",
    }
    # Saturday in New York, still Friday in Hawaii.
    set_clock(monkeypatch, datetime(2027, 3, 6, 8, tzinfo=UTC))
    client.force_login(rivera)
    page = f"{group.get_absolute_url()}settings/"
    late = client.post(page, {**data, "time_zone": "America/New_York"})
    assert "This day is over." in late.content.decode()
    assert client.post(page, {**data, "time_zone": "Pacific/Honolulu"}).status_code == 302
    unknown = client.post(page, {**data, "time_zone": "Europe/Paris"})
    assert unknown.status_code == 422


def test_the_database_knows_the_time_zones(rivera: User) -> None:
    group = people.group(rivera)
    for values in ({"time_zone": "Mars/Base"}, {"time_zone": ""}, {"name": " \t"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Group.objects.filter(pk=group.pk).update(**values)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_what_expires_lasts_to_the_end_of_the_day_that_is_named(
    monkeypatch: pytest.MonkeyPatch, hour: int
) -> None:
    set_clock(monkeypatch, datetime(2027, 3, 6, hour, 5, tzinfo=UTC))
    result = people.result()
    preview = load_preview(build_preview_link(Guide.objects.get()).split("/")[2])
    invitation = Invitation(name="x", expires_at=invitation_expiry())
    for made, days in ((result, 365), (preview, 14), (invitation, 28)):
        assert made.last_day == get_last_day(made.expires_at)
        for zone in TimeZone.values:
            end = datetime.combine(
                made.last_day + timedelta(days=1), datetime.min.time(), ZoneInfo(zone)
            )
            assert end <= made.expires_at
        promised = timezone.now() + timedelta(days=days)
        assert promised <= made.expires_at < promised + timedelta(days=1)


def test_a_results_owner_reads_the_last_day(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    client.post(f"{address}settings/", {"nickname": "Fall", "keep_months": "3"})
    result = Result.objects.get()
    day = f"{result.last_day:%B} {result.last_day.day}, {result.last_day.year}"
    for page in (address, f"{address}settings/"):
        assert f"until the end of {day}" in client.get(page).content.decode()
