"""A backup is a dump by pg_dump and a JSON file with the row count and hash of each table.

Both are of one snapshot, so visitors may go on writing meanwhile.
"""

import hashlib
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from psycopg import sql

from serving.connections import explain_failure, open_connection

# Rows as (number, sum of 64-bit hashes of their text): the order of rows does not matter.
Tables = dict[str, tuple[int, str]]


class BackupError(Exception):
    """The backup could not be saved or restored, or differs; the text says how."""


def save_backup(place: Path) -> Tables:
    """Write the database to `place`, and its tables to `place`.json; returns the tables."""
    draft = place.with_name(f"{place.name}.part")
    with connect() as snapshot:
        snapshot.autocommit = False
        snapshot.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (name,) = snapshot.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        draft.touch(mode=0o600)
        options = ("--format=custom", "--no-owner", f"--snapshot={name}", f"--file={draft}")
        run_program("pg_dump", snapshot.info, *options)
        tables = hash_tables(snapshot)
    record = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": hash_file(draft),
        "tables": tables,
    }
    record_path(place).write_text(json.dumps(record, indent=1))
    draft.replace(place)
    return tables


def check_backup(place: Path) -> int:
    """Restore a backup into a new database, compare every row, drop it; returns the row count.

    Raises BackupError where anything differs, or the role may not create databases.
    """
    name = f"careerguide_check_{os.getpid()}"
    with connect() as server:
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            role = server.info.user
            raise BackupError(
                f"The backup is saved in {place}, and was not tried: the role {role} may not create"
                f' databases. Let an administrator run ALTER ROLE "{role}" CREATEDB, or leave the'
                " trial out (--no-check), and try to restore it on another server now and then."
            ) from error
        try:
            return restore_backup(place, name)
        finally:
            # Not WITH (FORCE): that needs a superuser where autovacuum is at work in the new rows.
            # A plain DROP ends autovacuum by itself, and nobody else knows this database.
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def restore_backup(place: Path, database: str | None = None) -> int:
    """Restore a backup into an empty database, by default the site's own; returns the row count.

    All or nothing. Raises BackupError if the file is damaged, the database is not empty, or what
    arrived is not what was saved.
    """
    record = json.loads(record_path(place).read_text())
    if hash_file(place) != record["sha256"]:
        raise BackupError(f"{place} is damaged: it is not the file that was written.")
    with connect(database) as target:
        if find_tables(target):
            raise BackupError("The database is not empty. Make an empty one and restore into that.")
        options = ("--no-owner", "--no-comments", "--exit-on-error", "--single-transaction")
        run_program("pg_restore", target.info, *options, str(place))
        restored = hash_tables(target)
    saved = {table: tuple(value) for table, value in record["tables"].items()}
    different = sorted(
        table for table in saved.keys() | restored if saved.get(table) != restored.get(table)
    )
    if different:
        raise BackupError(f"These tables are not as they were saved: {', '.join(different)}.")
    return sum(rows for rows, _ in restored.values())


def hash_tables(database: psycopg.Connection[Any]) -> Tables:
    """The number and the hash of the rows of every table."""
    command = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t"
    )
    return {
        table: database.execute(command.format(sql.Identifier(table))).fetchone() or (0, "")
        for table in find_tables(database)
    }


def find_tables(database: psycopg.Connection[Any]) -> list[str]:
    """The names of the tables of a database."""
    rows = database.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p'"
        " AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [name for (name,) in rows]


def connect(database: str | None = None) -> psycopg.Connection[Any]:
    """Connect to the site's database, or to another one of its server. Raises BackupError."""
    parameters = {"dbname": database} if database else {}
    try:
        return open_connection(DEFAULT_DB_ALIAS, "backup", **parameters)
    except psycopg.OperationalError as error:
        raise BackupError(" ".join(explain_failure(DEFAULT_DB_ALIAS, error))) from error


def run_program(program: str, server: psycopg.ConnectionInfo, *arguments: str) -> None:
    """Run pg_dump or pg_restore on the database of a connection; BackupError if that fails."""
    path = shutil.which(program, path=settings.PG_BIN or None)
    if path is None:
        raise BackupError(
            f"There is no {program} in {settings.PG_BIN or 'PATH'}. Install PostgreSQL's client "
            "programs of the server's version, or name their folder in PG_BIN."
        )
    done = subprocess.run(
        [path, f"--dbname={server.dsn}", *arguments],
        # Not an argument, which other users of the machine could see.
        env={**os.environ, "PGPASSWORD": server.password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(
            f"{path} failed: {done.stderr.strip()}\nIt must be of the server's version or newer; "
            "PG_BIN can name the folder of another."
        )


def record_path(place: Path) -> Path:
    """The path of the file with the tables of a backup."""
    return place.with_name(f"{place.name}.json")


def hash_file(place: Path) -> str:
    """The SHA-256 of a file."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
