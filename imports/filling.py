"""Fills the tables of a new database: their keys and indexes are made once, after all rows."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Model


@contextlib.contextmanager
def fill_quickly(*models: type[Model]) -> Iterator[None]:
    """Within a transaction, fill tables: those that are empty get keys and indexes at the end.

    Checking each row's foreign keys, and adding it to each index, takes longer than all the rest.
    Unique indexes stay. Nobody reads these tables meanwhile.
    """
    # PostgreSQL alters no table that has deferred checks.
    connection.check_constraints()
    with connection.cursor() as cursor:
        empty = [model._meta.db_table for model in models if not model._default_manager.exists()]
        again = [command for table in empty for command in _drop_keys_and_indexes(cursor, table)]
        yield
        for command in again:
            cursor.execute(command)


def _drop_keys_and_indexes(cursor: Any, table: str) -> list[str]:
    """Drop a table's foreign keys and its indexes that allow duplicates; return what makes them."""
    cursor.execute(
        """SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', %(table)s, conname),
            format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', %(table)s, conname,
                pg_get_constraintdef(oid))
        FROM pg_constraint WHERE conrelid = %(table)s::regclass AND contype = 'f'
        UNION ALL
        SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index WHERE indrelid = %(table)s::regclass AND NOT indisunique""",
        {"table": table},
    )
    commands = cursor.fetchall()
    for drop, _ in commands:
        cursor.execute(drop)
    return [make for _, make in commands]
