"""Public pages come from memory, and are never older than the content."""

import gzip
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.utils import timezone
from psycopg import sql
from psycopg.types.json import Json

from careers.guides.publishing import publish_guide
from careers.models import Career, Guide, GuideVersion, Point
from salaries.models import Release, Wage
from salaries.oews.publish import publish_release, withdraw_release
from serving.content import NOT_CONTENT, content_models
from serving.pagecache.triggers import TRIGGER, unwatched_tables
from serving.pagecache.wsgi import PageCache
from tests.asking import CAREER, ClosingReader, Reply, ask, new_cache
from tests.databases import server
from tests.deployment.cluster import wait_for
from tests.deployment.nodes import nodes
from tests.making import publish_guides

PAGES = ["/", CAREER, f"{CAREER}salaries/", f"{CAREER}programs/", "/sources/"]
HIT = "careerguide; hit"
STORED = "careerguide; fwd=miss; stored"


@pytest.fixture
def cache(committed_content: None) -> PageCache:
    return new_cache()


@pytest.fixture
def generation(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """An empty database, for what needs no page of the site: it has a generation as well."""
    with django_db_blocker.unblock():
        yield


def show_page(environ: dict[str, Any], start_response: Any) -> HttpResponse:
    """A handler that needs no content."""
    return HttpResponse("page")


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


# What changes content, and how it is written


def changed_by_an_editor() -> str:
    client = Client()
    client.force_login(User.objects.create_superuser("editor", password="unused-here"))
    Guide.objects.update(title="A title of today")
    path = f"/admin/careers/guide/{Guide.objects.get().pk}/publish/"
    shown = client.get(path).context["form"]["shown"].value()
    assert client.post(path, {"when": "now", "shown": shown}).status_code == 302
    return "A title of today"


def changed_by_update() -> str:
    Career.objects.update(name_en="updated at once")
    return "Updated at once"


def next_version(title: str) -> GuideVersion:
    """The guide under another title, as a version that is not saved yet."""
    version = GuideVersion.objects.latest("number")
    version.pk, version.number = None, version.number + 1
    version.published_at = timezone.now()
    version.document["guide"]["title"] = title
    return version


def changed_by_bulk_create() -> str:
    GuideVersion.objects.bulk_create([next_version("Made in bulk")])
    return "Made in bulk"


def changed_by_copy() -> str:
    version = next_version("Copied in")
    fields = [each for each in GuideVersion._meta.concrete_fields if not each.primary_key]
    columns = sql.SQL(", ").join([sql.Identifier(str(each.column)) for each in fields])
    values = [getattr(version, each.attname) for each in fields]
    with connection.cursor() as cursor, transaction.atomic():
        command = sql.SQL("COPY careers_guideversion ({}) FROM STDIN").format(columns)
        with cursor.copy(command) as copy:
            copy.write_row([Json(value) if isinstance(value, dict) else value for value in values])
    return "Copied in"


def changed_elsewhere() -> str:
    """As an operator with psql does."""
    with server() as there:
        database = connection.settings_dict["NAME"]
        with psycopg.connect(there.info.dsn, password=there.info.password, dbname=database) as own:
            own.execute("UPDATE careers_career SET name_en = 'by hand'")
    return "By hand"


def test_a_change_is_on_the_very_next_page(cache: PageCache) -> None:
    other = new_cache()
    for change in (
        changed_by_update,
        changed_by_bulk_create,
        changed_by_copy,
        changed_elsewhere,
        changed_by_an_editor,
    ):
        for worker in (cache, other):
            ask(worker, CAREER)
        text = change()
        for worker in (cache, other):
            assert text in ask(worker, CAREER).text, text
            assert ask(worker, CAREER).cache == HIT


def test_what_editors_save_leaves_the_pages_in_memory_until_it_is_published(
    cache: PageCache,
) -> None:
    ask(cache, CAREER)
    guide = Guide.objects.get()
    guide.title = "In the making"
    guide.save()
    Point.objects.create(guide=guide, kind=Point.Kind.DUTY, title="A duty in the making")
    assert ask(cache, CAREER).cache == HIT
    publish_guide(guide, None)
    published = ask(cache, CAREER)
    assert published.cache == STORED
    assert "In the making" in published.text
    assert "A duty in the making" in published.text


def test_what_is_published_at_its_hour_shows_at_its_hour(cache: PageCache) -> None:
    soon = timezone.now() + timedelta(seconds=1.5)
    Guide.objects.update(title="Of the hour")
    publish_guide(Guide.objects.get(), None, at=soon)
    assert "Of the hour" not in ask(cache, CAREER).text
    assert ask(cache, CAREER).cache == HIT
    time.sleep(max(0, (soon - timezone.now()).total_seconds()) + 0.1)
    assert "Of the hour" in ask(cache, CAREER).text


def test_publishing_and_withdrawing_wages_shows_at_once(cache: PageCache) -> None:
    latest = Release.objects.latest_published()
    assert latest is not None
    path = f"{CAREER}salaries/"
    assert latest.label in ask(cache, path).text
    withdraw_release(latest, None)
    without = ask(cache, path).text
    assert latest.label not in without
    publish_release(latest, None)
    assert latest.label in ask(cache, path).text


def test_what_is_not_committed_is_on_no_page(cache: PageCache) -> None:
    ask(cache, CAREER)
    with transaction.atomic():
        publish_guides(title="Perhaps")
        answers: list[Reply] = []

        def visit() -> None:
            answers.append(ask(cache, CAREER))
            connection.close()

        elsewhere = threading.Thread(target=visit)
        elsewhere.start()
        elsewhere.join()
        transaction.set_rollback(True)
    assert answers[0].cache == HIT
    assert "Perhaps" not in ask(cache, CAREER).text
    assert ask(cache, CAREER).cache == HIT


def test_a_page_begun_before_a_change_is_not_shown_after_it(
    cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = cache._handler

    def render_slowly(*arguments: object) -> HttpResponseBase:
        response = handler(*arguments)
        publish_guides(title="Changed while it was rendered")
        monkeypatch.setattr(cache, "_handler", handler)
        return response

    monkeypatch.setattr(cache, "_handler", render_slowly)
    ask(cache, CAREER)
    assert "Changed while it was rendered" in ask(cache, CAREER).text


def test_writers_do_not_wait_for_each_others_long_transactions(committed_content: None) -> None:
    """The generation's row is locked at commit and not before."""
    with transaction.atomic():
        Wage.objects.filter(pk=0).update(annual_median=1)
        done = []

        def quickly() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            publish_guides(title="Meanwhile")
            done.append(True)
            connection.close()

        editor = threading.Thread(target=quickly)
        editor.start()
        editor.join(10)
        assert done


def test_a_visitors_own_writes_leave_the_pages_alone(cache: PageCache) -> None:
    ask(cache, CAREER)
    Client().post("/corrections/", {"about": "/", "statement": "The pay of 2019 is wrong here."})
    assert ask(cache, CAREER).cache == HIT


def test_every_table_is_watched_or_named_as_no_content(committed_content: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = %s",
            [TRIGGER],
        )
        watched = {name for (name,) in cursor.fetchall()}
    assert watched == {model._meta.db_table for model in content_models()}
    assert {"careers_career", "salaries_wage", "programs_program"} <= watched
    assert not {"careers_guide", "careers_guidesection", "careers_point"} & watched
    assert unwatched_tables() == []
    for label in NOT_CONTENT:
        assert apps.get_model(label)


def test_a_trigger_that_is_gone_or_off_is_put_back_by_migrate(committed_content: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {TRIGGER} ON careers_guideversion")
        cursor.execute(f"ALTER TABLE careers_career DISABLE TRIGGER {TRIGGER}")
    assert unwatched_tables() == ["careers_career", "careers_guideversion"]
    reader = ClosingReader()
    before = reader.read()
    call_command("migrate", verbosity=0)
    assert unwatched_tables() == []
    # What was changed meanwhile was not counted.
    assert (reader.read() or "") > (before or "")


# What is never shared


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


# Memory


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


# Many at once


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


# The database is away


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


# As it runs


def test_two_nodes_of_two_workers_show_an_edit_at_the_next_request(
    committed_content: None, tmp_path: Path
) -> None:
    with nodes(2, tmp_path / "nodes.log") as both:
        for turn in range(5):
            title = f"Edition {turn}"
            publish_guides(title=title)
            for node in both:
                for _ in range(12):
                    status, _, body = node.get(CAREER, **{"Accept-Encoding": "br"})
                    assert status == 200
                    assert title in brotli.decompress(body).decode()
        accepted = {"Accept-Encoding": "br"}
        tag = both[0].get(CAREER, **accepted)[1]["etag"]
        status, _, body = both[0].get(CAREER, **accepted, **{"If-None-Match": tag})
        assert (status, body) == (304, b"")
