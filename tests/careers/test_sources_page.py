"""The page of sources shows what public guides name, as their versions have it."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.guides.publishing import publish_guide
from careers.models import Guide, MeasuredFact, Source
from tests.careers.guides import create_guide, read_text
from tests.making import publish_guides, withdraw_guides

SOURCES = "/sources/"
NOBODY = "No guide cites a publication yet."


def test_a_changed_source_shows_once_a_guide_is_published(client: Client, guide: Guide) -> None:
    Source.objects.update(title="A survey by another name", url="")
    assert "A survey by another name" not in read_text(client.get(SOURCES))
    publish_guide(guide, None)
    assert "A survey by another name, " in read_text(client.get(SOURCES))


def test_a_source_that_no_public_guide_names_is_not_listed(client: Client, guide: Guide) -> None:
    Source.objects.create(publisher="Somebody", title="A study to read", period="2026")
    assert "A study to read" not in read_text(client.get(SOURCES))
    withdraw_guides()
    assert NOBODY in read_text(client.get(SOURCES))


def test_a_deleted_source_stays_while_a_public_guide_names_it(client: Client, guide: Guide) -> None:
    before = read_text(client.get(SOURCES))
    assert NOBODY not in before
    guide.measured_facts.all().delete()
    Source.objects.all().delete()
    assert read_text(client.get(SOURCES)) == before
    publish_guides()
    assert NOBODY in read_text(client.get(SOURCES))


def test_a_source_of_several_guides_is_listed_once_in_order(
    client: Client, guide: Guide, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = create_guide("31-9092")
    shared = guide.measured_facts.all()[0].source
    last = Source.objects.create(publisher="Zoning Board", title="Offices", period="2026")
    for source in (last, shared):
        MeasuredFact.objects.create(
            guide=other, key=f"of-{source.pk}", percent=5, statement="A fact.", source=source
        )
    publish_guide(other, None)
    # Wage releases, projections, facts, directories of programs, guides.
    with django_assert_num_queries(5):
        page = client.get(SOURCES)
    listed = list(page.context["sources"])
    assert listed == list(Source.objects.all())
    assert listed[-1] == last
