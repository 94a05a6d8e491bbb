"""Rows of a file into a staging table by COPY, in pieces between which progress is reported."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from time import monotonic
from typing import Any

from django.db import DataError, connection, transaction
from django.db.models import Model

from imports.errors import FileError

# Rows and seconds between two reports of progress, at which an import is also cancelled.
PIECE_ROWS = 20_000
PIECE_SECONDS = 2
# Rows sent at once.
BLOCK_ROWS = 500
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", ",": r"\,"})


def copy_lines(
    model: type[Model],
    columns: Sequence[str],
    lines: Iterator[str],
    report: Callable[[], None],
) -> None:
    """COPY lines into a model's table. Raises FileError for a figure out of bounds.

    A line is a row in COPY's text form with commas, or empty for a row of the file that is left
    out; `report` is called after every piece of them.
    """
    command = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN (DELIMITER ',')"
    try:
        while _copy_piece(command, lines):
            report()
    except DataError as error:
        raise FileError(f"A figure is out of bounds: {str(error).splitlines()[0]}.") from error


def _copy_piece(command: str, lines: Iterator[str]) -> bool:
    """COPY the next rows; return whether there were any."""
    until = monotonic() + PIECE_SECONDS
    block = list(islice(lines, BLOCK_ROWS))
    if not block:
        return False
    with (
        # What breaks off while lines are read takes its piece with it, and no more.
        transaction.atomic(),
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(command) as copy,
    ):
        copy.write("".join(block))
        # The server stores a block while the next one is read.
        for _ in range(PIECE_ROWS // BLOCK_ROWS - 1):
            copy.write("".join(islice(lines, BLOCK_ROWS)))
            if monotonic() > until:
                break
    return True


def format_line(values: Sequence[Any]) -> str:
    """Write values as a line for `copy_lines`; None is NULL.

    >>> format_line([1, None, "Salem, OR", True])
    '1,\\\\N,Salem\\\\, OR,t\\n'
    """
    return ",".join(map(_format_value, values)) + "\n"


def _format_value(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(_ESCAPES)


def analyze(*models: type[Model]) -> None:
    """Renew the planner's statistics after many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models)}")
