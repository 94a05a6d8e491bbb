"""A backup is one only if it can be restored, row for row."""

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from careerguide import backups
from tests.databases import drop, server


@pytest.fixture
def empty(committed_content: None) -> Iterator[str]:
    """The name of an empty database."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with server() as there:
        drop(there, name)
        there.execute(f'CREATE DATABASE "{name}"')
    yield name
    with server() as there:
        drop(there, name)


@pytest.fixture
def old_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ahead of all others in PATH, programs of a PostgreSQL that is older than any server."""
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("pg_dump", "pg_restore"):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{name} (PostgreSQL) 9.6.24"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_programs_that_are_too_old_for_the_server_are_passed_by(
    empty: str, old_programs: None, tmp_path: Path
) -> None:
    place, out = tmp_path / "site.dump", StringIO()
    call_command("backup", str(place), no_check=True, stdout=out)
    call_command("restore", str(place), into=empty, stdout=out)
    assert "all as they were saved" in out.getvalue()


def test_a_backup_is_tried_restored_and_compared(empty: str, tmp_path: Path) -> None:
    place, out = tmp_path / "site.dump", StringIO()
    call_command("backup", str(place), stdout=out)
    assert "all the same" in out.getvalue()
    assert place.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(place))

    # As if a row had been lost on the way.
    record = place.with_name("site.dump.json")
    number, digest = backups.hashes_now()["careers_career"]
    assert number == 1
    record.write_text(record.read_text().replace(digest, "1"))
    with pytest.raises(CommandError, match="not as they were saved: careers_career"):
        call_command("restore", str(place), into=empty)
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(place), into=empty)

    damaged = bytearray(place.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    place.write_bytes(damaged)
    with pytest.raises(CommandError, match="is damaged"):
        call_command("restore", str(place), into=empty)
