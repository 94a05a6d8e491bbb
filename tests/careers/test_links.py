"""Links to other sites are tried politely, and never into a private network."""

import datetime as dt
import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS
from careers.guides.publishing import publish_guide
from careers.links.check import Rules, Verdict, check_url, is_public
from careers.links.collect import collect_outside_links
from careers.links.run import check_links
from careers.models import Certification, OutsideLink
from tests.careers.guides import get_guide
from tests.staff import member

Seen = list[tuple[str, str]]


class OtherSite(BaseHTTPRequestHandler):
    """Answers with the status that the path names, or redirects to what follows `/to/`."""

    seen: Seen = []

    def do_HEAD(self) -> None:
        self.seen.append((self.command, self.path))
        _, kind, *rest = self.path.split("/", 2)
        if kind == "to":
            self.send_response(302)
            self.send_header("Location", rest[0])
        elif kind == "circle":
            self.send_response(301)
            self.send_header("Location", "/circle")
        elif kind == "get":
            self.send_response(200 if self.command == "GET" else 405)
        else:
            self.send_response(int(kind))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 (the name that http.server looks for)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def seen() -> Seen:
    OtherSite.seen.clear()
    return OtherSite.seen


@pytest.fixture
def other_site(seen: Seen) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def let(other_site: str) -> Rules:
    """Rules under which this test's own server may be asked, and nothing else."""
    port = int(other_site.rpartition(":")[2])
    here = ipaddress.ip_address("127.0.0.1")
    return Rules(lambda address: address == here, frozenset({port}), timeout=2)


@pytest.mark.parametrize(
    ("path", "is_good"),
    [
        ("/200", True),
        ("/404", False),
        ("/410", False),
        ("/500", False),
        ("/403", None),
        ("/429", None),
        ("/get", True),
        ("/to//200", True),
        ("/to//404", False),
    ],
)
def test_an_answer_is_judged_as_a_reader_would(
    other_site: str, path: str, is_good: bool | None
) -> None:
    assert check_url(f"{other_site}{path}", let(other_site)).is_good is is_good


def test_redirects_in_a_circle_end(other_site: str, seen: Seen) -> None:
    verdict = check_url(f"{other_site}/circle", let(other_site))
    assert verdict == Verdict(False, "more than 5 redirects")
    assert len(seen) == 6


def test_a_redirect_into_a_private_network_is_not_followed(other_site: str) -> None:
    port = other_site.rpartition(":")[2]
    for inside in (f"http://127.0.0.2:{port}/200", f"http://169.254.169.254:{port}/latest/"):
        verdict = check_url(f"{other_site}/to/{inside}", let(other_site))
        assert verdict == Verdict(False, "leads into a private network")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:7f00:1::1]/",
        "http://[fec0::1]/",
        "http://[fe80::1]/",
        "http://example.com:22/",
        "http://user@example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "http://",
    ],
)
def test_nothing_private_is_connected_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        pytest.fail(f"connected to {args}")

    monkeypatch.setattr(socket, "create_connection", refuse)
    assert check_url(url).is_good is False


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("224.0.0.1", "100.64.0.1", "192.0.0.171", "255.255.255.255"),
        # Addresses of IPv4 in one of IPv6.
        *("::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::10.0.0.1"),
        *("64:ff9b:1::8.8.8.8", "2002:808:808::1", "2001:0:808:808::1"),
        *("::1", "fe80::1", "fec0::1", "fc00::1", "ff02::1", "100::1", "5f00::1"),
        *("2001:db8::1", "3fff::1", "2001:20::1"),
    ],
)
def test_every_other_address_is_private(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


def test_every_link_of_the_guide_is_found_with_its_place(content: None) -> None:
    found = collect_outside_links()
    certification = Certification.objects.all()[0]
    assert f"Medical office administrator: {certification.abbreviation}" in found[certification.url]
    assert all(url.startswith("http") and "#" not in url for url in found)


def test_a_broken_link_is_named_until_it_is_mended(content: None, client: Client) -> None:
    url = Certification.objects.all()[0].url
    verdicts = {url: Verdict(False, "404 Not Found")}
    check_links(lambda asked: verdicts.get(asked, Verdict(True, "200 OK")), lambda _: None)
    link = OutsideLink.objects.broken().get()
    since = link.broken_since
    client.force_login(member(EDITORS))
    assert "404 Not Found" in client.get("/admin/").content.decode()
    # What is good is left alone for a week; what is broken is tried again.
    assert check_links(verdicts.__getitem__, lambda _: None) == 1
    link.refresh_from_db()
    assert link.broken_since == since
    verdicts[url] = Verdict(True, "200 OK")
    check_links(verdicts.__getitem__, lambda _: None)
    assert "404 Not Found" not in client.get("/admin/").content.decode()
    Certification.objects.filter(url=url).delete()
    publish_guide(get_guide(), None)
    OutsideLink.objects.update(checked_at=timezone.now() - dt.timedelta(days=8))
    asked: list[str] = []

    def note(address: str) -> Verdict:
        asked.append(address)
        return Verdict(True, "200 OK")

    check_links(note, lambda _: None)
    assert url not in asked
    assert not OutsideLink.objects.filter(url=url).exists()


def test_one_site_is_not_asked_twice_at_once(content: None) -> None:
    waited: list[float] = []
    check_links(lambda _: Verdict(True, "200 OK"), waited.append)
    hosts = [url.split("/")[2] for url in collect_outside_links()]
    assert len(waited) == len(hosts) - len(set(hosts))


def test_links_are_left_alone_unless_the_site_asks_for_it(
    content: None, client: Client, settings: Any
) -> None:
    with pytest.raises(CommandError, match="LINK_CHECKS"):
        call_command("check_links")
    client.force_login(member(EDITORS))
    address = "/admin/careers/outsidelink/"
    assert "Check the links" not in client.get(address).content.decode()
    settings.LINK_CHECKS = True
    assert "Check the links" in client.get(address).content.decode()
    assert client.post(f"{address}check/").status_code == 302
    assert client.get(f"{address}check/").status_code == 405
