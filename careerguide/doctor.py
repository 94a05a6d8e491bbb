"""Looks at the site as an operator would, and says in words what is wrong and what to do."""

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

OLDEST_POSTGRESQL = 150_000
LEAST_FREE = 1024**3
LONGEST_WAIT = timedelta(minutes=15)
LARGEST_SKEW = timedelta(seconds=30)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `remedy` is empty where all is well."""

    words: str
    remedy: str = ""

    @property
    def is_good(self) -> bool:
        return not self.remedy


def examine() -> Iterator[Finding]:
    """All findings, those that need the database last; without it that is told, and of replicas."""
    yield from configuration()
    yield from disk()
    try:
        yield from server()
        yield from migrations()
        for look in (clock, triggers, content, tasks):
            yield from look()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        yield Finding(
            f"The database does not answer: {reason}",
            "Is PostgreSQL running, and does DATABASE_URL name it, its user and its password?",
        )
    yield from replicas()


def configuration() -> Iterator[Finding]:
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


def disk() -> Iterator[Finding]:
    place = Path(settings.UPLOAD_ROOT)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    words = f"{free / 1024**3:.1f} GB are free where uploads rest ({place})."
    yield Finding(words, "Make room." if free < LEAST_FREE else "")


def server() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
            " current_setting('max_connections')::int, (SELECT count(*) FROM pg_stat_activity)"
        )
        number, version, most, used = cursor.fetchone() or (0, "", 0, 0)
    old = "Move to PostgreSQL 15 or newer." if number < OLDEST_POSTGRESQL else ""
    yield Finding(f"PostgreSQL {version} answers.", old)
    full = "Raise max_connections or put PgBouncer in between." if used > most * 0.8 else ""
    yield Finding(f"{used} of {most} connections are in use.", full)


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(f"{len(plan)} migrations are waiting.", "Run manage.py migrate.")
    else:
        yield Finding("The database has the form that this version needs.")


def clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = (cursor.fetchone() or [timezone.now()])[0]
    skew = abs(timezone.now() - theirs)
    if skew > LARGEST_SKEW:
        yield Finding(
            f"This machine's clock and the database's differ by {skew.total_seconds():.0f} s.",
            "Let both follow a time server.",
        )


def triggers() -> Iterator[Finding]:
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
            f"Changes of {', '.join(missing)} would not reach kept pages.",
            "Run manage.py migrate; until then set PAGE_CACHE_BYTES=0.",
        )
    else:
        yield Finding("Every table of content tells the page cache of its changes.")


def content() -> Iterator[Finding]:
    counts: list[tuple[str, int, str]] = [
        ("published guides", Career.objects.published().count(), "Run manage.py load_content."),
        (
            "published releases of wages",
            Release.objects.published().count(),
            "Run manage.py load_content, or publish a release in admin.",
        ),
        (
            "published files of programs",
            Dataset.objects.count(),
            "Run manage.py load_content, or publish a file in admin.",
        ),
    ]
    for words, number, remedy in counts:
        yield Finding(f"{number} {words}.", "" if number else remedy)


def tasks() -> Iterator[Finding]:
    waiting = DBTaskResult.objects.ready()
    number = waiting.count()
    since = waiting.aggregate(oldest=Min("enqueued_at"))["oldest"]
    late = since is not None and timezone.now() - since > LONGEST_WAIT
    remedy = "Is manage.py db_worker --queue-name '*' running?" if late else ""
    yield Finding(f"{number} tasks are waiting.", remedy)


def replicas() -> Iterator[Finding]:
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
