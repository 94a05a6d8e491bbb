"""Checks the site as an operator would, and says what is wrong and what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from careers.models import Career, FactKind, FactRelease
from programs.models import Dataset
from salaries.models import Release
from serving.connections import explain_failure, open_connection
from serving.pagecache.triggers import unwatched_tables
from serving.replicas.routing import REPLICA

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
    """All findings; those of the database and the replica come last."""
    yield from check_settings()
    yield from check_disk()
    try:
        yield from check_server()
        yield from check_migrations()
        yield from check_triggers()
        yield from check_content()
        yield from check_tasks()
    except DatabaseError as error:
        yield Finding(*explain_failure(DEFAULT_DB_ALIAS, error))
    yield from check_replica()


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
            " current_setting('max_connections')::int, (SELECT count(*) FROM pg_stat_activity),"
            " clock_timestamp()"
        )
        number, version, limit, used, now = cursor.fetchone() or (0, "", 0, 0, timezone.now())
    old = "Move to PostgreSQL 15 or newer." if number < MIN_POSTGRESQL_VERSION else ""
    yield Finding(f"PostgreSQL {version} answers.", old)
    full = "Raise max_connections or put PgBouncer in between." if used > limit * 0.8 else ""
    yield Finding(f"{used} of {limit} connections are in use.", full)
    skew = abs(timezone.now() - now)
    if skew > MAX_CLOCK_SKEW:
        yield Finding(
            f"This machine's clock and the database's differ by {skew.total_seconds():.0f} s.",
            "Let both follow a time server.",
        )


def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(f"{len(plan)} migrations are waiting.", "Run manage.py migrate.")
    else:
        yield Finding("The database has the form that this version needs.")


def check_triggers() -> Iterator[Finding]:
    missing = unwatched_tables()
    if missing:
        yield Finding(
            f"Changes of {', '.join(missing)} would not reach cached pages.",
            "Run manage.py migrate; until then set PAGE_CACHE_BYTES=0.",
        )
    else:
        yield Finding("Every table of content tells the page cache of its changes.")


def check_content() -> Iterator[Finding]:
    # Without these “Find what fits” and fit checks have nothing to compare answers with.
    facts = FactRelease.objects.published().filter(
        kind__in=[FactKind.INTERESTS, FactKind.CONDITIONS]
    )
    counts: list[tuple[str, int, str]] = [
        ("published careers", Career.objects.published().count(), "Run manage.py load_content."),
        ("published guides", Career.objects.with_guide().count(), "Run manage.py load_content."),
        (
            "published releases of interests and conditions",
            facts.count(),
            "Run manage.py load_content, or publish releases of facts in admin.",
        ),
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
    waiting = DBTaskResult.objects.ready().aggregate(number=Count("pk"), since=Min("enqueued_at"))
    late = waiting["number"] > 0 and timezone.now() - waiting["since"] > MAX_TASK_WAIT
    remedy = "Is manage.py db_worker --queue-name '*' running?" if late else ""
    yield Finding(f"{waiting['number']} tasks are waiting.", remedy)


def check_replica() -> Iterator[Finding]:
    """Whether the replica gives connections. Its lag is checked by the proxy in front of it."""
    if REPLICA not in settings.DATABASES:
        return
    try:
        with open_connection(REPLICA, "doctor") as there:
            host = f"{there.info.host}:{there.info.port}"
            (is_standby,) = there.execute("SELECT pg_is_in_recovery()").fetchone() or (None,)
    except psycopg.Error as error:
        reason, remedy = explain_failure(REPLICA, error)
        yield Finding(f"No replica answers, so the primary does their work. {reason}", remedy)
    else:
        kind = "a standby" if is_standby else "no standby; it takes changes of its own"
        yield Finding(f"Public pages are read from {host}, which is {kind}.")
