"""Nodes hand each other finished pages through a Valkey, and need nothing of it."""

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from valkey import Valkey

from careers.models import Career
from serving.pagecache import store_shared
from serving.pagecache.store_shared import MOST, SharedStore
from serving.pagecache.wsgi import PageCache
from tests.asking import CAREER, ask, new_cache
from tests.deployment.cluster import wait_for
from tests.deployment.valkey_server import NONE_FOUND, ValkeyServer, find, valkey_server

pytestmark = pytest.mark.skipif(find() is None and "CI" not in os.environ, reason=NONE_FOUND)

STORED = "careerguide; fwd=miss; stored"
SHARED = "careerguide; hit; detail=shared"
HIT = "careerguide; hit"
SALARIES = f"{CAREER}salaries/"


@pytest.fixture(scope="module")
def machine() -> Iterator[ValkeyServer]:
    with valkey_server() as server:
        yield server


@pytest.fixture
def shared(machine: ValkeyServer, settings: Any, committed_content: None) -> Any:
    """An empty Valkey that page caches made from now on use."""
    settings.VALKEY_URL = machine.url
    client: Valkey = Valkey.from_url(machine.url)
    client.flushall()
    return client


def names(shared: Any) -> list[bytes]:
    found: list[bytes] = shared.keys()
    return found


def patient(cache: PageCache) -> PageCache:
    """A cache whose Valkey counts as slow only after seconds: this machine is busy."""
    assert cache.shared is not None
    cache.shared._valkey.connection_pool.connection_kwargs["socket_timeout"] = 5
    cache.shared._valkey.connection_pool.connection_kwargs["socket_connect_timeout"] = 5
    return cache


def test_a_page_of_one_worker_is_taken_by_all_others(shared: Any) -> None:
    one, other = patient(new_cache()), patient(new_cache())
    first = ask(one, CAREER, ACCEPT_ENCODING="br")
    assert first.cache == STORED
    with connection.execute_wrapper(lambda *_: pytest.fail("a query of Django")):
        second = ask(other, CAREER, ACCEPT_ENCODING="br")
    assert second.cache == SHARED
    assert second.body == first.body
    assert {**second.headers, "Cache-Status": ""} == {**first.headers, "Cache-Status": ""}
    assert ask(other, CAREER, ACCEPT_ENCODING="br").cache == HIT
    assert ask(other, CAREER).text == ask(one, CAREER).text


def test_a_change_is_on_the_next_page_of_all_of_them(shared: Any) -> None:
    one, other = patient(new_cache()), patient(new_cache())
    for title in ("First", "Second", "Third"):
        Career.objects.update(title=f"{title} title of the day")
        for cache in (one, other):
            assert f"{title} title of the day" in ask(cache, CAREER).text
            assert ask(cache, CAREER).cache == HIT


def test_what_is_somebodys_own_is_not_shared(shared: Any) -> None:
    cache = patient(new_cache())
    for path in ("/corrections/", f"{CAREER}quiz/", "/accounts/sign-in/"):
        ask(cache, path)
    ask(cache, CAREER, COOKIE="sessionid=xyz")
    assert shared.dbsize() == 0


def test_what_others_put_there_is_not_shown(shared: Any) -> None:
    """Garbage, another address, an old page, one of another site: each is rendered anew."""
    cache = patient(new_cache())
    guide = ask(cache, CAREER).text
    (own,) = names(shared)
    page = shared.get(own)
    ask(cache, SALARIES)
    (others,) = (name for name in names(shared) if name != own)
    cut = page[:-100]
    flipped = bytes([*page[:200], page[200] ^ 1, *page[201:]])
    poisons = [b"", b"x", os.urandom(5000), cut, flipped, shared.get(others), b"\0" * (MOST + 9)]
    for poison in poisons:
        shared.set(own, poison)
        reply = ask(patient(new_cache()), CAREER)
        assert (reply.status, reply.cache) == (200, STORED), poison[:20]
        assert reply.text == guide
        # What was rendered took the poison's place.
        assert ask(patient(new_cache()), CAREER).cache == SHARED
    shared.delete(own)
    shared.hset(own, "of another", "kind")
    assert ask(patient(new_cache()), CAREER).text == guide


def test_an_old_page_under_a_new_ones_name_is_not_shown(shared: Any) -> None:
    cache = patient(new_cache())
    ask(cache, CAREER)
    (old,) = names(shared)
    Career.objects.update(title="A new title")
    ask(cache, CAREER)
    (new,) = (name for name in names(shared) if name != old)
    shared.set(new, shared.get(old))
    assert "A new title" in ask(patient(new_cache()), CAREER).text


def test_a_site_with_another_secret_or_another_release_shares_nothing(
    shared: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(patient(new_cache()), CAREER)
    with monkeypatch.context() as later:
        later.setattr(store_shared, "_release", lambda: b"of tomorrow")
        assert ask(patient(new_cache()), CAREER).cache == STORED
    settings.SECRET_KEY = "another site's"
    assert ask(patient(new_cache()), CAREER).cache == STORED


def test_a_valkey_that_goes_in_the_middle_costs_visitors_nothing(
    machine: ValkeyServer, shared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_shared, "PAUSE", 0.5)
    cache = new_cache()
    ask(cache, CAREER)
    machine.end()
    try:
        for title in ("Without it", "Still without it"):
            Career.objects.update(title=title)
            reply = ask(cache, CAREER)
            assert (reply.status, reply.cache) == (200, STORED)
            assert title in reply.text
    finally:
        machine.start()

    def is_used_again() -> bool:
        Career.objects.update(title=f"With it again {time.monotonic()}")
        assert "With it again" in ask(cache, CAREER).text
        return names(Valkey.from_url(machine.url)) != []

    wait_for(is_used_again, "pages in Valkey")


def test_a_valkey_that_hangs_is_waited_for_once(
    machine: ValkeyServer, shared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_shared, "PAUSE", 60)
    cache = new_cache()
    asked = []
    assert cache.shared is not None
    real = cache.shared._valkey.getrange

    def counted(*arguments: object) -> object:
        asked.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(cache.shared._valkey, "getrange", counted)
    machine.freeze()
    try:
        for path in ("/", CAREER, SALARIES, "/sources/"):
            assert ask(cache, path).status == 200
        assert len(asked) == 1
    finally:
        machine.thaw()


def test_an_address_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="VALKEY_URL"):
        SharedStore("not an address")
