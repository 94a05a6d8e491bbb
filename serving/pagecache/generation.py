"""Asks the database for the generation of its content, once for every request."""

import threading
import time
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS
from psycopg.rows import scalar_row

from serving.connections import open_connection
from serving.outages import get_outage

# The server keeps the function's plan, so that the query needs no prepared statement, which not
# every pooler allows.
QUERY = "SELECT serving_current_generation()"
# A server that hangs, or whose machine is gone, is given up after two seconds.
TIMEOUTS = {"options": "-c statement_timeout=2s", "tcp_user_timeout": 2000}
# After an answer that came too late the database is not asked for so long.
RETRY_SECONDS = 1.0
SECONDS_PER_DAY = 86_400


class GenerationReader:
    """Reads the generation from the primary; safe to use from many threads.

    Threads that want it at once share an answer, if its question was asked after they came: that
    saves most questions, and half the time of a cached page.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self._questions = 0
        self._generation: str | None = None
        self._retry_at = 0.0
        self._outage = get_outage(DEFAULT_DB_ALIAS)

    def read(self) -> str | None:
        """The generation as committed now; a later one compares as greater. None: no answer.

        It ends with the day in UTC, because pages show ages.
        """
        if self._outage.is_known:
            return None
        earlier_questions = self._questions
        with self._lock:
            if self._questions == earlier_questions and time.monotonic() >= self._retry_at:
                self._questions += 1
                try:
                    self._generation = f"{self._query()}:{time.time() // SECONDS_PER_DAY:.0f}"
                except psycopg.Error:
                    self._generation = None
                    if self._connection is None or self._connection.closed:
                        self._outage.begin()
                    else:
                        self._retry_at = time.monotonic() + RETRY_SECONDS
            return self._generation

    def _query(self) -> str:
        if self._connection is not None:
            try:
                return str(self._connection.execute(QUERY).fetchone())
            except psycopg.OperationalError:
                # Unless the server was restarted since the last request, it is an error.
                if not self._connection.closed:
                    raise
        self._connection = open_connection(DEFAULT_DB_ALIAS, "page cache", **TIMEOUTS)
        self._connection.row_factory = scalar_row
        return str(self._connection.execute(QUERY).fetchone())
