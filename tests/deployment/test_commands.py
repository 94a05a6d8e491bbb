"""What commands tell an operator whose database is not as DATABASE_URL says."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from devserver import programs
from tests.deployment.cluster import DATABASE, ROLE, Cluster, Server, cluster
from tests.deployment.nodes import PROJECT, free_port


@pytest.fixture(scope="module")
def lone() -> Iterator[Cluster]:
    """A server with an empty database."""
    with cluster() as made:
        yield made


def manage(url: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What a command of the site says."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "careerguide.settings",
            "DATABASE_URL": url,
            "PG_BIN": str(programs.folder()),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def wrong_urls(server: Server) -> dict[str, str]:
    """Addresses with one mistake each, and what is said about it."""
    at = f"127.0.0.1:{server.port}"
    nowhere = free_port()
    return {
        f"postgres://{ROLE}:wrong@{at}/{DATABASE}": "or not with this password",
        f"postgres://nobody:wrong@{at}/{DATABASE}": "does not let the user “nobody” in",
        f"postgres://{ROLE}@{at}/{DATABASE}": "or not with this password",
        server.url("nothing"): "has no database “nothing”. Create it, or correct its name",
        f"postgres://{ROLE}@host.invalid/x": "no machine of the name “host.invalid”",
        f"postgres://{ROLE}@127.0.0.1:{nowhere}/x": f"answers at 127.0.0.1, port {nowhere}. Is it",
        f"postgres://{ROLE}@%2Fnowhere/x": "No PostgreSQL answers at /nowhere",
    }


def test_a_mistake_in_the_address_of_the_database_is_named_in_a_sentence(lone: Cluster) -> None:
    server = lone.primary
    for url, expected in wrong_urls(server).items():
        done = manage(url, "showmigrations")
        assert (done.returncode, expected in done.stderr) == (1, True), done.stderr
        assert "DATABASE_URL" in done.stderr
        assert "Traceback" not in done.stderr
        assert server.password not in done.stderr


def test_make_run_names_such_a_mistake_too(lone: Cluster) -> None:
    url = lone.primary.url("nothing")
    done = subprocess.run(
        [sys.executable, "-m", "devserver", "run", "--port", str(free_port())],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "careerguide.settings", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("Create it, or correct its name in DATABASE_URL.\n")
    assert "Traceback" not in done.stderr


def test_a_backup_by_a_role_that_makes_no_databases_is_saved_and_says_what_to_do(
    lone: Cluster, tmp_path: Path
) -> None:
    server = lone.primary
    with psycopg.connect(server.conninfo("postgres"), autocommit=True) as there:
        there.execute(f"CREATE ROLE plain LOGIN PASSWORD '{server.password}'".encode())
        there.execute(b"CREATE DATABASE plain OWNER plain")
    url = f"postgres://plain:{server.password}@127.0.0.1:{server.port}/plain"
    place = tmp_path / "site.dump"
    done = manage(url, "backup", place)
    assert done.returncode == 1
    assert f"The backup is saved in {place}, and was not tried" in done.stderr
    assert 'ALTER ROLE "plain" CREATEDB' in done.stderr
    assert "Traceback" not in done.stderr
    assert place.exists()
    assert manage(url, "backup", "--no-check", tmp_path / "again.dump").returncode == 0
