"""How far each replica is behind the primary, asked once a second in the background.

No clock of another machine is trusted. The log positions of the primary are noted with the time
of this process; a replica that has replayed one of them is at most as old as the note.
"""

import logging
import os
import threading
import time
from collections import deque
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from careerguide.database import direct_conninfo

INTERVAL = 1.0
# Seconds after which a server that did not answer counts as down. A hung one says nothing at all.
SILENCE = 4.0
# Seconds for which a replica that failed a request is not asked again, whatever it answers here.
PAUSE = 3.0
# What a server has written or, as a standby, replayed: a byte's position in the log. One that was
# promoted goes on writing.
POSITION = """
SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
        ELSE pg_current_wal_insert_lsn() END - '0/0')::bigint, pg_is_in_recovery()
"""
log = logging.getLogger("careerguide.replicas")


@dataclass
class Server:
    """What was heard last from one server; times by this process's monotonic clock."""

    position: int = -1
    answered_at: float = float("-inf")
    out_until: float = 0.0


class Watching:
    """Watches the primary and its replicas; safe to use from many threads."""

    def __init__(self, replicas: list[str], limit: float) -> None:
        """`limit` is in seconds: a replica that may be further behind is left out."""
        # Workers of a node begin with different ones, and each keeps to its own: a visitor of one
        # worker never goes back in time.
        first = os.getpid() % len(replicas) if replicas else 0
        self.replicas = replicas[first:] + replicas[:first]
        self.limit = limit
        self._servers = {alias: Server() for alias in (DEFAULT_DB_ALIAS, *replicas)}
        # When the primary was where, the newest last.
        self._notes: deque[tuple[float, int]] = deque()
        self._lock = threading.Lock()
        self._started = False
        self._ended = threading.Event()

    def choose(self, least: int = 0) -> str:
        """The replica to read from, or the primary where none is in order.

        `least` is a position in the log that it must have replayed.
        """
        if not self._started:
            self._start()
        for alias in self.replicas:
            if self.lag(alias) is not None and self._servers[alias].position >= least:
                return alias
        return DEFAULT_DB_ALIAS

    def lag(self, alias: str) -> float | None:
        """Seconds that a replica is behind at most; None if it is out.

        While the primary does not answer the clock stands still: nothing is written meanwhile.
        """
        server, now = self._servers[alias], time.monotonic()
        if now - server.answered_at > SILENCE or now < server.out_until:
            return None
        with self._lock:
            newest = self._notes[-1][0] if self._notes else now
            for noted_at, position in reversed(self._notes):
                if newest - noted_at > self.limit:
                    return None
                if position <= server.position:
                    return newest - noted_at
        return None

    def leave_out(self, alias: str) -> None:
        """Not to be read from for a while: it failed a request."""
        if alias in self.replicas:
            log.warning("The replica %s failed a request and is left out", alias)
            self._servers[alias].out_until = time.monotonic() + PAUSE

    def note(self, alias: str, position: int) -> None:
        """What a server said just now."""
        now = time.monotonic()
        server = self._servers[alias]
        server.position, server.answered_at = position, now
        if alias != DEFAULT_DB_ALIAS:
            return
        with self._lock:
            # Another primary, which never had the end of the former one's log.
            if self._notes and position < self._notes[-1][1]:
                self._notes.clear()
            self._notes.append((now, position))
            while now - self._notes[0][0] > 2 * self.limit:
                self._notes.popleft()

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def _start(self) -> None:
        with self._lock:
            if self._started or not self.replicas:
                return
            self._started = True
        for alias in self._servers:
            # One for each: a server that hangs keeps nobody from hearing the others.
            threading.Thread(
                target=self._watch, args=[alias], daemon=True, name=f"watch {alias}"
            ).start()

    def _watch(self, alias: str) -> None:
        connection: psycopg.Connection | None = None
        was_heard = True
        while not self._ended.is_set():
            try:
                if connection is None:
                    connection = psycopg.connect(
                        direct_conninfo(alias, "replica watch"), autocommit=True
                    )
                position, in_recovery = connection.execute(POSITION).fetchone() or (None, True)
                # A primary that became a standby gets no notes; it is not ours to write to.
                if position is not None and not (alias == DEFAULT_DB_ALIAS and in_recovery):
                    self.note(alias, position)
                was_heard = True
            except (psycopg.Error, OSError) as error:
                if was_heard:
                    log.warning("The database %s does not answer: %s", alias, str(error).strip())
                was_heard = False
                if connection is not None:
                    connection.close()
                connection = None
            self._ended.wait(INTERVAL)
        if connection is not None:
            connection.close()


watching = Watching(
    [alias for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS], settings.REPLICA_LAG_LIMIT
)
