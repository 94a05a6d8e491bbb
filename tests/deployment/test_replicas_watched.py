"""An operator is told of each replica; and what a process does that never saw the primary."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from serving.replicas.watching import OLDEST, SILENCE, Watching
from tests.asking import CAREER
from tests.deployment.cluster import Cluster, Server, wait_for
from tests.deployment.nodes import PROJECT, Node, nodes
from tests.deployment.test_replicas import edit

LIMIT = 2.0
OLD = b"Our database does not answer at the moment. This is the page as it last was"


def environment(primary: Cluster | Server, replica: Server) -> dict[str, str]:
    return {
        "CAREERGUIDE_MODE": "local",
        "DJANGO_SETTINGS_MODULE": "tests.deployment.failover_settings",
        "DATABASE_URL": primary.url(),
        "DATABASE_REPLICA_URLS": replica.url(),
        "REPLICA_LAG_LIMIT": str(LIMIT),
        "METRICS_TOKEN": "a token",
    }


def doctor(primary: Cluster | Server, replica: Server) -> str:
    """What the doctor says of replicas: the finding and, in the next line, the remedy."""
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=PROJECT,
        env={**os.environ, **environment(primary, replica)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout[done.stdout.index("The replica") - len("PROBLEM  ") :]


def metrics(node: Node) -> dict[str, float]:
    text = node.get("/metrics", Authorization="Bearer a token")[2].decode()
    found = re.findall(r'^careerguide_replica_(\w+)\{alias="replica1"\} (\S+)$', text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def has_all(replica: Server, servers: Cluster) -> bool:
    """Whether a standby has replayed what the primary has written by now."""
    position = servers.primary.ask("SELECT pg_current_wal_insert_lsn()")
    return replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn") == "True"


def test_an_operator_reads_how_far_a_replica_is_behind(servers: Cluster, tmp_path: Path) -> None:
    (replica,) = servers.standbys
    with nodes(1, tmp_path / "log", **environment(servers, replica)) as (node,):
        wait_for(lambda: metrics(node).get("in_use") == 1, "the replica to be in use")
        wait_for(lambda: metrics(node).get("lag_seconds", LIMIT) < LIMIT, "its lag")
        assert re.fullmatch(
            r"good     The replica replica1 is read from; it is \d\.\d s behind at most\.\n",
            doctor(servers, replica),
        )

        edit(servers, "What the replica has")
        wait_for(lambda: has_all(replica, servers), "the replica to have it")
        replica.ask("SELECT pg_wal_replay_pause()")
        edit(servers, "What the replica does not have")
        wait_for(lambda: metrics(node).get("in_use") == 0, "the replica to be left out")
        wait_for(
            lambda: metrics(node).get("lag_seconds", 0) > 2 * LIMIT, "its lag to be told still"
        )
        told = doctor(servers, replica)
        assert re.match(
            r"PROBLEM  The replica replica1 is left out: it is more than 2 s and \d+\.\d MB of log"
            r" behind\. The last change that it has is of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.\n",
            told,
        )
        assert "Its replay is paused: SELECT pg_wal_replay_resume() on it." in told
        replica.ask("SELECT pg_wal_replay_resume()")
        wait_for(lambda: metrics(node).get("in_use") == 1, "the replica to be back")

        replica.reload("primary_conninfo = ''")
        streams = "SELECT count(*) FROM pg_stat_replication"
        wait_for(lambda: servers.primary.ask(streams) == "0", "the replica to be cut off")
        edit(servers, "What the replica does not receive")
        told = doctor(servers, replica)
        assert told.startswith("PROBLEM  The replica replica1 is left out: it is more than 2 s and")
        assert "It receives nothing from the primary. Its log says why" in told

        replica.kill()
        wait_for(lambda: metrics(node).get("in_use") == 0, "the dead replica to be left out")
        told = doctor(servers, replica)
        assert told.startswith("PROBLEM  The replica replica1 does not answer and is left out: ")
        assert "does DATABASE_REPLICA_URLS name it" in told


def test_a_replica_that_lost_its_primary_or_took_its_place_is_told_apart(servers: Cluster) -> None:
    (replica,) = servers.standbys
    servers.primary.kill()
    told = doctor(servers, replica)
    assert told.startswith(
        "good     The replica replica1 answers; how far it was behind the primary nobody can tell"
    )
    replica.promote()
    assert "The replica replica1 is the primary by now" in doctor(servers, replica)
    servers.primary.start()
    told = doctor(servers.primary, replica)
    assert told.startswith("PROBLEM  The replica replica1 is no standby: it takes changes of its")


# A process that began while the primary was down


def test_a_process_that_never_saw_the_primary_shows_the_replicas_pages_as_old_ones(
    servers: Cluster, tmp_path: Path
) -> None:
    (replica,) = servers.standbys
    edit(servers, "The last title")
    wait_for(lambda: has_all(replica, servers), "the standby to have the title")
    servers.primary.kill()
    with nodes(1, tmp_path / "log", **environment(servers, replica)) as (node,):
        wait_for(lambda: all(node.get(CAREER)[0] == 200 for _ in range(8)), "both workers")
        for path in (CAREER, f"{CAREER}salaries/", "/sources/"):
            for _ in range(4):
                status, headers, body = node.get(path)
                assert (status, OLD in body) == (200, True), path
                assert "detail=database-down" in headers["cache-status"]
        assert b"The last title" in node.get(CAREER)[2]
        # What is not kept cannot be marked, and so is not shown.
        assert node.get(f"{CAREER}?q=iowa")[0] == 503

        servers.primary.start()
        wait_for(lambda: all(is_as_usual(node) for _ in range(8)), "pages as usual")
        edit(servers, "A newer title")
        wait_for(lambda: all(b"A newer title" in node.get(CAREER)[2] for _ in range(8)), "an edit")


def is_as_usual(node: Node) -> bool:
    status, headers, body = node.get(CAREER)
    return status == 200 and OLD not in body and "database-down" not in headers["cache-status"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of this process, in its one item."""
    now = [1000.0]
    monkeypatch.setattr("serving.replicas.watching.time.monotonic", lambda: now[0])
    return now


def test_the_last_resort_is_the_replica_that_has_most(clock: list[float]) -> None:
    watching = Watching(["replica1", "replica2", "replica3"], LIMIT)
    assert watching.last_resort() is None
    watching.note("replica1", 500, commit_age=60.0)
    watching.note("replica2", 700, commit_age=50.0)
    watching.note("replica3", 900, commit_age=OLDEST + 1)
    assert watching.last_resort() == "replica2", "the third was cut off long ago"
    watching.leave_out("replica2")
    assert watching.last_resort() == "replica1"
    clock[0] += SILENCE + 1
    assert watching.last_resort() is None, "nobody answers any more"
    watching.note("replica1", 500)
    assert watching.last_resort() is None, "it replayed nothing since it was started"


def test_the_lag_of_one_that_is_left_out_is_told_still(clock: list[float]) -> None:
    watching = Watching(["replica1"], LIMIT)
    assert watching.behind("replica1") is None
    for second in range(60):
        watching.note("default", 100 + second)
        watching.note("replica1", 100)
        assert watching.behind("replica1") == second
        assert watching.lag("replica1") == (second if second <= LIMIT else None)
        clock[0] += 1
