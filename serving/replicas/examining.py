"""One look at every replica, for an operator who asks now and not for requests."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from serving.connections import direct_conninfo
from serving.replicas.watching import POSITION

FACTS = f"""
SELECT pg_postmaster_start_time(), pg_is_in_recovery(), {POSITION},
    pg_last_xact_replay_timestamp(),
    CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END,
    EXISTS (SELECT FROM pg_stat_wal_receiver)
"""  # noqa: S608 (of constants)
# Seconds between two looks at a replica that has not caught up yet.
PAUSE = 0.1


@dataclass(frozen=True)
class Facts:
    """What a server says of itself. `position`: a byte's number in the log."""

    started_at: datetime
    is_standby: bool
    position: int
    last_commit_at: datetime | None
    is_paused: bool
    is_receiving: bool


@dataclass(frozen=True)
class Examined:
    """A replica. Without `facts` it does not answer, and `error` says why.

    `lag` is in seconds, at most; None if it is beyond the limit, or the primary does not answer.
    `missing` is in bytes of the log that it has not replayed; None without a primary.
    """

    alias: str
    facts: Facts | None
    error: str = ""
    lag: float | None = None
    missing: int | None = None
    is_the_primary: bool = False


def examine_replicas() -> Iterator[Examined]:
    """Every replica; takes REPLICA_LAG_LIMIT for each that is behind, to see how much it is."""
    for alias in settings.DATABASES:
        if alias == DEFAULT_DB_ALIAS:
            continue
        asked_at = time.monotonic()
        try:
            primary = _ask(DEFAULT_DB_ALIAS)
        except (psycopg.Error, OSError):
            primary = None
        try:
            yield _examine(alias, primary, asked_at)
        except (psycopg.Error, OSError) as error:
            yield Examined(alias, None, (str(error).strip() or "no reason").splitlines()[0])


def _examine(alias: str, primary: Facts | None, asked_at: float) -> Examined:
    """One that has replayed what the primary had written is as old as that at most."""
    facts = _ask(alias)
    if primary is None:
        return Examined(alias, facts)
    while facts.position < primary.position:
        if time.monotonic() - asked_at > settings.REPLICA_LAG_LIMIT:
            return Examined(alias, facts, missing=primary.position - facts.position)
        time.sleep(PAUSE)
        facts = _ask(alias)
    is_same = facts.started_at == primary.started_at
    lag = time.monotonic() - asked_at
    return Examined(alias, facts, lag=lag, missing=0, is_the_primary=is_same)


def _ask(alias: str) -> Facts:
    with psycopg.connect(direct_conninfo(alias, "doctor"), autocommit=True) as there:
        row = there.execute(FACTS).fetchone()
    if row is None or row[2] is None:
        raise psycopg.OperationalError("it has replayed nothing yet")
    return Facts(*row)
