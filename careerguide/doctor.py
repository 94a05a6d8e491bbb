"""Checks the site as an operator would, and says what is wrong and what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from careers.models import Career
from programs.models import Dataset
from salaries.models import Release
from serving.pagecache.triggers import TRIGGER, content_models
from serving.replicas.examining import Facts, examine_replicas

MIN_POSTGRESQL_VERSION = 150_000
MIN_FREE_BYTES = 1024**3
MAX_TASK_WAIT = timedelta(minutes=15)
MAX_CLOCK_SKEW = timedelta(seconds=30)


@dataclass(frozen=True)
class Finding:
    """The result of one check. `remedy` is empty where all is well."""

    text: str
    remedy: str = ""

    @property
    def is_good(self) -> bool:
        return not self.remedy


def examine() -> Iterator[Finding]:
    """Run every check, those that need the database last."""
    yield from check_settings()
    yield from check_disk()
    try:
        yield from check_server()
        yield from check_migrations()
        for check in (check_clock, check_triggers, check_content, check_tasks):
            yield from check()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        yield Finding(
            f"The database does not answer: {reason}",
            "Is PostgreSQL running, and does DATABASE_URL name it, its user and its password?",
        )
    yield from check_replicas()


def check_settings() -> Iterator[Finding]:
    problems = checks.run_checks(include_deployment_checks=not settings.LOCAL)
    for problem in problems:
        yield Finding(f"Settings: {problem.msg}", problem.hint or "See docs/deploy.md.")
    if not problems:
        yield Finding("Settings are in order.")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        yield Finding(
            f"Static files were never collected into {settings.STATIC_ROOT}.",
            "Run manage.py collectstatic.",
        )


def check_disk() -> Iterator[Finding]:
    place = Path(settings.UPLOAD_ROOT)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    text = f"{free / 1024**3:.1f} GB are free where uploads are stored ({place})."
    yield Finding(text, "Make room." if free < MIN_FREE_BYTES else "")


def check_server() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
            " current_setting('max_connections')::int, (SELECT count(*) FROM pg_stat_activity)"
        )
        number, version, limit, used = cursor.fetchone() or (0, "", 0, 0)
    old = "Move to PostgreSQL 15 or newer." if number < MIN_POSTGRESQL_VERSION else ""
    yield Finding(f"PostgreSQL {version} answers.", old)
    full = "Raise max_connections or put PgBouncer in between." if used > limit * 0.8 else ""
    yield Finding(f"{used} of {limit} connections are in use.", full)


def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(f"{len(plan)} migrations are waiting.", "Run manage.py migrate.")
    else:
        yield Finding("The database has the form that this version needs.")


def check_clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        database_time = (cursor.fetchone() or [timezone.now()])[0]
    skew = abs(timezone.now() - database_time)
    if skew > MAX_CLOCK_SKEW:
        yield Finding(
            f"This machine's clock and the database's differ by {skew.total_seconds():.0f} s.",
            "Let both follow a time server.",
        )


def check_triggers() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = %s AND tgenabled = 'O'",
            [TRIGGER],
        )
        watched = {name for (name,) in cursor.fetchall()}
    missing = sorted({model._meta.db_table for model in content_models()} - watched)
    if missing:
        yield Finding(
            f"Changes of {', '.join(missing)} would not reach cached pages.",
            "Run manage.py migrate; until then set PAGE_CACHE_BYTES=0.",
        )
    else:
        yield Finding("Every table of content tells the page cache of its changes.")


def check_content() -> Iterator[Finding]:
    counts: list[tuple[str, int, str]] = [
        ("published guides", Career.objects.published().count(), "Run manage.py load_content."),
        (
            "published releases of wages",
            Release.objects.published().count(),
            "Run manage.py load_content, or publish a release in admin.",
        ),
        (
            "published files of programs",
            Dataset.objects.published().count(),
            "Run manage.py load_content, or publish a file in admin.",
        ),
    ]
    for name, number, remedy in counts:
        yield Finding(f"{number} {name}.", "" if number else remedy)


def check_tasks() -> Iterator[Finding]:
    waiting = DBTaskResult.objects.ready()
    number = waiting.count()
    since = waiting.aggregate(oldest=Min("enqueued_at"))["oldest"]
    late = since is not None and timezone.now() - since > MAX_TASK_WAIT
    remedy = "Is manage.py db_worker --queue-name '*' running?" if late else ""
    yield Finding(f"{number} tasks are waiting.", remedy)


def check_replicas() -> Iterator[Finding]:
    """How far each replica is behind, whether pages are read from it, and if not, why."""
    for found in examine_replicas():
        name, facts = f"The replica {found.alias}", found.facts
        if facts is None:
            yield Finding(
                f"{name} does not answer and is left out: {found.error}",
                "Is it running, and does DATABASE_REPLICA_URLS name it, its user and its password?",
            )
        elif found.is_the_primary:
            yield Finding(f"{name} is the primary by now; pages are read from it.")
        elif not facts.is_standby:
            yield Finding(
                f"{name} is no standby: it takes changes of its own.",
                "Make it one again, by pg_rewind or pg_basebackup; see docs/operations.md.",
            )
        elif found.lag is not None:
            yield Finding(f"{name} is read from; it is {found.lag:.1f} s behind at most.")
        elif found.missing is None:
            yield Finding(
                f"{name} answers; how far it was behind the primary nobody can tell now."
                f"{_last_commit(facts)}"
            )
        else:
            yield Finding(
                f"{name} is left out: it is more than {settings.REPLICA_LAG_LIMIT:g} s and"
                f" {found.missing / 1024**2:.1f} MB of log behind.{_last_commit(facts)}",
                _why_behind(facts),
            )


def _last_commit(facts: Facts) -> str:
    if facts.last_commit_at is None:
        return ""
    return f" The last change that it has is of {facts.last_commit_at.astimezone(UTC):%F %T} UTC."


def _why_behind(facts: Facts) -> str:
    if facts.is_paused:
        return "Its replay is paused: SELECT pg_wal_replay_resume() on it."
    if not facts.is_receiving:
        return (
            "It receives nothing from the primary. Its log says why; if the primary has removed"
            " what it needs, make it anew by pg_basebackup (docs/operations.md)."
        )
    return (
        "It receives all and replays slowly: look for a full disk and for long queries on it, or"
        " raise REPLICA_LAG_LIMIT."
    )
