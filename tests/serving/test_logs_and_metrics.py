"""An operator sees what the site does, and nothing of who its visitors are."""

import json
import logging
import ssl
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from serving.logs import HideCodes, JsonLines, request_id
from tests.asking import CAREER
from tests.deployment import proxy
from tests.deployment.cluster import wait_for
from tests.deployment.nodes import nodes


def written(record: logging.LogRecord) -> dict[str, object]:
    """A record as it comes out of the site's handler."""
    HideCodes().filter(record)
    line = JsonLines().format(record)
    assert "\n" not in line
    found: dict[str, object] = json.loads(line)
    return found


def test_a_request_is_one_line_without_address_or_search(
    client: Client, content: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "careerguide.requests")
    response = client.get(f"{CAREER}programs/?zip=98101", REMOTE_ADDR="198.51.100.7")
    (record,) = [each for each in caplog.records if each.name == "careerguide.requests"]
    line = written(record)
    assert line["status"] == 200
    assert line["method"] == "GET"
    assert line["route"] == "careers/<slug:slug>/programs/"
    assert isinstance(line["milliseconds"], float)
    assert len(response["X-Request-ID"]) == 16
    text = json.dumps(line)
    assert "98101" not in text
    assert "198.51.100.7" not in text


# Addresses that open something for whoever has them.
SECRET_ADDRESSES = (
    *("/results/a-secret/", "/results/a-secret/share/b-secret/", "/results/own/a-secret/"),
    *("/g/a-secret/", "/G/a-secret", "/g/a-secret.", "/preview/a-secret/", "/preview/a-secret/pay"),
    *("/counselor/invitation/a-secret/", "/COUNSELOR/INVITATION/a-secret/"),
    *("/accounts/reset/MQ/a-secret/", "/accounts/reset/a-secret/set-password/"),
    *("/es/results/a-secret/", "/accounts/login/?next=%2Fresults%2Fa-secret%2F&b=c"),
)


@pytest.mark.parametrize("address", SECRET_ADDRESSES)
def test_an_address_that_opens_something_is_in_no_line(
    client: Client, content: None, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    caplog.set_level(logging.INFO)
    client.get(address)
    logging.getLogger("django.request").error("It broke: %s", address)
    lines = [json.dumps(written(record)) for record in caplog.records]
    assert lines
    assert not [line for line in lines if "secret" in line]


def test_every_handler_hides_codes(settings: Any) -> None:
    assert all(each["filters"] == ["hide_codes"] for each in settings.LOGGING["handlers"].values())


def test_no_log_of_a_server_holds_an_address_that_opens_something(
    committed_content: None, tmp_path: Path
) -> None:
    """Of granian with its access log switched on, and of nginx, also when the node is gone."""
    log = tmp_path / "log"
    with nodes(1, log, GRANIAN_LOG_ACCESS_ENABLED="true") as (node,):
        for address in SECRET_ADDRESSES:
            node.get(address)
        wait_for(lambda: log.read_text().count("granian.access") > 9, "the access log")
        assert "secret" not in log.read_text()
        if proxy.is_there():
            with proxy.nginx(node, log=tmp_path / "nginx") as url:
                node.process.terminate()
                node.process.wait(20)
                trusting = ssl.create_default_context()
                trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
                with pytest.raises(HTTPError, match="502"):
                    urlopen(f"{url}/results/a-secret/", context=trusting)  # noqa: S310
                assert "secret" not in (tmp_path / "nginx").read_text()


def test_a_traceback_is_a_part_of_its_line() -> None:
    token = request_id.set("0123456789abcdef")
    try:
        raise ValueError("at /results/abcdefghij/")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "It broke: %s", ("/results/abcdefghij/",), sys.exc_info()
        )
    finally:
        request_id.reset(token)
    line = written(record)
    assert "ValueError: at /results/(hidden)" in str(line["traceback"])
    assert line["message"] == "It broke: /results/(hidden)"


def test_metrics_are_for_who_has_the_token(client: Client, content: None, settings: Any) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "a token"
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
    client.get(CAREER)
    text = client.get("/metrics", headers={"authorization": "Bearer a token"}).content.decode()
    assert 'route="careers/<slug:slug>/",status="200"' in text
    assert "careerguide_tasks_waiting 0.0" in text
    assert "careerguide_database_up 1.0" in text


def test_an_invented_address_makes_no_series(client: Client, content: None, settings: Any) -> None:
    settings.METRICS_TOKEN = "a token"
    client.get(f"/{quote('invented address')}/")
    client.generic("BREW", "/")
    text = client.get("/metrics", headers={"authorization": "Bearer a token"}).content.decode()
    assert "invented" not in text
    assert "BREW" not in text


def test_watching_costs_no_query(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/robots.txt")


def test_the_workers_of_a_node_count_together(committed_content: None, tmp_path: Path) -> None:
    with nodes(1, tmp_path / "log", METRICS_TOKEN="a token") as (node,):
        for _ in range(20):
            node.get("/robots.txt")
            node.get("/sources/")
        found = {node.get("/metrics", Authorization="Bearer a token")[2] for _ in range(6)}
    for text in found:
        lines = text.decode().splitlines()
        (robots,) = [x for x in lines if x.startswith("careerguide_requests") and "robots" in x]
        assert robots.endswith(" 20.0")
        kept = [x for x in lines if x.startswith("careerguide_page_cache_total")]
        assert sum(float(x.rpartition(" ")[2]) for x in kept) == 20
