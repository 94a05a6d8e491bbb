"""Asks the database in which generation its content is: once for every request, in microseconds.

By libpq itself, on connections of its own: the pool and the cursors of Django would cost more than
the answer from memory that this is for.
"""

import hashlib
import select
import threading
import time
from collections import deque
from functools import cache

import psycopg
from psycopg import errors, pq

from serving.connections import direct_conninfo
from serving.pagecache.triggers import content_models

# What tells that a pooler gives each statement another of its connections: one has no statement of
# this name, or has one already.
POOLED = (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
# Seconds that an answer may take before the database counts as down.
PATIENCE = 2
# Seconds for which a database that did not answer is not asked again.
PAUSE = 1.0
# What libpq's wrapper raises.
ERRORS = (psycopg.Error, OSError)
SECONDS_OF_DAY = 86_400


class NoAnswerError(Exception):
    """The database did not tell the generation; the text says why."""


def of_today(generation: bytes) -> bytes:
    """The generation with the day in UTC: pages show ages and dates, so none outlives its day."""
    return generation + b":%d" % (time.time() // SECONDS_OF_DAY)


@cache
def query() -> bytes:
    """SQL for the generation: the number of changes, and of rows whose hour has come since.

    What is to be published at its hour changes no row when the hour comes. The two are not added
    up: after a clock was set back a sum could come a second time.
    """
    hours = "".join(
        f" + (SELECT count(*) FROM {model._meta.db_table} WHERE publish_at <= now())"  # noqa: S608
        for model in content_models()
        if any(field.name == "publish_at" for field in model._meta.get_fields())
    )
    both = f"number || '.' || lpad((0{hours})::text, 6, '0')"
    return f"SELECT {both} FROM serving_generation WHERE id = 1".encode()  # noqa: S608


@cache
def name() -> bytes:
    """Of the prepared statement; behind a pooler another release may have prepared its own."""
    return b"generation_" + hashlib.blake2b(query(), digest_size=8).hexdigest().encode()


class _Round:
    """One question to the database for all who came before it was asked."""

    __slots__ = ("answer", "error", "is_over")

    def __init__(self) -> None:
        # A bare lock is the quickest thing to wait for; who asks for the round opens it.
        self.is_over = threading.Lock()
        self.is_over.acquire()
        self.answer = b""
        self.error: NoAnswerError | None = None


class GenerationReader:
    """Reads the generation; safe to use from many threads.

    Threads that want it at once share an answer: each waits for a question that is asked after it
    came. That saves questions. And it is fair: where each asks for itself, those whose answer is
    there take the interpreter's lock from each other, and one can wait a second for it.
    """

    def __init__(self, alias: str = "default") -> None:
        self._alias = alias
        # Until a pooler shows that it cannot be done; then each question is parsed anew.
        self._prepares = True
        self._idle: deque[pq.abc.PGconn] = deque()
        self._down_until = 0.0
        self._probe = threading.Lock()
        self._joining = threading.Lock()
        self._asking = threading.Lock()
        self._next: _Round | None = None

    def read(self) -> bytes:
        """The generation as committed now. NoAnswerError within PATIENCE, or at once in a PAUSE.

        A connection that the server closed meanwhile, as at its restart, is replaced silently.
        """
        if not self._down_until:
            return self._read_together()
        # One request in a pause's length finds out whether the database is back.
        if time.monotonic() < self._down_until or not self._probe.acquire(blocking=False):
            raise NoAnswerError("the database did not answer a moment ago")
        try:
            return self._read()
        finally:
            self._probe.release()

    def _read_together(self) -> bytes:
        with self._joining:
            round_ = self._next
            is_first = round_ is None
            if round_ is None:
                round_ = self._next = _Round()
        if is_first:
            self._ask_for(round_)
        else:
            # Opened for one, who opens it for the next.
            with round_.is_over:
                pass
        if round_.error is not None:
            raise NoAnswerError(str(round_.error)) from round_.error
        return round_.answer

    def _ask_for(self, round_: _Round) -> None:
        """Ask when the round before is over; who comes from then on is of the next."""
        try:
            with self._asking:
                with self._joining:
                    self._next = None
                if self._down_until:
                    raise NoAnswerError("the database did not answer a moment ago")
                round_.answer = self._read()
        except NoAnswerError as error:
            round_.error = error
        except BaseException:
            round_.error = NoAnswerError("the question was broken off")
            raise
        finally:
            round_.is_over.release()

    def _read(self) -> bytes:
        deadline = time.monotonic() + PATIENCE
        try:
            try:
                connection = self._idle.pop()
            except IndexError:
                number = self._ask_anew(deadline)
            else:
                try:
                    number = self._ask(connection, deadline)
                except ERRORS:
                    # Its server was restarted, and so ended the others as well.
                    self._idle.clear()
                    number = self._ask_anew(deadline)
        except (NoAnswerError, *ERRORS) as error:
            self._down_until = time.monotonic() + PAUSE
            raise NoAnswerError(str(error)) from error
        self._down_until = 0.0
        return number

    def _ask_anew(self, deadline: float) -> bytes:
        connection = self._connect()
        if self._prepares:
            connection.send_prepare(name(), query())
            try:
                _result(connection, deadline)
            except POOLED:
                self._prepares = False
        return self._ask(connection, deadline)

    def _ask(self, connection: pq.abc.PGconn, deadline: float) -> bytes:
        """Send the query and give its answer; the connection goes back only if all went well."""
        try:
            if not self._prepares:
                connection.send_query_params(query(), None)
            else:
                connection.send_query_prepared(name(), None)
            result = _result(connection, deadline)
        except POOLED:
            self._prepares = False
            connection.send_query_params(query(), None)
            result = _result(connection, deadline)
        number = result.get_value(0, 0) if result.ntuples else None
        if number is None:
            raise NoAnswerError("the database has no generation")
        self._idle.append(connection)
        return number

    def _connect(self) -> pq.abc.PGconn:
        conninfo = direct_conninfo(self._alias, "page cache", "options")
        connection = pq.PGconn.connect(conninfo.encode())
        if connection.status != pq.ConnStatus.OK:
            raise NoAnswerError(connection.error_message.decode(errors="replace").strip())
        return connection


def _result(connection: pq.abc.PGconn, deadline: float) -> pq.abc.PGresult:
    """What came of the command that was sent; NoAnswerError if it failed or took too long."""
    waiting = select.poll()
    waiting.register(connection.socket, select.POLLIN)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            raise NoAnswerError("the database is too slow")
        connection.consume_input()
        if not connection.is_busy():
            break
    result = connection.get_result()
    connection.get_result()
    if result is None or result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        # As after a restart: FATAL, and then the end of the connection.
        message = result.error_message if result else b"the connection is closed"
        state = result.error_field(pq.DiagnosticField.SQLSTATE) if result else None
        kind = {each.sqlstate: each for each in POOLED}.get((state or b"").decode())
        raise (kind or psycopg.OperationalError)(message.decode(errors="replace").strip())
    return result
