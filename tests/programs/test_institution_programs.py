"""A visitor reads all that an institution offers: by page, by field, by credential."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programs.institution_programs import PAGE_SIZE
from programs.models import FieldOfStudy, Institution, Program
from tests.programs.making import dataset, institution, program
from tests.programs.test_institution_page import page_of

# The institution, all its programs in short, those of the page, careers, prices, medians, and
# other institutions that it has to do with.
PAGE_QUERIES = 7


def test_each_field_leads_to_careers(client: Client, content: None) -> None:
    school = institution(zip_code="98101-1234")
    program(school)
    page = page_of(client, school)
    links = re.findall(r'href="(/careers/[^"]+)"', page.split("Leads to:")[1])
    # The career with a guide first; then those with the most jobs.
    assert links[0] == "/careers/medical-office-administrator/"
    assert "/careers/medical-office-administrator/programs/?field=51.07&amp;zip=98101" in links
    key = school.programs.get().pk
    assert f"/careers/medical-office-administrator/programs/compare/?program={key}" in links
    assert len([link for link in links if link.count("/") == 3]) == 3
    more = re.search(r"field=51\.07#programs\">and (\d+) more", page)
    assert more
    every = client.get(school.get_absolute_url(), {"field": "51.07"}).content.decode()
    links = re.findall(r'href="(/careers/[^"/]+/)"', every.split("Leads to:")[1])
    assert len(links) == 3 + int(more[1])
    assert len(set(links)) == len(links)


def make_many(school: Institution, fields: int = 160) -> None:
    """As many programs as the largest institution has: 487."""
    codes = [f"{family:02d}.{series:02d}" for family in (1, 11, 51, 52) for series in range(40, 80)]
    studies = [FieldOfStudy(code=code, name=f"Field {code}") for code in codes[:fields]]
    FieldOfStudy.objects.bulk_create(studies)
    Program.objects.bulk_create(
        Program(
            institution=school,
            field=study,
            credential=credential,
            debt=9_000,
            completers=3,
            earnings=41_000,
            source=school.source,
        )
        for study in studies
        for credential in (1, 2, 3)
    )


def test_search_engines_read_no_more_programs_than_people(client: Client, content: None) -> None:
    school = institution()
    make_many(school)
    script = re.search(
        r'<script type="application/ld\+json">(.+?)</script>', page_of(client, school)
    )
    assert script
    assert len(json.loads(script[1])["@graph"]) == 1 + PAGE_SIZE


def test_queries_do_not_grow_with_programs(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    school = institution()
    program(school)
    with django_assert_num_queries(PAGE_QUERIES):
        page_of(client, school)
    make_many(school)
    for query in ({}, {"page": 13}, {"field": "51"}, {"field": "51.40"}, {"credential": 3}):
        with django_assert_num_queries(PAGE_QUERIES):
            assert client.get(school.get_absolute_url(), query).status_code == 200


def test_programs_are_paged_and_chosen_by_field_and_credential(
    client: Client, content: None
) -> None:
    school = institution(source=dataset())
    make_many(school)
    address = school.get_absolute_url()

    def rows(**query: str | int) -> list[str]:
        page = client.get(address, query).content.decode()
        return re.findall(r'class="program(?: is-chosen)?" id="program-([^"]+)"', page)

    first, last = rows(), rows(page=12)
    assert len(first) == len(last) == PAGE_SIZE
    assert first[0] == f"{school.unitid}-01.40-1"
    assert last[-1] == f"{school.unitid}-52.79-3"
    assert {key.split("-")[1] for key in rows(field="51.40")} == {"51.40"}
    assert {key[-1] for key in rows(field="51", credential="2")} == {"2"}
    assert {key.split("-")[1][:2] for key in rows(field="51", credential="2")} == {"51"}
    # A link to a program leads to the page that shows it, also one with filters that do not.
    key = f"{school.unitid}-52.79-3"
    assert rows(program=key) == last
    assert rows(program=key, field="51") == last
    assert school.programs.get(field="52.79", credential=3).get_absolute_url() == (
        f"{address}?program={key}#program-{key}"
    )
    page = client.get(address, {"program": key}).content.decode()
    assert f'class="program is-chosen" id="program-{key}"' in page
    assert 'rel="prev" href="?page=11#programs"' in page
    assert '<optgroup label="Health">' in page
    assert "Computing" in page


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ({"page": "99999"}, "There is no page “99999”. This is page 1 of 1."),
        ({"page": "x"}, "There is no page “x”."),
        ({"page": "-1"}, "There is no page “-1”. This is page 1 of 1."),
        ({"page": "9" * 5000}, "There is no page “99999999999999999999”."),
        ({"credential": "x"}, "There is no credential “x”."),
        ({"credential": "7"}, "No program here leads to this: First professional degree."),
        ({"field": "99.99"}, "No program here is in the field of study “99.99”."),
        ({"field": "<b>\0"}, "“&lt;b&gt;"),
        ({"program": "900000-51.07-9"}, "The program that this address names is not listed here"),
        ({"field": "46.03", "credential": "1"}, "No program here is in this field with this"),
    ],
)
def test_what_nobody_offers_is_said_with_a_way_on(
    client: Client, content: None, query: dict[str, str], answer: str
) -> None:
    school = institution()
    program(school)
    program(school, code="46.03", credential=2)
    response = client.get(school.get_absolute_url(), query)
    assert response.status_code == 200
    page = response.content.decode()
    assert answer in page
    assert f'<a href="{school.get_absolute_url()}#programs">See all programs here</a>' in page
