"""A backup is a dump of PostgreSQL and, beside it, what each table held: its rows and their hash.

A dump and its hashes are of one snapshot, so visitors may go on writing meanwhile.
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
from django.db import connection
from psycopg import sql

# Rows as (number, sum of 64-bit hashes of their text): the order of rows does not matter.
Tables = dict[str, tuple[int, str]]
# How PostgreSQL's programs are told what a connection's parameters tell psycopg.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}


class BackupError(Exception):
    """Nothing was restored, or what was is not what was saved; the text says which."""


def save_backup(place: Path) -> Tables:
    """Write the database to `place`, and `place`.json with its tables; give these."""
    draft = place.with_name(f"{place.name}.part")
    with connect() as snapshot:
        snapshot.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (name,) = snapshot.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        draft.touch(mode=0o600)
        options = ("--format=custom", "--no-owner", f"--snapshot={name}", f"--file={draft}")
        run_program("pg_dump", *options)
        tables = hash_tables(snapshot)
    record = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": hash_file(draft),
        "tables": tables,
    }
    record_of(place).write_text(json.dumps(record, indent=1))
    draft.replace(place)
    return tables


def check_backup(place: Path) -> int:
    """Restore a backup into a database made for it, compare every row, drop it; give the rows.

    Raises BackupError where anything differs. The role must be allowed to create databases.
    """
    name = f"careerguide_check_{os.getpid()}"
    with connect("postgres") as server:
        server.autocommit = True
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            return restore_backup(place, name)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def restore_backup(place: Path, database: str | None = None) -> int:
    """Restore a backup into an empty database (the site's own without a name); give the rows.

    All or nothing. Raises BackupError if the file is damaged, the database is not empty, or what
    arrived is not what was saved.
    """
    record = json.loads(record_of(place).read_text())
    if hash_file(place) != record["sha256"]:
        raise BackupError(f"{place} is damaged: it is not the file that was written.")
    with connect(database) as target:
        if find_tables(target):
            raise BackupError("The database is not empty. Make an empty one and restore into that.")
        name = target.info.dbname
    options = ("--no-owner", "--no-comments", "--exit-on-error", "--single-transaction")
    run_program("pg_restore", *options, f"--dbname={name}", str(place))
    with connect(database) as target:
        restored = hash_tables(target)
    saved = {table: tuple(value) for table, value in record["tables"].items()}
    different = sorted(
        table for table in saved.keys() | restored if saved.get(table) != restored.get(table)
    )
    if different:
        raise BackupError(f"These tables are not as they were saved: {', '.join(different)}.")
    return sum(rows for rows, _ in restored.values())


def hash_tables(database: psycopg.Connection[Any]) -> Tables:
    """Give the number and the hash of the rows of every table."""
    command = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t"
    )
    return {
        table: database.execute(command.format(sql.Identifier(table))).fetchone() or (0, "")
        for table in find_tables(database)
    }


def find_tables(database: psycopg.Connection[Any]) -> list[str]:
    """Give the names of the tables of a database."""
    rows = database.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p'"
        " AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [name for (name,) in rows]


def connect(database: str | None = None) -> psycopg.Connection[Any]:
    """Connect to the site's database, or to another one of its server."""
    given = connection.get_connection_params()
    parameters = {name: given[name] for name in VARIABLES if given.get(name)}
    return psycopg.connect(**{**parameters, **({"dbname": database} if database else {})})


def run_program(program: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore on the site's server. Raises BackupError if that fails."""
    path = shutil.which(program, path=settings.PG_BIN or None)
    if path is None:
        raise BackupError(
            f"There is no {program} in {settings.PG_BIN or 'PATH'}. Install PostgreSQL's client "
            "programs of the server's version, or name their folder in PG_BIN."
        )
    given = connection.get_connection_params()
    variables = {VARIABLES[name]: str(given[name]) for name in VARIABLES if given.get(name)}
    done = subprocess.run(
        [path, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(
            f"{path} failed: {done.stderr.strip()}\nIt must be of the server's version or newer; "
            "PG_BIN can name the folder of another."
        )


def record_of(place: Path) -> Path:
    """Give the place of the file that says what is in a backup."""
    return place.with_name(f"{place.name}.json")


def hash_file(place: Path) -> str:
    """Give the SHA-256 of a file."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
