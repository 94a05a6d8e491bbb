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

from serving.connections import direct_conninfo

INTERVAL = 1.0
# Seconds after which a server that did not answer counts as down. A hung one says nothing at all.
SILENCE = 4.0
# Seconds for which a replica that failed a request is not asked again, whatever it answers here.
PAUSE = 3.0
# Seconds that a process which has just begun to watch waits for the first word of a replica.
FIRST_WORD = 2.0
# Seconds since the last commit that a standby replayed, beyond which it is no last resort:
# it may have been cut off since. As long as a CDN may show what it has (serving/pagecache).
OLDEST = 86_400.0
# What a server has written or, as a standby, replayed: a byte's number in the log. One that was
# promoted goes on writing.
POSITION = """(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
    ELSE pg_current_wal_insert_lsn() END - '0/0')::bigint"""
# And how old the last commit is that a standby replayed, by its clock.
STANDING = f"""
SELECT {POSITION}, pg_is_in_recovery(),
    CASE WHEN pg_is_in_recovery()
        THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float END
"""  # noqa: S608 (of constants)
log = logging.getLogger("serving.replicas")


@dataclass
class Server:
    """What was heard last from one server; times by this process's monotonic clock."""

    position: int = -1
    answered_at: float = float("-inf")
    out_until: float = 0.0
    # When the primary was last known to be where this one is now.
    as_of: float | None = None
    commit_age: float | None = None

    @property
    def is_out(self) -> bool:
        """Whether it says nothing, or failed a request a moment ago."""
        now = time.monotonic()
        return now - self.answered_at > SILENCE or now < self.out_until


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
        self._started_at = float("-inf")
        self._heard = threading.Event()
        self._ended = threading.Event()

    def choose(self, least: int = 0) -> str:
        """The replica to read from, or the primary where none is in order.

        `least` is a position in the log that it must have replayed.
        """
        self.start()
        for alias in self.replicas:
            if self.lag(alias) is not None and self._servers[alias].position >= least:
                return alias
        return DEFAULT_DB_ALIAS

    def last_resort(self) -> str | None:
        """The replica to show old pages from, and to call them so, where no server is in order.

        It may have lost the primary long before this process did, or before it began. So it is one
        that replayed a commit within a day; of several, the one that replayed most.
        """
        self._heard.wait(max(0.0, self._started_at + FIRST_WORD - time.monotonic()))
        likely = [
            (server.position, alias)
            for alias in self.replicas
            if not (server := self._servers[alias]).is_out
            and server.commit_age is not None
            and server.commit_age < OLDEST
        ]
        return max(likely)[1] if likely else None

    def lag(self, alias: str) -> float | None:
        """Seconds that a replica is behind at most; None if it is not to be read from."""
        behind = self.behind(alias)
        if behind is None or behind > self.limit or self._servers[alias].is_out:
            return None
        return behind

    def behind(self, alias: str) -> float | None:
        """Seconds that a replica is behind at most, as far as is known, even of one that is out.

        While the primary does not answer the clock stands still: nothing is written meanwhile.
        None where it never was seen to have what the primary had.
        """
        with self._lock:
            as_of = self._servers[alias].as_of
            return self._notes[-1][0] - as_of if self._notes and as_of is not None else None

    def leave_out(self, alias: str) -> None:
        """Not to be read from for a while: it failed a request."""
        if alias in self.replicas:
            log.warning("The replica %s failed a request and is left out", alias)
            self._servers[alias].out_until = time.monotonic() + PAUSE

    def note(self, alias: str, position: int, commit_age: float | None = None) -> None:
        """What a server said just now; `commit_age` of a standby, in seconds."""
        now = time.monotonic()
        server = self._servers[alias]
        with self._lock:
            server.position, server.answered_at, server.commit_age = position, now, commit_age
            if alias != DEFAULT_DB_ALIAS:
                self._place(server)
                self._heard.set()
                return
            # Another primary, which never had the end of the former one's log.
            if self._notes and position < self._notes[-1][1]:
                self._notes.clear()
                for each in self._servers.values():
                    each.as_of = None
            self._notes.append((now, position))
            while now - self._notes[0][0] > 2 * self.limit:
                self._notes.popleft()
            for replica in self.replicas:
                self._place(self._servers[replica])

    def _place(self, replica: Server) -> None:
        for noted_at, position in reversed(self._notes):
            if position <= replica.position:
                replica.as_of = noted_at
                return

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def start(self) -> None:
        """Begin to watch, if that has not begun yet and there is something to watch."""
        if self._started:
            return
        with self._lock:
            if self._started or not self.replicas:
                return
            self._started, self._started_at = True, time.monotonic()
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
                found = connection.execute(STANDING).fetchone()
                position, in_recovery, commit_age = found or (None, True, None)
                # A primary that became a standby gets no notes; it is not ours to write to.
                if position is not None and not (alias == DEFAULT_DB_ALIAS and in_recovery):
                    self.note(alias, position, commit_age)
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
