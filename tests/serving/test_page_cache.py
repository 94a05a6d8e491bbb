"""Public pages come from memory, and are never older than the content."""

import gzip
from typing import Any

import brotli
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from serving.pagecache.wsgi import PageCache
from tests.asking import CAREER, HIT, PAGES, STORED, ask, new_cache, show_page
from tests.making import publish_guides


def test_the_second_visitor_gets_the_page_from_memory(cache: PageCache) -> None:
    for path in PAGES:
        first, second = ask(cache, path), ask(cache, path)
        assert (first.status, first.cache) == (200, STORED), path
        assert (second.status, second.cache) == (200, HIT)
        assert second.body == first.body
        plain = Client(headers={"host": "localhost:8000"}).get(path)
        assert second.body == plain.content
        assert second.headers["Content-Security-Policy"] == plain["Content-Security-Policy"]
        assert "Cookie" not in second.headers["Vary"]
        assert second.headers["Cache-Control"] == "public, no-cache"


def test_a_hit_asks_the_database_one_thing(cache: PageCache) -> None:
    ask(cache, CAREER)
    with connection.execute_wrapper(lambda *_: pytest.fail("a query of Django")):
        assert ask(cache, CAREER).cache == HIT


def test_each_visitor_gets_the_encoding_that_they_take(cache: PageCache) -> None:
    plain = ask(cache, CAREER)
    packed = ask(cache, CAREER, ACCEPT_ENCODING="gzip, deflate, br")
    zipped = ask(cache, CAREER, ACCEPT_ENCODING="gzip")
    refused = ask(cache, CAREER, ACCEPT_ENCODING="br;q=0, gzip;q=0")
    assert brotli.decompress(packed.body) == plain.body == gzip.decompress(zipped.body)
    assert refused.body == plain.body
    assert "Content-Encoding" not in plain.headers
    # A weak one, since what it stands for is sent in three forms.
    (tag,) = {packed.headers["ETag"], zipped.headers["ETag"], plain.headers["ETag"]}
    assert tag.startswith('W/"')
    for reply in (plain, packed, zipped):
        assert "Accept-Encoding" in reply.headers["Vary"]
        assert int(reply.headers["Content-Length"]) == len(reply.body)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip;q=0.01", "gzip"),
        ("identity", ""),
        ("deflate, zstd", ""),
        ("xbr, gzipped", ""),
        ("BR", "br"),
    ],
)
def test_nobody_gets_an_encoding_that_they_refuse(
    generation: None, accepted: str, chosen: str
) -> None:
    reply = ask(new_cache(handler=show_page), "/", ACCEPT_ENCODING=accepted)
    assert reply.headers.get("Content-Encoding", "") == chosen
    assert reply.text == "page"


def test_a_browser_that_has_the_page_gets_304(cache: PageCache) -> None:
    tag = ask(cache, CAREER, ACCEPT_ENCODING="br").headers["ETag"]
    # As others on the way write it: strong, or marked with the encoding that they added.
    strong = tag.removeprefix("W/")
    marked = strong.replace('"', "")
    for known in (tag, f'"other", {tag}', "*", strong, f'"{marked}-gzip"', f'W/"{marked}-br"'):
        reply = ask(cache, CAREER, ACCEPT_ENCODING="br", IF_NONE_MATCH=known)
        assert (reply.status, reply.body) == (304, b""), known
        assert reply.headers["ETag"] == tag
        assert "Accept-Encoding" in reply.headers["Vary"]
    assert ask(cache, CAREER, ACCEPT_ENCODING="br", IF_NONE_MATCH='"other"').status == 200
    publish_guides(summary="Another summary.")
    assert ask(cache, CAREER, ACCEPT_ENCODING="br", IF_NONE_MATCH=tag).status == 200


def test_a_head_request_has_the_same_headers_and_no_body(cache: PageCache) -> None:
    page = ask(cache, CAREER)
    for again in (cache, new_cache()):
        head = ask(again, CAREER, "HEAD")
        assert head.body == b""
        assert head.headers["Content-Length"] == page.headers["Content-Length"]
        assert head.headers["ETag"] == page.headers["ETag"]


def test_pages_that_are_not_for_everyone_or_without_end_are_not_kept(cache: PageCache) -> None:
    for path in (
        "/corrections/",
        f"{CAREER}quiz/",
        "/admin/login/",
        "/healthz",
        "/readyz",
        f"{CAREER}?unknown=1",
        f"{CAREER}?sort=median&unknown=1",
        f"{CAREER}?q=iowa",
        f"{CAREER}?sort=" + "x" * 50,
        f"{CAREER}programs/?zip=98101",
        "/careers/unknown/",
        "/nowhere/",
    ):
        assert ask(cache, path).cache == ""
        assert ask(cache, path).cache == ""
        assert not cache.pages, path


@pytest.mark.parametrize(
    "tracking",
    [
        *("utm_source=mail&utm_medium=a%20b", "fbclid=" + "x" * 200, "gclid=x", "msclkid=1"),
        *("mc_cid=1&mc_eid=2", "utm_campaign", "_gl=1*x&_ga=2", "gbraid=x&wbraid=y&igsh=z"),
    ],
)
def test_a_visitor_from_another_site_gets_the_page_from_memory(
    cache: PageCache, tracking: str
) -> None:
    for address in (CAREER, f"{CAREER}?sort=name"):
        kept = ask(cache, address, ACCEPT_ENCODING="br")
        mark = "&" if "?" in address else "?"
        path, _, query = address.partition("?")
        for tracked in (f"{address}{mark}{tracking}", f"{path}?{tracking}&{query}"):
            sent = ask(cache, tracked, ACCEPT_ENCODING="br")
            assert (sent.cache, sent.body) == (HIT, kept.body), tracked
            assert sent.headers["Content-Encoding"] == "br"
            again = ask(cache, tracked, IF_NONE_MATCH=kept.headers["ETag"])
            assert again.status == 304


def test_the_first_visitor_leaves_no_trace_in_the_page(cache: PageCache) -> None:
    assert ask(cache, f"{CAREER}salaries/?utm_source=newsletter").cache == STORED
    assert "newsletter" not in ask(cache, f"{CAREER}salaries/").text


def test_a_known_parameter_makes_a_page_of_its_own(cache: PageCache) -> None:
    plain, sorted_by_name = ask(cache, CAREER), ask(cache, f"{CAREER}?sort=name")
    assert plain.body != sorted_by_name.body
    assert ask(cache, f"{CAREER}?sort=name").cache == HIT


def test_a_signed_in_editor_passes_by(cache: PageCache) -> None:
    ask(cache, CAREER)
    assert ask(cache, CAREER, COOKIE="a=b; sessionid=xyz").cache == ""
    assert ask(cache, CAREER, COOKIE="messages=xyz").cache == ""
    assert ask(cache, CAREER, AUTHORIZATION="Basic eA==").cache == ""
    assert ask(cache, CAREER, COOKIE="csrftoken=xyz").cache == HIT


@pytest.mark.parametrize(
    "header",
    [
        {"Vary": "Accept-Encoding, Cookie"},
        {"Vary": "Cookie"},
        {"Vary": "*"},
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
    ],
)
def test_an_answer_that_says_it_is_private_is_not_kept(
    generation: None, header: dict[str, str]
) -> None:
    cache = new_cache(handler=lambda *_: HttpResponse("private", headers=header))
    for _ in range(2):
        assert ask(cache, "/").cache == ""
    assert not cache.pages


def test_an_answer_that_sets_a_cookie_is_not_kept(generation: None) -> None:
    def show_form(*_: object) -> HttpResponse:
        response = HttpResponse("a form with a token")
        response.set_cookie("csrftoken", "a")
        return response

    cache = new_cache(handler=show_form)
    for _ in range(2):
        assert ask(cache, "/").cache == ""
    assert not cache.pages


def test_nothing_of_the_first_visitor_reaches_the_second(generation: None) -> None:
    """The page is rendered from its address alone, whatever else the first request carries."""
    seen: list[dict[str, Any]] = []

    def show(environ: dict[str, Any], start_response: Any) -> HttpResponse:
        seen.append(environ)
        return HttpResponse("page")

    cache = new_cache(handler=show)
    ask(cache, "/", COOKIE="results=mine", X_FORWARDED_HOST="evil.example", USER_AGENT="Me")
    assert [name for name in seen[0] if name.startswith("HTTP_")] == ["HTTP_HOST"]


def test_each_host_has_its_own_pages_and_a_false_one_none(cache: PageCache) -> None:
    assert ask(cache, CAREER, HOST="evil.example").status == 400
    assert not cache.pages
    assert "http://127.0.0.1:8000/careers/" in ask(cache, CAREER, HOST="127.0.0.1:8000").text
    assert "http://localhost:8000/careers/" in ask(cache, CAREER).text


def test_a_cdn_keeps_a_page_only_if_the_operator_says_so(cache: PageCache, settings: Any) -> None:
    assert "CDN-Cache-Control" not in ask(cache, CAREER).headers
    settings.CDN_SECONDS = 30
    page = ask(cache, CAREER)
    control = "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400"
    assert page.headers["CDN-Cache-Control"] == control
    assert page.headers["Cache-Control"] == "public, no-cache"
    unchanged = ask(cache, CAREER, IF_NONE_MATCH=page.headers["ETag"])
    assert (unchanged.status, unchanged.headers["CDN-Cache-Control"]) == (304, control)
    assert "CDN-Cache-Control" not in ask(cache, f"{CAREER}quiz/").headers
