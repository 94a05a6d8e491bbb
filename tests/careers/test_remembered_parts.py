"""A guide that is not kept whole is put together from parts, which are never older than content."""

import threading

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers import preview_links
from careers.models import Career, Duty, GuideSection
from salaries.models import Wage
from serving.pagecache.parts import Parts, remembered

GUIDE = "/careers/medical-office-administrator/"
PROGRAMS = f"{GUIDE}programs/"


def test_a_guide_read_before_asks_nothing_and_is_the_same(
    client: Client, committed_content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(GUIDE).content
    with django_assert_num_queries(0):
        assert client.get(GUIDE).content == first


def test_the_guide_is_the_same_with_nothing_remembered(
    client: Client, committed_content: None, settings: LazySettings
) -> None:
    client.get(GUIDE)
    pages = {}
    for most in (512, 0):
        settings.PAGE_PARTS = most
        pages[most] = [client.get(GUIDE + query).content for query in ("", "?sort=name&state=TX")]
    assert pages[512] == pages[0]


def test_another_order_of_the_table_asks_for_the_wages_alone(
    client: Client, committed_content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(GUIDE)
    with django_assert_num_queries(3):
        sorted_by_name = client.get(GUIDE, {"sort": "name"}).content.decode()
    assert sorted_by_name.index(">Alabama</a>") < sorted_by_name.index(">Wyoming</a>")
    # And it is not what the next visitor gets.
    assert client.get(GUIDE).content.decode() != sorted_by_name


def test_a_change_is_on_the_next_page(client: Client, committed_content: None) -> None:
    for path in (GUIDE, PROGRAMS):
        client.get(path)
    Duty.objects.bulk_create([Duty(career=Career.objects.get(), title="Made in bulk")])
    assert "Made in bulk" in client.get(GUIDE).content.decode()
    Wage.objects.filter(area__level="nation", occupation__soc_code="43-6013").update(
        annual_median=45_931
    )
    assert "$45,931" in client.get(GUIDE).content.decode()
    Career.objects.update(is_published=False)
    for path in (GUIDE, PROGRAMS):
        assert client.get(path).status_code == 404


def test_what_is_not_committed_is_shown_to_nobody_else(
    client: Client, committed_content: None
) -> None:
    client.get(GUIDE)
    with transaction.atomic():
        Career.objects.update(title="Perhaps")
        assert "Perhaps" in client.get(GUIDE).content.decode()
        pages: list[str] = []

        def visit() -> None:
            pages.append(Client().get(GUIDE).content.decode())
            connection.close()

        elsewhere = threading.Thread(target=visit)
        elsewhere.start()
        elsewhere.join()
        transaction.set_rollback(True)
    assert "Perhaps" not in pages[0]
    assert "Perhaps" not in client.get(GUIDE).content.decode()


def test_a_preview_is_in_nobodys_guide(client: Client, committed_content: None) -> None:
    client.get(GUIDE)
    career = Career.objects.get()
    GuideSection.objects.filter(anchor="skills").update(is_published=False)
    link = preview_links.link_to(career)
    assert 'id="skills"' in client.get(link).content.decode()
    assert 'id="skills"' not in client.get(GUIDE).content.decode()


def test_no_more_parts_are_kept_than_allowed() -> None:
    parts = Parts(2)
    for name in ("a", "b", "c"):
        assert parts.take((name,), lambda: "new") == "new"
    assert parts.take(("c",), lambda: "newer") == "new"
    assert parts.take(("a",), lambda: "newer") == "newer"


def test_without_a_generation_nothing_is_remembered(
    committed_content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from serving.pagecache import parts
    from serving.pagecache.generation import NoAnswerError

    def fails() -> bytes:
        raise NoAnswerError("away")

    assert remembered() is remembered()
    monkeypatch.setattr(parts._present.generations, "read", fails)
    assert remembered() is not remembered()
