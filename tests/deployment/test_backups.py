"""A backup is one only if it can be restored, row for row."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

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


def test_programs_that_fail_or_are_missing_are_named(
    committed_content: None, tmp_path: Path, settings: Any
) -> None:
    place, folder = tmp_path / "site.dump", tmp_path / "old"
    folder.mkdir()
    settings.PG_BIN = str(folder)
    with pytest.raises(CommandError, match=f"no pg_dump in {folder}.* PG_BIN"):
        call_command("backup", str(place))
    old = folder / "pg_dump"
    old.write_text("#!/bin/sh\necho 'aborting because of server version mismatch' >&2; exit 1\n")
    old.chmod(0o755)
    with pytest.raises(CommandError, match=r"(?s)pg_dump failed: .* mismatch.* PG_BIN"):
        call_command("backup", str(place))
    assert not place.exists()


def test_a_backup_is_tried_restored_and_compared(empty: str, tmp_path: Path) -> None:
    place, out = tmp_path / "site.dump", StringIO()
    call_command("backup", str(place), stdout=out)
    assert "all the same" in out.getvalue()
    assert place.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(place))

    # As if a row had been lost on the way.
    record = place.with_name("site.dump.json")
    with backups.connect() as database:
        number, digest = backups.hash_tables(database)["careers_career"]
    assert number == 830
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
