"""Asks the database for the generation of its content, once for every request."""

import threading
import time

import psycopg
from django.db import DEFAULT_DB_ALIAS

from serving.connections import open_connection

# triggers.py writes this function. The server keeps its plan, so that the query needs no prepared
# statement, which not every pooler allows.
QUERY = "SELECT serving_current_generation()"
# A server that hangs, or whose machine is gone, is given up after two seconds.
TIMEOUTS = {"options": "-c statement_timeout=2s", "tcp_user_timeout": 2000}
# After a failure the database is not asked for so long.
RETRY_SECONDS = 1.0
SECONDS_PER_DAY = 86_400


class GenerationReader:
    """Reads the generation from the primary; safe to use from many threads.

    Threads that want it at once share an answer, if its question was asked after they came: that
    saves most questions, and half the time of a cached page.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None
        self._questions = 0
        self._generation = ""
        self._retry_at = 0.0

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def read(self) -> str:
        """The generation as committed now; a later one compares as greater.

        It ends with the day in UTC, because pages show ages. Raises psycopg.Error.
        """
        earlier_questions = self._questions
        with self._lock:
            if time.monotonic() < self._retry_at:
                raise psycopg.OperationalError("The database did not answer a moment ago.")
            if self._questions == earlier_questions:
                self._questions += 1
                try:
                    self._generation = self._query()
                except psycopg.Error:
                    self._retry_at = time.monotonic() + RETRY_SECONDS
                    raise
            return f"{self._generation}:{time.time() // SECONDS_PER_DAY:.0f}"

    def _query(self) -> str:
        if self._connection is not None:
            try:
                return self._query_on(self._connection)
            except psycopg.OperationalError:
                # Unless the server was restarted since the last request, it is an error.
                if not self._connection.closed:
                    raise
        self._connection = open_connection(DEFAULT_DB_ALIAS, "page cache", **TIMEOUTS)
        return self._query_on(self._connection)

    @staticmethod
    def _query_on(connection: psycopg.Connection) -> str:
        (generation,) = connection.execute(QUERY).fetchone() or ("",)
        return str(generation)
