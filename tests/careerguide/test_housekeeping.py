"""Housekeeping deletes what has expired, and nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from counselors.models import Group
from quiz.models import Attempt, QuizVersion
from tests.counselors.people import counselor, group, today


@pytest.fixture
def old_and_new(committed_content: None) -> None:
    now = timezone.now()
    version = QuizVersion.objects.newest_for_visitors("medical-office-administrator")
    assert version is not None
    ms_ortega = counselor("ortega")
    for name, when in (("old", now - timedelta(days=1)), ("new", now + timedelta(days=1))):
        Attempt.objects.create(key_hash=name, version=version, expires_at=when)
        Session.objects.create(session_key=name, expire_date=when)
        day = today() - timedelta(days=400 if name == "old" else 0)
        group(ms_ortega, name=name, closes_on=day, keep_months=1)


def keys_left() -> set[tuple[str, ...]]:
    return {
        tuple(Attempt.objects.values_list("key_hash", flat=True)),
        tuple(Session.objects.values_list("session_key", flat=True)),
        tuple(Group.objects.values_list("name", flat=True)),
    }


def test_what_has_expired_is_deleted(old_and_new: None) -> None:
    output = StringIO()
    call_command("housekeeping", stdout=output)
    assert keys_left() == {("new",)}
    assert "1 attempts" in output.getvalue()
    assert "Deleted 1 groups" in output.getvalue()
    call_command("housekeeping", stdout=output)
    assert keys_left() == {("new",)}


def test_a_part_that_fails_is_named_and_the_others_run(old_and_new: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE quiz_desklink RENAME TO not_there")
    with pytest.raises(CommandError, match="Failed: purge_results"):
        call_command("housekeeping", stdout=StringIO())
    assert [*Group.objects.values_list("name", flat=True)] == ["new"]
    assert [*Session.objects.values_list("session_key", flat=True)] == ["new"]
