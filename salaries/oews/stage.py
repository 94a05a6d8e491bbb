"""Rows of a file into the staging table by COPY, in pieces between which progress is told."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.db import DataError, connection

from salaries.oews.files import Table
from salaries.oews.reader import Reading, read
from salaries.oews.trouble import FileError

# Rows between two looks at the clock and at the request to cancel.
PIECE = 20_000
# Rows sent at once.
BLOCK = 500


def stage(tables: list[Table], tell: Callable[[float, Reading], None]) -> Reading:
    """Empty the staging table and fill it from tables; `tell` hears the share read, 0 to 1.

    Raises FileError for what cannot be read, and whatever `tell` raises.
    """
    reading = Reading()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE salaries_stagedwage")
        for i, table in enumerate(tables):
            columns, lines = read(table, reading)
            while _copy_piece(cursor, columns, lines):
                tell((i + table.share_read()) / len(tables), reading)
        # What the checks join by; a rough idea of it will do.
        cursor.execute("SET default_statistics_target = 10")
        cursor.execute("ANALYZE salaries_stagedwage (area_code, soc_code)")
        cursor.execute("RESET default_statistics_target")
    return reading


def _copy_piece(cursor: object, columns: Sequence[str], lines: Iterator[str]) -> bool:
    """COPY the next rows; whether there were any."""
    first = "".join(islice(lines, BLOCK))
    if not first:
        return False
    try:
        with (
            connection.wrap_database_errors,
            cursor.copy(  # type: ignore[attr-defined]
                f"COPY salaries_stagedwage ({', '.join(columns)}) FROM STDIN (DELIMITER ',')"
            ) as copy,
        ):
            copy.write(first)
            # The server stores a block while the next one is read.
            for _ in range(PIECE // BLOCK - 1):
                copy.write("".join(islice(lines, BLOCK)))
    except DataError as error:
        raise FileError(f"A figure is out of bounds: {str(error).splitlines()[0]}.") from error
    return True
