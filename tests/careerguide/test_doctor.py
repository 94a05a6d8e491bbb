"""The doctor says what is wrong, and what to do."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.databases import used
from tests.making import withdraw_guides


def run_doctor() -> tuple[str, bool]:
    """Return what the doctor prints, and whether there is a problem."""
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit:
        return out.getvalue(), True
    return out.getvalue(), False


@pytest.fixture(autouse=True)
def collected(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").touch()
    settings.STATIC_ROOT = str(tmp_path)


def test_a_site_without_problems(content: None) -> None:
    text, has_problem = run_doctor()
    assert not has_problem, text
    assert "1 published guides." in text
    assert "Every table of content tells the page cache" in text


def test_what_is_missing_is_named_with_its_remedy(
    content: None, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "staticfiles.json").unlink()
    withdraw_guides()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER page_cache_content_changed ON careers_guideversion")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'serving'")
    late = DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, queue_name="default", backend_name="default"
    )
    DBTaskResult.objects.filter(pk=late.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    text, has_problem = run_doctor()
    assert has_problem
    for message in (
        "Run manage.py collectstatic.",
        "PROBLEM  0 published guides.",
        "Changes of careers_guideversion would not reach cached pages.",
        "Run manage.py migrate.",
        "Is manage.py db_worker --queue-name '*' running?",
    ):
        assert message in text


def test_a_database_that_does_not_answer(committed_content: None) -> None:
    with used("a database that is not there"):
        text, has_problem = run_doctor()
    assert has_problem
    assert "has no database “a database that is not there”." in text
    assert "Create it, or correct its name in DATABASE_URL." in text
