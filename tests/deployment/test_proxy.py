"""The shipped nginx configuration keeps public pages for a second, and up when nothing answers."""

import contextlib
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.db import connection
from psycopg import sql

from serving.models.limits import RateCount
from serving.pagecache.tracking import TRACKING
from tests.asking import CAREER
from tests.databases import server
from tests.deployment import proxy
from tests.deployment.cluster import wait_for
from tests.deployment.nodes import PROJECT, Node, nodes
from tests.making import publish_guides

BEHIND = {"TRUST_FORWARDED_PROTO": "true", "TRUSTED_PROXIES": "1", "HTTPS": "true"}
pytestmark = pytest.mark.skipif(not proxy.is_there(), reason=proxy.NONE_FOUND)


def get(url: str, sent: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and text of a page, whoever signed the certificate; posted if something is sent."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    request = urllib.request.Request(url, sent, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, context=trusting, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_pages_through_nginx(committed_content: None, tmp_path: Path) -> None:
    with nodes(1, tmp_path / "log", **BEHIND) as (node,), proxy.nginx(node) as url:
        status, first = get(url + CAREER)
        assert status == 200
        assert "https://localhost/careers/" in first

        # An edit shows to an editor at once, and to others when the second is over.
        publish_guides(title="Edited behind nginx")
        assert "Edited behind nginx" in get(url + CAREER, Cookie="sessionid=x")[1]
        wait_for(lambda: "Edited behind nginx" in get(url + CAREER)[1], "the edit")

        # What is private is never kept: each visitor gets a form token of their own.
        forms = {get(f"{url}/corrections/")[1] for _ in range(2)}
        assert len(forms) == 2

        # What is kept for one address and encoding is no answer for another.
        with pytest.raises(UnicodeDecodeError):
            get(f"{url}{CAREER}?sort=", None, **{"Accept-Encoding": "br"})
        assert "https://localhost/careers/" in get(f"{url}{CAREER}?sort=br")[1]

        # Nobody writes under another's address.
        for claimed in ("X-Forwarded-For", "X_Forwarded_For", "X-Forwarded_For"):
            assert get(f"{url}/api/v1/careers", None, **{claimed: "203.0.113.9"})[0] == 200
        assert RateCount.objects.filter(kind="api").count() == 1

        # An editor's file comes through; elsewhere nobody sends as much.
        large = b"x" * 11_000_000
        status, text = get(f"{url}/accounts/login/", large)
        assert (status, "nginx" in text) == (413, True)
        # Of a stranger the site reads none of it, which nginx may report as 502.
        assert get(f"{url}/admin/programs/programimport/add/", large)[0] in (403, 502)

        node.process.terminate()
        node.process.wait(20)
        time.sleep(1.1)  # The page that nginx has is no longer fresh.
        status, text = get(url + CAREER)
        assert status == 200
        assert "Edited behind nginx" in text
        assert get(f"{url}/corrections/")[0] in (502, 504)


def test_the_proxy_leaves_out_the_same_parameters_as_the_site() -> None:
    text = (PROJECT / "deploy" / "nginx.conf").read_text()
    assert text.count(f"(?:{TRACKING})") == 2


def test_visitors_from_other_sites_get_the_page_at_hand(
    committed_content: None, tmp_path: Path
) -> None:
    """Whatever their links carry: nothing answers but nginx."""
    with nodes(1, tmp_path / "log", **BEHIND) as (node,), proxy.nginx(node) as url:
        plain, named = get(url + CAREER), get(f"{url}{CAREER}?sort=name&pay=hour")
        node.process.terminate()
        node.process.wait(20)
        for query in ("", "utm_source=a&utm_medium=b", "fbclid=x", "gclid&mc_cid=%20", "_ga=1&"):
            assert get(f"{url}{CAREER}?{query}") == plain, query
        for query in (
            "utm_source=a&sort=name&pay=hour",
            "sort=name&fbclid=x&gclid=y&pay=hour",
            "utm_source=a&utm_medium=b&sort=name&pay=hour&gclid=y",
            "sort=name&pay=hour&msclkid=z",
        ):
            assert get(f"{url}{CAREER}?{query}") == named, query
        for query in ("sort=name", "xfbclid=1", "sort=fbclid%3D", "state=CA&pay=hour"):
            assert get(f"{url}{CAREER}?{query}")[0] in (502, 504), query


def test_nginx_shows_pages_while_the_database_is_down(
    committed_content: None, tmp_path: Path
) -> None:
    """Also where no worker has them in memory, as after a restart."""
    direct = {"Host": "localhost", "X-Forwarded-Proto": "https"}
    with nodes(1, tmp_path / "log", **BEHIND) as (node,), proxy.nginx(node) as url:
        page = get(url + CAREER)
        assert page[0] == 200
        restart_workers(node)
        wait_for(lambda: is_up(node), "new workers")
        with no_connections(str(connection.settings_dict["NAME"])):
            time.sleep(1.1)
            assert node.get(CAREER, **direct)[0] == 503
            for _ in range(4):
                assert get(url + CAREER) == page
            assert get(f"{url}/sources/")[0] == 503, "nobody had asked for it"
        publish_guides(title="The database is back")
        wait_for(lambda: "The database is back" in get(url + CAREER)[1], "the new page")


def restart_workers(node: Node) -> None:
    for worker in psutil.Process(node.process.pid).children():
        if "resource_tracker" not in " ".join(worker.cmdline()):
            worker.kill()
            worker.wait()


def is_up(node: Node) -> bool:
    try:
        return node.get("/healthz", Host="localhost")[0] == 200
    except OSError:
        return False


@contextlib.contextmanager
def no_connections(name: str) -> Iterator[None]:
    """Let nobody connect to a database for as long as the block runs."""
    connection.close()
    with server() as there:
        command = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        there.execute(command.format(sql.Identifier(name), sql.Literal(False)))
        there.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            [name],
        )
        try:
            yield
        finally:
            there.execute(command.format(sql.Identifier(name), sql.Literal(True)))
