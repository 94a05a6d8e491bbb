"""Many visitors at once, a full memory, and a database that is away."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from psycopg import sql

from serving.pagecache.pages import PROFILE_COOKIE
from serving.pagecache.wsgi import PageCache
from tests.asking import CAREER, HIT, PAGES, STORED, ClosingReader, ask, new_cache, show_page
from tests.databases import server
from tests.deployment.cluster import wait_for


def test_memory_is_bounded_and_invented_addresses_push_no_page_out(cache: PageCache) -> None:
    small = new_cache(200_000)
    for _ in range(2):
        for path in PAGES:
            ask(small, path, HOST="localhost")
    for number in range(6):
        ask(small, f"{CAREER}?release=20{number:02}-05", HOST="localhost")
        ask(small, "/", HOST=f"localhost:{number}")
        assert small.pages.currsize <= 200_000
    assert len(small.pages) > len(PAGES), "the last of them stay"
    for path in PAGES:
        assert ask(small, path, HOST="localhost").cache == HIT


def test_a_page_that_fits_in_no_memory_is_shown_all_the_same(generation: None) -> None:
    cache = new_cache(100, show_page)
    for _ in range(2):
        assert (ask(cache, "/").text, ask(cache, "/").cache) == ("page", STORED)


def test_a_crowd_renders_a_page_once(generation: None) -> None:
    rendered = []

    def render_slowly(*_: object) -> HttpResponse:
        rendered.append(1)
        time.sleep(0.2)
        return HttpResponse("page")

    cache = new_cache(handler=render_slowly)
    replies: list[bytes] = []
    crowd = [
        threading.Thread(target=lambda: replies.append(ask(cache, "/").body)) for _ in range(20)
    ]
    for visitor in crowd:
        visitor.start()
    for visitor in crowd:
        visitor.join()
    assert replies == [b"page"] * 20
    assert len(rendered) == 1


def test_a_reader_sees_each_change_that_was_committed_before_it_asked(generation: None) -> None:
    reader, asked, late = ClosingReader(), 0, []
    committed, is_over = 0, threading.Event()

    def read_number() -> int:
        generation = reader.read()
        assert generation is not None
        return int(generation.split(".")[0])

    first = read_number()

    def read() -> None:
        nonlocal asked
        while not is_over.is_set():
            least = committed
            if read_number() - first < least:
                late.append(least)
            asked += 1

    crowd = [threading.Thread(target=read) for _ in range(6)]
    for one in crowd:
        one.start()
    try:
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as writer:
            for number in range(1, 201):
                writer.execute("UPDATE serving_generation SET number = number + 1")
                committed = number
    finally:
        is_over.set()
        for one in crowd:
            one.join()
    assert asked > len(crowd)
    assert late == []


@pytest.fixture
def outage(cache: PageCache) -> Iterator[object]:
    """A function that takes the database away, and one that brings it back."""
    name = sql.Identifier(str(connection.settings_dict["NAME"]))

    def switch(allowed: bool) -> None:
        connection.close()
        with server() as there:
            command = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
            there.execute(command.format(name, sql.Literal(allowed)))
            if not allowed:
                there.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                    " AND usename = current_user",
                    [connection.settings_dict["NAME"]],
                )

    yield switch
    switch(True)


def test_cached_pages_stay_up_without_a_database_and_are_marked(
    cache: PageCache, outage: object, settings: Any
) -> None:
    assert callable(outage)
    settings.CDN_SECONDS = 30
    before = ask(cache, CAREER, ACCEPT_ENCODING="br")
    assert "CDN-Cache-Control" in before.headers
    outage(False)
    for encoding in ("br", "gzip", ""):
        reply = ask(cache, CAREER, ACCEPT_ENCODING=encoding)
        assert reply.status == 200
        assert reply.cache == "careerguide; hit; ttl=-1; detail=database-down"
        assert reply.text == before.text
        assert "CDN-Cache-Control" not in reply.headers
    # Who has a profile reads the page that is there for everybody.
    assert ask(cache, CAREER, COOKIE=f"{PROFILE_COOKIE}=x").text == before.text
    assert ask(cache, f"{CAREER}programs/").status >= 500
    outage(True)
    wait_for(lambda: ask(cache, CAREER).cache == HIT, "the database to be asked again")
    after = ask(cache, CAREER, ACCEPT_ENCODING="br")
    assert (after.cache, after.body) == (HIT, before.body)


def test_a_connection_that_died_meanwhile_costs_nobody_anything(cache: PageCache) -> None:
    ask(cache, CAREER)
    with server() as there:
        there.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            " AND application_name = 'page cache'",
            [connection.settings_dict["NAME"]],
        )
    assert ask(cache, CAREER).cache == HIT


def test_a_database_that_hangs_is_given_up(
    cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeouts = {"options": "-c statement_timeout=300ms"}
    monkeypatch.setattr("serving.pagecache.generation.TIMEOUTS", timeouts)
    ask(cache, CAREER)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE serving_generation IN ACCESS EXCLUSIVE MODE")
        assert "database-down" in ask(cache, CAREER).cache
        assert "database-down" in ask(cache, CAREER).cache
