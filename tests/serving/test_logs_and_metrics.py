"""An operator sees what the site does, and nothing of who its visitors are."""

import json
import logging
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from serving.logs import HideCodes, JsonLines, request_id
from tests.asking import CAREER
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


def test_the_code_of_a_result_is_in_no_line(
    client: Client, content: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.get("/results/abcdefghij-secret/")
    lines = [json.dumps(written(record)) for record in caplog.records]
    assert lines
    assert not [line for line in lines if "secret" in line]


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
