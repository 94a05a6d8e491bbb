"""A visitor looks for programs by state, place, credential, cost and the rest."""

import csv
import html
import io
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from imports.models import ImportRun
from programs.models import Institution, Program
from programs.models.summaries import rewrite_summaries
from tests.programs.making import FINDER, institution, program, programs_in

# The career with its guide, how people get in, two for its wages; what there is to search, what no
# place finds, how many there are of each kind, and a page.
FINDER_QUERIES = 8


def names(page: str) -> list[str]:
    return [html.unescape(name) for name in re.findall(r'<h3><a href="/inst[^>]+>([^<]+)<', page)]


def find(client: Client, query: str) -> str:
    response = client.get(FINDER + query)
    assert response.status_code == 200
    return response.content.decode()


def test_all_programs_are_counted_and_the_first_page_shows_those_most_people_finish(
    client: Client, content: None
) -> None:
    page = find(client, "")
    assert "3,066 programs at 1,907 institutions" in page
    most = Program.objects.filter(field="51.07", completers__isnull=False).order_by("-completers")[
        0
    ]
    assert names(page)[0] == most.institution.name
    assert len(names(page)) == 20


def test_each_figure_names_its_source_and_who_compiled_it(client: Client, content: None) -> None:
    page = find(client, "")
    assert "U.S. Department of Education" in page
    assert "June 10, 2026" in page
    assert "Compiled by Truewise, CC BY 4.0" in page


def test_a_search_by_state_and_credential_finds_only_those(client: Client, content: None) -> None:
    page = find(client, "?state=AK&credential=2")
    matching = programs_in("AK").filter(credential=2)
    assert f"{matching.count()} programs at " in page
    assert set(names(page)) == {item.institution.name for item in matching}


def test_a_search_can_be_limited_to_public_institutions(client: Client, content: None) -> None:
    page = find(client, "?state=WA&control=public")
    assert "Perry Technical Institute" not in names(page)
    assert "Perry Technical Institute" in names(find(client, "?state=WA&control=nonprofit"))


def test_sorting_by_earnings_puts_missing_figures_last(client: Client, content: None) -> None:
    page = find(client, "?state=WA&sort=earnings")
    shown = re.findall(r"Earn after 4 years</dt>\s*<dd>(\$[\d,]+)?", page)
    amounts = [int(text.strip("$").replace(",", "")) for text in shown if text]
    assert amounts == sorted(amounts, reverse=True)
    assert shown[: len(amounts)].count("") == 0
    assert "" in shown


def test_a_filter_is_a_chip_that_removes_it(client: Client, content: None) -> None:
    page = find(client, "?state=AK&credential=2")
    assert '<a class="chip chip-remove" href="?credential=2">' in page
    assert '<a class="chip chip-remove" href="?state=AK">' in page


def test_pages_show_every_program_once(client: Client, content: None) -> None:
    shown = [
        key
        for number in (1, 2, 3)
        for key in re.findall(r'id="choose-([^"]+)"', find(client, f"?state=WA&page={number}"))
    ]
    wanted = programs_in("WA").select_related("institution")
    assert sorted(shown) == sorted(program.key for program in wanted)


@pytest.fixture
def without_coordinates(content: None) -> None:
    Institution.objects.update(latitude=None, longitude=None)


def test_without_coordinates_a_zip_code_finds_by_state_and_says_so(
    client: Client, without_coordinates: None
) -> None:
    page = find(client, "?zip=98101")
    assert "we cannot calculate distances" in page
    assert "All of Washington, for 98101 (Seattle, WA)" in page
    assert "56 programs" in page


@pytest.mark.parametrize("place", ["98101+1234", "98101%E2%80%931234", "Seattle,+WA", "seattle+wa"])
def test_a_place_is_found_as_people_write_it(
    client: Client, without_coordinates: None, place: str
) -> None:
    page = find(client, f"?zip={place}")
    # A city is not told which of its ZIP codes stands for it.
    typed = "98101 (Seattle, WA)" if place.startswith("98101") else "Seattle, WA"
    assert f"All of Washington, for {typed}" in page
    assert "56 programs" in page


@pytest.mark.parametrize("radius", ["10", "any", "near"])
def test_no_distance_is_asked_for_until_coordinates_are_known(
    client: Client, without_coordinates: None, radius: str
) -> None:
    page = find(client, f"?zip=98101&radius={radius}")
    assert 'name="radius"' not in page
    assert "Finds the programs of its state." in page
    assert "56 programs" in page
    assert "could not be used" not in page
    program(institution(latitude=47.6205, longitude=-122.3493))
    page = find(client, "?zip=98101&radius=10")
    assert '<select name="radius"' in page
    assert "Finds the programs of its state." not in page
    assert "1 program at 1 institution" in page


@pytest.mark.parametrize(
    ("zip_code", "message"),
    [
        ("00000", "00000 is not a ZIP code that we know"),
        ("981", "Write the ZIP code with five digits"),
        ("09001", "military address"),
        ("٩٨١٠١", "Write the ZIP code with five digits"),
    ],
)
def test_an_unknown_zip_code_is_reported_and_stays_in_the_form(
    client: Client, content: None, zip_code: str, message: str
) -> None:
    page = find(client, f"?zip={zip_code}")
    assert message in page
    assert f'value="{zip_code}"' in page
    assert "3,066 programs" in page


def test_a_search_that_finds_nothing_offers_wider_ones_that_do(
    client: Client, content: None
) -> None:
    page = find(client, "?state=ID&credential=2&control=for-profit")
    assert "No program fits all of this" in page
    wider = re.findall(r'<a class="chip" href="([^"]+)">([^<]+): (\d+) program', page)
    assert wider
    for address, _, count in wider:
        assert f"{count} program" in find(client, html.unescape(address))


def test_a_cost_limit_leaves_out_what_is_known_to_cost_more(client: Client, content: None) -> None:
    Program.objects.all().delete()
    own = {"details_from": "Catalog", "details_on": "2026-09-01"}
    program(institution("Cheap"), debt=9000, cost_low=900, cost_high=9000, **own)
    program(institution("Dear"), debt=None, cost_low=6000, cost_high=6000, **own)
    program(institution("Owed"), debt=9000)
    program(institution("Little owed"), debt=4000)
    program(institution("Unknown"), debt=None)
    page = find(client, "?max_cost=5000&sort=name")
    assert names(page) == ["Cheap", "Little owed", "Unknown"]
    assert "Not known to cost more than $5,000" in page


def test_closed_institutions_are_not_found_but_their_page_says_so(
    client: Client, content: None
) -> None:
    school = Institution.objects.get(name="Perry Technical Institute")
    Institution.objects.filter(pk=school.pk).update(is_closed=True, closed_on="2026-03-31")
    assert school.name not in names(find(client, "?state=WA&control=nonprofit"))
    page = client.get(school.get_absolute_url()).content.decode()
    assert "This institution closed on March 31, 2026" in page


def test_programs_that_the_latest_file_left_out_are_not_found(
    client: Client, content: None
) -> None:
    Program.objects.filter(institution__state="AK").update(is_current=False)
    assert "No program fits" in find(client, "?state=AK")


def test_an_editors_own_program_stands_beside_imported_ones(client: Client, content: None) -> None:
    school = Institution.objects.get(name="Perry Technical Institute")
    program(school, title="Evening program", cost_low=4200, cost_high=4200, credential=1,
            details_from="Catalog 2026", details_on="2026-09-01")  # fmt: skip
    page = find(client, "?state=WA&control=nonprofit")
    assert "Evening program" in page
    assert "$4,200" in page


def test_namesakes_in_a_place_are_distinguished(client: Client, content: None) -> None:
    schools = Institution.objects.filter(name="City College-Hollywood", city="Hollywood")
    assert len(schools) == 2
    place = "?zip=33020&radius=10&sort=name"
    page = find(client, place)
    for school in schools:
        assert f"Hollywood, FL (UNITID {school.unitid})" in page
    Institution.objects.filter(pk=schools[0].pk).update(city="Orlando")
    page = find(client, place)
    assert "Orlando, FL" in page
    assert "UNITID" not in page


def test_six_digit_programs_are_found_through_their_series_and_the_other_way(
    db: None, client: Client
) -> None:
    wide, narrow, other = program(code="51.07"), program(code="51.0705"), program(code="51.08")
    assert set(Program.objects.for_fields(["51.07"])) == {wide, narrow}
    assert set(Program.objects.for_fields(["51.0705"])) == {wide, narrow}
    assert set(Program.objects.for_fields(["51.0710"])) == {wide}
    assert set(Program.objects.for_fields(["51"])) == {wide, narrow, other}
    assert set(Program.objects.for_fields([])) == set()


def test_the_download_has_every_program_found_with_its_source(
    client: Client, content: None
) -> None:
    response = client.get("/careers/medical-office-administrator/programs.csv?state=WA")
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 56
    assert {row["state"] for row in rows} == {"WA"}
    assert {row["published_on"] for row in rows} == {"2026-06-10"}
    suppressed = next(row for row in rows if not row["earnings"])
    assert suppressed["earnings_missing"] == "Suppressed for privacy"


def test_a_download_runs_no_formula_of_a_name(client: Client, content: None) -> None:
    program(institution('=HYPERLINK("http://example.org")'), code="51.07")
    response = client.get("/careers/medical-office-administrator/programs.csv?state=WA")
    assert "'=HYPERLINK" in response.content.decode()


def test_a_career_without_programs_says_why(client: Client, content: None) -> None:
    Program.objects.all().delete()
    rewrite_summaries()
    page = find(client, "")
    assert "They appear as soon as the editors publish one" in page


def test_queries_do_not_grow_with_programs(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(FINDER_QUERIES):
        find(client, "?state=AK")
    with django_assert_num_queries(FINDER_QUERIES):
        find(client, "?state=CA")
    # What there is to search is counted with it; no place is asked about.
    with django_assert_num_queries(FINDER_QUERIES - 1):
        find(client, "")


def test_a_public_page_sets_no_cookie(client: Client, content: None) -> None:
    assert not client.get(FINDER).cookies


def test_content_that_was_loaded_once_is_not_loaded_again(content: None) -> None:
    from programs import bundled

    ImportRun.objects.update(state=ImportRun.State.DISCARDED)
    Program.objects.all().delete()
    assert bundled.load() == []
    assert not Program.objects.exists()
