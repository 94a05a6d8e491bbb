"""The steps of docs/operations.md that bring a database back to a moment before a mistake."""

from pathlib import Path

import psycopg

from devserver import programs
from tests.deployment.cluster import Cluster, Server, cluster, run, wait_for, write


def test_a_mistake_is_undone_to_the_second() -> None:
    with cluster() as made:
        archive = archived(made)
        base = made.folder / "base"
        change(made.primary, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
        options = ("--checkpoint=fast", "--wal-method=none", "--dbname")
        run("pg_basebackup", "--pgdata", base, *options, made.primary.conninfo("postgres"))
        run("pg_verifybackup", "--no-parse-wal", base)

        change(made.primary, "INSERT INTO kept SELECT generate_series(1001, 1500)")
        moment = made.primary.ask("SELECT clock_timestamp()::text")
        change(made.primary, "DELETE FROM kept")
        last = made.primary.ask("SELECT pg_walfile_name(pg_switch_wal())")
        wait_for(lambda: (archive / f"{last}").exists(), "the log to be archived")
        made.primary.kill()

        back = Server(made.folder, "base", made.password)
        own = (made.primary.data / "own.conf").read_text()
        write(base / "own.conf", own.replace(str(made.primary.port), str(back.port)))
        write(
            base / "test.conf",
            f"restore_command = 'cp {archive}/%f %p'\n"
            f"recovery_target_time = '{moment}'\n"
            "recovery_target_action = 'promote'\n",
        )
        write(base / "recovery.signal", "")
        try:
            back.start()
            wait_for(lambda: back.ask("SELECT pg_is_in_recovery()") == "False", "the recovery")
            with psycopg.connect(back.conninfo()) as there:
                assert there.execute("SELECT count(*) FROM kept").fetchone() == (1500,)
        finally:
            back.kill()


def archived(made: Cluster) -> Path:
    """Let the primary archive its log from now on; the folder that it archives to."""
    archive = made.folder / "archive"
    archive.mkdir(mode=0o700)
    programs.give_to_owner(archive)
    made.primary.reload(
        "archive_mode = on",
        f"archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'",
    )
    # That it archives at all is decided at the start.
    made.primary.kill()
    made.primary.start()
    return archive


def change(server: Server, command: str) -> None:
    with psycopg.connect(server.conninfo(), autocommit=True) as there:
        there.execute(command.encode())
