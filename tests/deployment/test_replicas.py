"""Searches are read from a replica, and nobody sees less than what they did themselves."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from careerguide.database import replica_settings
from tests.asking import CAREER
from tests.deployment.cluster import DATABASE, Cluster, Server, wait_for
from tests.deployment.crowd import TOKEN, Browser
from tests.deployment.editing import publish_title
from tests.deployment.nodes import PROJECT, Node, nodes

# The page cache keeps no page with these words in its address.
SEARCH = f"{CAREER}?q=iowa"
EDITOR = {"Cookie": "sessionid=somebody"}


def test_one_address_names_several_hosts_and_prefers_standbys() -> None:
    url = "postgres://a:b@one:1,two:2/x"
    options = replica_settings(url)["replica"]["OPTIONS"]
    assert options["target_session_attrs"] == "prefer-standby"
    assert options["load_balance_hosts"] == "random"
    chosen = replica_settings(f"{url}?target_session_attrs=standby")["replica"]["OPTIONS"]
    assert chosen["target_session_attrs"] == "standby"
    assert replica_settings("") == {}


def site(servers: Cluster, replica_url: str) -> dict[str, str]:
    """The environment of a node on these servers."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.deployment.failover_settings",
        "DATABASE_URL": servers.url(),
        "DATABASE_REPLICA_URL": replica_url,
    }


def test_searches_come_from_the_replica_and_nobody_misses_what_they_did(
    servers: Cluster, tmp_path: Path
) -> None:
    (replica,) = servers.standbys
    with nodes(1, tmp_path / "log", **site(servers, replica.url())) as (node,):
        edit(servers, "First title")
        wait_for(lambda: has_all(replica, servers), "the standby to have the first title")
        assert shows(node, SEARCH, "First title")
        replica.ask("SELECT pg_wal_replay_pause()")
        edit(servers, "Second title")
        assert shows(node, SEARCH, "First title"), "the replica answers"
        assert shows(node, CAREER, "Second title"), "a cached page is as new as the primary"
        assert shows(node, SEARCH, "Second title", **EDITOR), "whoever is signed in"

        writer = Browser([node.url])
        form = TOKEN.search(writer.ask("/corrections/")[1])
        assert form is not None
        assert "First title" in writer.ask(SEARCH)[1]
        report = {"about": "/", "statement": "This figure is of another year."}
        assert writer.ask("/corrections/", {"csrfmiddlewaretoken": form[1], **report})[0] == 302
        assert "Second title" in writer.ask(SEARCH)[1], "whoever sent a form"

        replica.ask("SELECT pg_wal_replay_resume()")
        wait_for(lambda: shows(node, SEARCH, "Second title"), "the replica to follow")


def test_without_a_replica_the_primary_answers_and_the_other_way_round(
    servers: Cluster, tmp_path: Path
) -> None:
    (replica,) = servers.standbys
    with nodes(1, tmp_path / "log", **site(servers, replica.url())) as (node,):
        edit(servers, "First title")
        wait_for(lambda: has_all(replica, servers), "the standby to have the first title")
        assert shows(node, SEARCH, "First title")
        assert shows(node, CAREER, "First title")

        replica.kill()
        edit(servers, "Second title")
        for path in (SEARCH, CAREER, "/api/v1/careers"):
            assert all(node.get(path)[0] == 200 for _ in range(8)), path
        assert shows(node, SEARCH, "Second title")

        replica.start()
        wait_for(lambda: has_all(replica, servers), "the standby to have the second title")
        wait_for(lambda: is_used(replica, node), "the replica to be used again")
        servers.primary.kill()
        # The other of the node's two workers may still leave the replica alone for some seconds.
        wait_for(lambda: shows(node, SEARCH, "Second title"), "every worker to use the replica")
        assert shows(node, CAREER, "Second title")


def test_the_doctor_says_which_replica_answers(servers: Cluster) -> None:
    (replica,) = servers.standbys
    good = f"good     Public pages are read from 127.0.0.1:{replica.port}, which is a standby."
    assert good in doctor(site(servers, servers.replica_url()))
    replica.kill()
    assert "which is no standby" in doctor(site(servers, servers.replica_url()))
    assert "PROBLEM  No replica answers" in doctor(site(servers, replica.url()))


def doctor(environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=PROJECT,
        env={**os.environ, "CAREERGUIDE_MODE": "local", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def edit(servers: Cluster, title: str) -> None:
    with psycopg.connect(servers.primary.conninfo()) as there:
        publish_title(there, title)


def shows(node: Node, path: str, text: str, **headers: str) -> bool:
    """Whether many requests in a row, which both workers share, show a text."""
    replies = [node.get(path, **headers) for _ in range(8)]
    return all(status == 200 and text in body.decode() for status, _, body in replies)


def has_all(replica: Server, servers: Cluster) -> bool:
    """Whether a standby has replayed what the primary has written by now."""
    position = servers.primary.ask("SELECT pg_current_wal_insert_lsn()")
    return replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn") == "True"


def is_used(replica: Server, node: Node) -> bool:
    """Whether a node has connections to a server after it was asked for something."""
    node.get(SEARCH)
    query = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{DATABASE}'"
    return int(replica.ask(query) or 0) > 1
