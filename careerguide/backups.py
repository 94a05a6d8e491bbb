"""A backup is a dump of PostgreSQL and, beside it, what each table held: its rows and their hash.

A dump and its hashes are of one snapshot, so that visitors may go on writing meanwhile.
"""

import contextlib
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from devserver.postgresql import programs
from devserver.postgresql.programs import DatabaseError

# Rows as (number, sum of 64-bit hashes of their text): the order of rows does not matter.
Tables = dict[str, tuple[int, str]]
WANTED = ("host", "port", "user", "password", "dbname", "sslmode", "sslrootcert")


class BackupError(Exception):
    """Nothing was restored, or what was is not what was saved; the text says which."""


def save(place: Path) -> Tables:
    """Write the database to `place`, and `place`.json with its tables; give these."""
    draft = place.with_name(f"{place.name}.part")
    with psycopg.connect(**_parameters()) as snapshot:
        snapshot.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (name,) = snapshot.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        draft.touch(mode=0o600)
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={name}", f"--file={draft}")
        tables = hashes(snapshot)
    record = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": _sha256(draft),
        "tables": tables,
    }
    _record_of(place).write_text(json.dumps(record, indent=1))
    draft.replace(place)
    return tables


def check(place: Path) -> int:
    """Restore a backup into a database made for it, compare every row, drop it; give the rows.

    BackupError where anything differs. The role must be allowed to make databases.
    """
    name = f"careerguide_check_{os.getpid()}"
    scratch = sql.Identifier(name)
    with psycopg.connect(**_parameters(dbname="postgres"), autocommit=True) as there:
        there.execute(sql.SQL("CREATE DATABASE {}").format(scratch))
        try:
            return restore(place, name)
        finally:
            there.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(scratch))


def restore(place: Path, dbname: str | None = None) -> int:
    """Bring a backup into an empty database (the site's own without a name); give the rows.

    All or nothing. BackupError if the file is damaged, the database is not empty, or what arrived
    is not what was saved.
    """
    record = json.loads(_record_of(place).read_text())
    if _sha256(place) != record["sha256"]:
        raise BackupError(f"{place} is damaged: it is not the file that was written.")
    with psycopg.connect(**_parameters(dbname=dbname)) as there:
        if _tables_of(there):
            raise BackupError("The database is not empty. Make an empty one and restore into that.")
    _run(
        "pg_restore",
        *("--no-owner", "--no-comments", "--exit-on-error", "--single-transaction"),
        f"--dbname={dbname or _parameters()['dbname']}",
        str(place),
    )
    with psycopg.connect(**_parameters(dbname=dbname)) as there:
        found = hashes(there)
    wanted = {name: tuple(value) for name, value in record["tables"].items()}
    different = sorted(name for name in wanted if found.get(name) != wanted[name])
    if different or found.keys() != wanted.keys():
        raise BackupError(f"These tables are not as they were saved: {', '.join(different)}.")
    return sum(number for number, _ in found.values())


def hashes(there: psycopg.Connection[Any]) -> Tables:
    """Number and hash of the rows of every table."""
    found: Tables = {}
    for name in _tables_of(there):
        command = sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t"
        )
        number, digest = there.execute(command.format(sql.Identifier(name))).fetchone() or (0, "")
        found[name] = (number, digest)
    return found


def hashes_now() -> Tables:
    """The same of the site's database as it is."""
    with psycopg.connect(**_parameters()) as there:
        return hashes(there)


def _tables_of(there: psycopg.Connection[Any]) -> list[str]:
    rows = there.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p'"
        " AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [name for (name,) in rows]


def _run(program: str, *arguments: str) -> None:
    given = _parameters()
    environment = {
        "PGHOST": str(given.get("host", "")),
        "PGPORT": str(given.get("port", "")),
        "PGUSER": str(given.get("user", "")),
        "PGPASSWORD": str(given.get("password", "")),
        "PGDATABASE": str(given["dbname"]),
        "PGSSLMODE": str(given.get("sslmode", "")),
    }
    done = subprocess.run(
        [_find(program), *arguments],
        env={**os.environ, **{name: value for name, value in environment.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _find(program: str) -> str:
    """The program of the server's own version, else the oldest that is newer.

    An older one refuses the server, and a newer one may set what the server does not know.
    """
    with psycopg.connect(**_parameters()) as there:
        wanted = there.info.server_version // 10_000
    fitting = sorted(each for each in _installed(program) if each[0] >= wanted)
    if not fitting:
        raise BackupError(
            f"The server is PostgreSQL {wanted}, and there is no {program} of that or a newer "
            "version on this machine. Install the client programs of that version."
        )
    return fitting[0][1]


def _installed(program: str) -> Iterator[tuple[int, str]]:
    """Versions and paths of a program: those of PATH, and that of the embedded server."""
    folders = [Path(folder) for folder in os.get_exec_path()]
    with contextlib.suppress(DatabaseError):
        folders.append(programs.folder())
    for path in (str(folder / program) for folder in folders if (folder / program).is_file()):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"\d+", said.stdout)
        if version:
            yield int(version[0]), path


def _parameters(dbname: str | None = None) -> dict[str, Any]:
    given: Mapping[str, Any] = connection.get_connection_params()
    kept = {name: given[name] for name in WANTED if given.get(name)}
    return {**kept, "dbname": dbname} if dbname else kept


def _record_of(place: Path) -> Path:
    return place.with_name(f"{place.name}.json")


def _sha256(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
