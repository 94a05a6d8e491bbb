"""A visitor reads what an institution offers and how it compares."""

import datetime as dt
import json
import re
from urllib.parse import quote

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from programs.models import Institution, Program
from tests.programs.making import dataset, institution, program

# The institution, programs, careers, codes of fields; for each career its page, two for wages,
# medians.
PAGE_QUERIES, CAREER_QUERIES = 8, 4


def page_of(client: Client, school: Institution) -> str:
    response = client.get(school.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_figures_stand_beside_the_middle_of_the_state_and_the_nation(
    client: Client, content: None
) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    page = page_of(client, school)
    associate = school.programs.get(credential=2)
    assert associate.earnings
    assert f"${associate.earnings:,}" in page
    same = Program.objects.filter(credential=2).summary()
    assert f"${same.median_earnings:,}" in page
    assert f"({same.earnings_known})" in page
    assert f"${same.median_debt:,}" in page
    state = Program.objects.filter(credential=2).in_state("WA").summary()
    assert f"${state.median_earnings:,}" in page


def test_it_says_how_it_got_here_and_how_to_check_it(client: Client, content: None) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    page = page_of(client, school)
    assert "Nobody paid for it" in page
    assert "June 10, 2026" in page
    assert "Truewise" in page
    assert "https://ope.ed.gov/dapip/" in page
    about = quote(school.get_absolute_url(), safe="")
    assert f'href="/corrections/?about={about}">Tell the editors' in page
    assert page.count("<dt>") >= 5
    assert "Questions to ask before you enroll" in page


def test_campuses_that_share_a_federal_number_are_named(client: Client, content: None) -> None:
    number = "021207"
    campuses = Institution.objects.filter(opeid=number)
    page = page_of(client, campuses[0])
    assert "published by OPE ID" in page
    assert campuses[1].get_absolute_url() in page


def test_search_engines_read_the_programs(client: Client, content: None) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    Institution.objects.filter(pk=school.pk).update(name="Spokane </script><b> & College")
    page = page_of(client, school)
    script = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    assert script
    graph = json.loads(script[1])["@graph"]
    assert graph[0]["name"] == "Spokane </script><b> & College"
    assert {item["educationalCredentialAwarded"] for item in graph[1:]} == {
        item.get_credential_display() for item in school.programs.all()
    }
    assert {item["provider"]["@id"] for item in graph[1:]} == {graph[0]["@id"]}


def test_missing_figures_say_why(client: Client, content: None) -> None:
    school = institution()
    program(school, earnings=None, completers=None, completers_missing="not-reported")
    page = page_of(client, school)
    assert "suppressed" in page
    assert "for privacy" in page
    assert "not reported" in page
    assert "Too little is known. Not published: what people earn afterwards." in page
    assert "Externship" not in page.split("questions-heading")[0]


def test_an_institution_that_no_file_places_in_a_state_says_so(
    client: Client, content: None
) -> None:
    school = institution(state="")
    program(school)
    assert "No file here names this institution’s state." in page_of(client, school)


def test_plain_cautions_where_the_figures_call_for_them(client: Client, content: None) -> None:
    school = institution()
    program(
        school,
        earnings=30_000,
        high_school_earnings=40_611,
        debt=60_000,
        completers=0,
        source=dataset(dt.date(2020, 1, 1)),
    )
    page = page_of(client, school)
    assert "$30,000 a year, less than the $40,611" in page
    assert "$60,000 is more than a year" in page
    assert "($48,510)" in page
    assert "Nobody finished this program" in page
    assert "January 2020, more than three years ago" in page


def test_good_figures_call_for_no_caution(client: Client, content: None) -> None:
    school = institution()
    program(school, high_school_earnings=40_611, earnings=52_000, debt=9_000, source=dataset())
    page = page_of(client, school)
    assert 'class="cautions"' not in page
    assert "Too little is known" not in page


def test_an_institution_without_programs_has_a_page(client: Client, content: None) -> None:
    page = page_of(client, institution("Lonely College", state="", control=""))
    assert "No program here leads to a career" in page


def test_queries_do_not_grow_with_programs(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    school = institution()
    program(school)
    with django_assert_num_queries(PAGE_QUERIES):
        page_of(client, school)
    for number in range(5, 9):
        program(school, code=f"51.07{number:02d}")
    with django_assert_num_queries(PAGE_QUERIES):
        assert page_of(client, school).count("$41,000") >= 5
    for number in range(30):
        program(school, code=f"11.{number:02d}")
    with django_assert_num_queries(PAGE_QUERIES):
        page_of(client, school)


def test_queries_do_not_grow_with_careers(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    school = institution()
    program(school)
    careers = Career.objects.exclude(slug="medical-office-administrator").order_by("pk")
    many = list(careers.values_list("pk", flat=True)[:40])
    Career.objects.filter(pk__in=many).update(cip_codes=["51.0705"])
    with django_assert_num_queries(PAGE_QUERIES + 2 * CAREER_QUERIES):
        page = page_of(client, school)
    # The career with a guide comes first.
    sections = re.findall(r"For ([^<]+)</h2>", page)
    assert len(sections) == 3
    assert sections[0] == "medical office administrators"
    last = Career.objects.filter(pk__in=many).order_by("name_en").last()
    assert last
    assert f'<a class="chip" href="/careers/{last.slug}/programs/">' in page
