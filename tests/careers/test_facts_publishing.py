"""Releases of facts are published, shown, replaced and withdrawn; what was shown never changes."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from careers.facts.layouts import FactTable
from careers.facts.publishing import create_draft, publish_facts, withdraw_facts
from careers.facts.reading import read_facts
from careers.models import FactKind, FactRelease
from imports.errors import FileError

pytestmark = pytest.mark.django_db

OLDER, NEWER = dt.date(2025, 5, 1), dt.date(2026, 2, 1)


def draft(
    period: dt.date = NEWER, social: float = 6.5, rows: dict[str, Any] | None = None
) -> FactRelease:
    facts = rows or {"29-1141": {"S": social}, "43-6013": {"S": 4}}
    table = FactTable(FactKind.INTERESTS, "O*NET 30.2", facts, {"43-6013": ("43-6013.01",)})
    return create_draft(table, "db_30_2_text.zip", period=period, source="O*NET")


def social_of_nurses() -> float | None:
    fact = read_facts("29-1141").get("interests")
    return fact.values["S"] if fact else None


def test_a_draft_is_seen_by_nobody_until_it_is_published() -> None:
    release = draft()
    assert social_of_nurses() is None
    publish_facts(release, None)
    assert social_of_nurses() == 6.5
    assert read_facts("43-6013")["interests"].components == ("43-6013.01",)
    statistics = read_facts("29-1141")["interests"].source.statistics
    assert statistics["S"]["median"] == 5.25
    assert statistics["S"]["count"] == 2


def test_a_fact_comes_with_the_statistics_of_its_own_release() -> None:
    """Those that a process read before are not those of another release."""
    publish_facts(draft(OLDER, 5), None)
    for _ in range(2):
        assert read_facts("29-1141")["interests"].source.statistics["S"]["median"] == 4.5
    newer = draft(NEWER, 6)
    publish_facts(newer, None)
    assert read_facts("29-1141")["interests"].source.statistics["S"]["median"] == 5
    withdraw_facts(newer, None)
    assert read_facts("29-1141")["interests"].source.statistics["S"]["median"] == 4.5


def test_withdrawing_the_newest_shows_the_one_before() -> None:
    older, newer = draft(OLDER, 5), draft(NEWER, 6)
    publish_facts(older, None)
    publish_facts(newer, None)
    assert social_of_nurses() == 6
    withdraw_facts(newer, None)
    assert social_of_nurses() == 5
    publish_facts(newer, None)
    assert social_of_nurses() == 6


def test_an_occupation_that_leaves_a_release_keeps_its_facts() -> None:
    publish_facts(draft(OLDER, 5), None)
    publish_facts(draft(NEWER, rows={"43-6013": {"S": 3}}), None)
    fact = read_facts("29-1141")["interests"]
    assert fact.values == {"S": 5}
    assert fact.source.period == OLDER


def test_a_correction_of_a_period_takes_the_place_of_the_first() -> None:
    first, correction = draft(social=5), draft(social=6)
    publish_facts(first, None)
    publish_facts(correction, None)
    first.refresh_from_db()
    assert first.status == FactRelease.Status.WITHDRAWN
    assert social_of_nurses() == 6


def test_what_is_not_possible_is_refused_with_a_reason() -> None:
    release = draft()
    with pytest.raises(FileError, match="is not published"):
        withdraw_facts(release, None)
    publish_facts(release, None)
    with pytest.raises(FileError, match="is published already"):
        publish_facts(release, None)
    empty = FactRelease.objects.create(kind="interests", edition="None", period=NEWER)
    with pytest.raises(FileError, match="has no occupations"):
        publish_facts(empty, None)
    empty.delete()
    with pytest.raises(FileError):
        publish_facts(FactRelease(pk=-1, kind="interests", period=NEWER), None)


def test_published_facts_cannot_be_changed() -> None:
    release = draft()
    publish_facts(release, None)
    fact = release.facts.get(soc_code="29-1141")
    fact.values = {"S": 1}
    for change in (fact.save, fact.delete, release.delete):
        with pytest.raises(DatabaseError, match="published facts"), transaction.atomic():
            change()
    assert social_of_nurses() == 6.5


def test_two_releases_of_one_month_are_never_published_together() -> None:
    publish_facts(draft(), None)
    second = draft()
    second.status, second.published_at = "published", dt.datetime.now(dt.UTC)
    with pytest.raises(IntegrityError, match="facts_published_once"):
        second.save()
