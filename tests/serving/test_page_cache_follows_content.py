"""A change of the content is on the very next page, whoever made it and however."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import brotli
import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponseBase
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
from tests.asking import CAREER, HIT, STORED, ClosingReader, Reply, ask, new_cache
from tests.databases import server
from tests.deployment.nodes import nodes
from tests.making import publish_guides


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
