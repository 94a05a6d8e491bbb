"""Public pages are read from replicas, and nobody reads less than what they know of."""

import signal
from pathlib import Path

import psutil
import psycopg
import pytest

from careerguide import database
from serving.replicas.middleware import UNKNOWN, position_of
from serving.replicas.watching import SILENCE, Watching
from tests.asking import CAREER
from tests.deployment.cluster import Cluster, wait_for
from tests.deployment.crowd import TOKEN, Browser
from tests.deployment.nodes import Node, nodes

LIMIT = 3.0
EDITOR = {"Cookie": "sessionid=somebody"}


# Which one is good enough


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of this process, in its one item."""
    now = [1000.0]
    monkeypatch.setattr("serving.replicas.watching.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def watching(clock: list[float]) -> Watching:
    found = Watching(["replica1"], LIMIT)
    # What the threads would hear is told by the tests.
    found._started = True
    return found


def test_a_replica_that_was_never_seen_to_keep_up_is_not_read(watching: Watching) -> None:
    assert watching.choose() == "default"
    watching.note("replica1", 500)
    assert watching.choose() == "default", "nobody knows where the primary is"
    watching.note("default", 900)
    assert watching.choose() == "default"
    watching.note("replica1", 900)
    assert watching.choose() == "replica1"


def test_one_that_is_too_far_behind_is_left_out_until_it_is_back(
    watching: Watching, clock: list[float]
) -> None:
    for second in range(8):
        watching.note("default", 100 * second)
        watching.note("replica1", min(100 * second, 200))
        lag = watching.lag("replica1")
        assert lag == (max(0, second - 2) if second <= 5 else None), second
        clock[0] += 1
    watching.note("replica1", 600)
    watching.note("default", 800)
    assert watching.lag("replica1") == 2


def test_while_the_primary_is_down_the_clock_stands_still(
    watching: Watching, clock: list[float]
) -> None:
    watching.note("default", 100)
    for _ in range(60):
        watching.note("replica1", 100)
        assert watching.choose() == "replica1"
        clock[0] += 1


def test_a_new_primary_without_the_old_ones_last_words_sets_the_mark_anew(
    watching: Watching, clock: list[float]
) -> None:
    watching.note("default", 1000)
    watching.note("replica1", 900)
    assert watching.choose() == "default"
    watching.note("default", 950)
    watching.note("replica1", 950)
    assert watching.choose() == "replica1"


def test_a_silent_or_failing_replica_is_left_out(watching: Watching, clock: list[float]) -> None:
    watching.note("default", 1)
    watching.note("replica1", 1)
    watching.leave_out("replica1")
    assert watching.choose() == "default"
    clock[0] += SILENCE
    assert watching.choose() == "replica1"
    clock[0] += 0.1
    assert watching.choose() == "default"


def test_who_wrote_reads_from_a_replica_that_has_it(watching: Watching) -> None:
    watching.note("default", 100)
    watching.note("replica1", 100)
    assert watching.choose(least=100) == "replica1"
    assert watching.choose(least=101) == "default"


@pytest.mark.parametrize("text", ["", "-1", "x", "1e9", "٣", "9" * 25])
def test_a_cookie_that_is_none_of_ours_leads_to_the_primary(text: str) -> None:
    assert position_of({"wrote": text}) == UNKNOWN
    assert position_of({"wrote": "77"}) == 77
    assert position_of({}) == 0


def test_addresses_of_replicas_are_read_one_by_one() -> None:
    found = database.replica_settings("postgres://a:b@one:1/x, postgres://a:b@two/x")
    assert [(name, each["HOST"]) for name, each in found.items()] == [
        ("replica1", "one"),
        ("replica2", "two"),
    ]
    assert database.replica_settings("") == {}


# As it runs


def test_pages_come_from_a_replica_and_none_goes_back_behind_what_its_reader_did(
    servers: Cluster, tmp_path: Path
) -> None:
    (replica,) = servers.standbys
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.deployment.failover_settings",
        "DATABASE_URL": servers.url(),
        "DATABASE_REPLICA_URLS": replica.url(),
        "REPLICA_LAG_LIMIT": str(LIMIT * 20),
    }
    with nodes(1, tmp_path / "log", **environment) as (node,):
        edit(servers, "First title")
        wait_for(lambda: both_workers_show(node, "First title"), "the first title")
        wait_for(lambda: leaves_the_primary_alone(node, servers), "pages read from the replica")

        # The replica no longer follows.
        replica.ask("SELECT pg_wal_replay_pause()")
        edit(servers, "Second title")
        for _ in range(10):
            assert "First title" in page(node), "what the replica has"
            assert "Second title" in page(node, **EDITOR), "whoever is signed in"

        writer = Browser([node.url])
        form = TOKEN.search(writer.ask("/corrections/")[1])
        assert form is not None
        report = {"about": "/", "statement": "This figure is of another year."}
        assert writer.ask("/corrections/", {"csrfmiddlewaretoken": form[1], **report})[0] == 302
        for _ in range(10):
            assert "Second title" in writer.ask(CAREER)[1], "whoever wrote"
        assert wrote(writer) > 0

        # What was rendered from the slow replica is not taken for a page of the newer content.
        replica.ask("SELECT pg_wal_replay_resume()")
        wait_for(lambda: both_workers_show(node, "Second title"), "the second title")

        # Without a primary the pages are what they were, and not marked as old.
        servers.primary.kill()
        for _ in range(10):
            status, headers, _ = node.get(CAREER)
            assert (status, "database-down" in headers["cache-status"]) == (200, False)
        assert node.get(f"{CAREER}?q=iowa")[0] == 200, "a page that is not kept"
        servers.primary.start()

        # It hangs: a page waits for it once, and comes from the primary.
        stop_and_go(replica.data, signal.SIGSTOP)
        try:
            edit(servers, "Third title")
            wait_for(lambda: both_workers_show(node, "Third title"), "the third title")
        finally:
            stop_and_go(replica.data, signal.SIGCONT)
        wait_for(lambda: leaves_the_primary_alone(node, servers), "the replica to serve again")

        # It is gone.
        replica.kill()
        edit(servers, "Fourth title")
        for _ in range(10):
            assert node.get(CAREER)[0] == 200
            assert node.get("/api/v1/careers")[0] == 200
            assert node.get(f"{CAREER}?q=iowa")[0] == 200
        wait_for(lambda: both_workers_show(node, "Fourth title"), "the fourth title")


def test_a_replica_too_far_behind_is_done_without(servers: Cluster, tmp_path: Path) -> None:
    (replica,) = servers.standbys
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.deployment.failover_settings",
        "DATABASE_URL": servers.url(),
        "DATABASE_REPLICA_URLS": replica.url(),
        "REPLICA_LAG_LIMIT": str(LIMIT),
    }
    with nodes(1, tmp_path / "log", **environment) as (node,):
        wait_for(lambda: leaves_the_primary_alone(node, servers), "pages from the replica")
        replica.ask("SELECT pg_wal_replay_pause()")
        edit(servers, "Title of the primary")
        took = wait_for(lambda: both_workers_show(node, "Title of the primary"), "the primary")
        assert took > LIMIT - 2


def edit(servers: Cluster, title: str) -> None:
    def attempt() -> bool:
        try:
            with psycopg.connect(servers.primary.conninfo()) as there:
                there.execute("UPDATE careers_career SET title = %s", [title])
        except psycopg.OperationalError:
            return False
        return True

    wait_for(attempt, "the primary to be there")


def page(node: Node, **headers: str) -> str:
    status, _, body = node.get(CAREER, **headers)
    assert status == 200
    return body.decode()


def leaves_the_primary_alone(node: Node, servers: Cluster) -> bool:
    """Whether both workers watch the replica, and many pages ask nothing of the primary."""
    watchers = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'replica watch'"
    asked = (
        "SELECT (SELECT max(state_change) FROM pg_stat_activity"
        " WHERE application_name = 'page cache')::text"
    )
    before = servers.primary.ask(asked)
    for _ in range(12):
        page(node)
    return servers.standbys[0].ask(watchers) == "2" and before == servers.primary.ask(asked)


def both_workers_show(node: Node, words: str) -> bool:
    """Whether many requests in a row, which both workers share, have the words."""
    return all(words in page(node) for _ in range(8))


def wrote(browser: Browser) -> int:
    return position_of({cookie.name: cookie.value or "" for cookie in browser.cookies})


def stop_and_go(data: Path, number: signal.Signals) -> None:
    """Send a signal to a server and everything it started."""
    pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    parent = psutil.Process(pid)
    for process in [parent, *parent.children(recursive=True)]:
        process.send_signal(number)
