"""Servers die one after the other under load, and nobody is told what is not so.

A primary and two standbys of which one must confirm each commit, two web nodes, nginx in front:
the configuration of docs/operations.md.
"""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.deployment import proxy
from tests.deployment.cluster import DATABASE, ROLE, Cluster, Server, cluster, wait_for
from tests.deployment.crowd import Browser, Crowd, crowd
from tests.deployment.editing import publish_title
from tests.deployment.nodes import Node, nodes

# What must have happened under each of the faults.
RESULTS = 3
# Seconds, of which docs/operations.md tells what they really were. Busy machines are slow.
WRITES_BACK = 60
OLDEST_PAGE = 45


@pytest.fixture
def servers(content_database: str) -> Iterator[Cluster]:
    """A primary with the site's content, and two standbys."""
    with cluster("beta", "gamma") as made:
        made.fill(content_database)
        with psycopg.connect(made.primary.conninfo()) as there:
            title = "Edition 0 of the Medical Office Administrator"
            publish_title(there, title)
        made.make_standbys()
        yield made


def site(servers: Cluster, **more: str) -> dict[str, str]:
    """The environment of a node on these servers."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.deployment.failover_settings",
        "DATABASE_URL": servers.url(),
        "DATABASE_REPLICA_URL": servers.replica_url(),
        **more,
    }


def test_servers_die_one_after_the_other_and_no_result_is_lost(
    servers: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "nodes.log"
    behind = {"TRUST_FORWARDED_PROTO": "true", "TRUSTED_PROXIES": "1", "HTTPS": "true"}
    has_proxy = proxy.is_there()
    with nodes(2, log, **site(servers, **(behind if has_proxy else {}))) as both:
        if has_proxy:
            with proxy.nginx(*both) as url:
                lines = tell(servers, both, [url])
        else:
            lines = tell(servers, both, [node.url for node in both])
            lines.append(f"without a proxy: {proxy.NONE_FOUND}")
    with capsys.disabled():
        print("", *lines, sep="\n  ")


def tell(servers: Cluster, both: list[Node], addresses: list[str]) -> list[str]:
    """The story; gives the lines that sum it up."""
    with crowd(addresses, lambda: editing(servers), patience=OLDEST_PAGE) as busy:
        told = busy.told
        go_on(busy, "at the beginning")
        wait_for(lambda: any(map(serves_pages, servers.standbys)), "pages read from a replica")

        down = servers.standbys[0]
        down.kill()
        go_on(busy, "while a standby is down")
        down.start()
        back = wait_for(servers.all_stream, "the standby to stream again")
        before_node = +told.refusals

        os.killpg(both[0].process.pid, signal.SIGKILL)
        go_on(busy, "while a web node is down")

        before = +told.refusals
        began = time.monotonic()
        servers.primary.kill()
        promoted = servers.fail_over()
        chosen = time.monotonic() - began
        wait_for(
            lambda: any(at > began + chosen for _, at in told.results),
            "a result after the standby was promoted",
            WRITES_BACK,
        )
        writes_back = next(at for _, at in told.results if at > began + chosen) - began
        go_on(busy, "after the standby was promoted")
        wait_for(servers.all_stream, "the other standby to follow")

    assert told.wrong == []
    lost = [path for path, _ in told.results if Browser(addresses).ask(path)[0] != 200]
    assert lost == []
    with psycopg.connect(promoted.conninfo()) as there:
        (kept,) = there.execute("SELECT count(*) FROM quiz_result").fetchone() or (0,)
    assert kept >= len(told.results)
    return [
        f"{told.pages} pages read, {len(told.results)} results acknowledged, all of them open",
        f"{kept - len(told.results)} results kept whose answer never reached the visitor",
        f"the killed standby streamed again after {back:.1f} s",
        f"refusals until the web node was killed: {dict(before_node) or 'none'}",
        f"refusals by the killed web node: {dict(before - before_node) or 'none'}",
        f"refusals by the killed primary: {dict(told.refusals - before) or 'none'}",
        f"{promoted.name} promoted {chosen:.1f} s after the primary was killed",
        f"a result acknowledged {writes_back:.1f} s after it was killed",
        f"oldest page: {told.oldest:.1f} s behind the newest edition",
    ]


def go_on(busy: Crowd, when: str) -> None:
    """Come back when results and pages have come in since."""
    results, pages = len(busy.told.results), busy.told.pages
    wait_for(
        lambda: len(busy.told.results) >= results + RESULTS and busy.told.pages >= pages + RESULTS,
        f"results and pages {when}: {busy.told.refusals}, {busy.told.wrong}",
    )


def editing(servers: Cluster) -> str:
    """Where an editor's program writes: whichever server takes it."""
    return make_conninfo(
        host=",".join("127.0.0.1" for _ in servers.servers),
        port=",".join(str(server.port) for server in servers.servers),
        user=ROLE,
        password=servers.password,
        dbname="careerguide",
        target_session_attrs="read-write",
    )


def serves_pages(server: Server) -> bool:
    query = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{DATABASE}'"
    return int(server.ask(query) or 0) > 0
