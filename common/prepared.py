"""Queries whose SQL Django puts together once in a process, not for every request.

For queries of the busiest pages: putting one together takes longer than its answer. Every request
still asks the database; nothing of an answer is kept. The server keeps the plan of a query where
connections may (careerguide/database.py).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet

from common.answers import note_answer

ModelT = TypeVar("ModelT", bound=Model)

# No key or text of this site: they stand for the arguments while the SQL is put together.
FIRST_NUMBER = 2_000_000_000
TEXT = "argument %d of a prepared query"


class PreparedQuery:
    """A query over numbers and texts; `build` returns it for them, with `values_list()`.

    The arguments may only be compared with columns: `build` must not decide by them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._prepared: dict[tuple[type, ...], _Prepared] = {}

    def rows(self, *arguments: int | str) -> list[tuple[Any, ...]]:
        """The rows for these arguments."""
        kinds = tuple(map(type, arguments))
        if kinds not in self._prepared:
            self._prepared[kinds] = self._prepare(kinds)
        prepared = self._prepared[kinds]
        given = dict(zip(prepared.stand_ins, arguments, strict=True))
        # A query set chooses its database each time it is asked.
        with _open_cursor(connections[prepared.query_set.db]) as cursor:
            cursor.execute(prepared.sql, [given.get(value, value) for value in prepared.parameters])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        note_answer(rows)
        return rows

    def _prepare(self, kinds: tuple[type, ...]) -> "_Prepared":
        stand_ins = [FIRST_NUMBER + i if kind is int else TEXT % i for i, kind in enumerate(kinds)]
        query_set = self._build(*stand_ins)
        return _Prepared(query_set, stand_ins, *query_set.query.sql_with_params())


def take_instance(columns: Iterator[Any], model: type[ModelT], names: Sequence[str]) -> ModelT:
    """The instance whose columns come next in a row; `names` in the order of the model's fields."""
    return model.from_db(DEFAULT_DB_ALIAS, names, list(islice(columns, len(names))))


def parse_json(column: Any) -> Any:
    """A column of JSON, which comes as text where Django's models do not read it."""
    return json.loads(column) if isinstance(column, str) else column


class _Prepared(NamedTuple):
    query_set: QuerySet[Any, Any]
    stand_ins: list[int | str]
    sql: str
    parameters: tuple[Any, ...]


def _open_cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor that sends arguments apart from the SQL, so that the server can keep its plan."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor: Any = psycopg.Cursor(connection.connection)
        make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        return make(cursor)
