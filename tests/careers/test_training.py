"""How somebody gets into a career, whatever it asks for, and which programs lead to it."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import FactRelease, ProjectionRelease
from programs.models import Program
from programs.models.summaries import rewrite_summaries
from tests.careers.guides import read_text
from tests.careers.profiles import read_training
from tests.programs.making import institution, program

ELECTRICIAN, RETAIL = "/careers/electrician/", "/careers/retail-salesperson/"
TRAINING = re.compile(r'<a href="[^"]+/programs/"[^>]*>Training</a>')


@pytest.fixture
def without_programs(content: None) -> None:
    Program.objects.all().delete()
    rewrite_summaries()


def read_words(response: Any) -> str:
    """The text of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", read_text(response)).split())


def test_a_career_that_needs_no_credential_says_so_first(content: None) -> None:
    entry = read_training("welder").entry
    assert entry.needs_program is False
    assert entry.heading == "New workers typically need no program"
    assert entry.text.startswith(
        "A high school diploma is typical; a certificate or a degree is not. "
        "New workers learn on the job for one to twelve months."
    )
    assert entry.credential is None


def test_an_apprenticeship_is_named_with_its_hours_and_how_old_the_list_is(content: None) -> None:
    entry = read_training("electrician").entry
    assert entry.is_apprenticeship
    assert entry.needs_program is False
    assert entry.heading == "The usual way in is a paid apprenticeship"
    assert "Expect 8,000 hours, about 4 years of full-time work." in entry.text
    # The one of the career's own name, not the first of the alphabet.
    assert entry.apprenticeships[0] == ("Electrician", "8,000 hours")
    assert entry.apprenticeships_edition == "About 2020"
    assert entry.sources[-1].text.endswith(", About 2020")


def test_a_career_that_typically_takes_a_degree_names_it(content: None) -> None:
    for slug, credential, heading in (
        ("registered-nurse", 3, "A bachelor’s degree is typical"),
        ("software-developer", 3, "A bachelor’s degree is typical"),
        ("licensed-practical-or-vocational-nurse", 1, "A certificate after high school is typical"),
        # Which of the two degrees is not said, so no filter is offered.
        ("general-internal-medicine-physician", None, "A doctoral or professional degree is"),
    ):
        entry = read_training(slug).entry
        assert entry.needs_program
        assert (entry.credential, entry.heading[: len(heading)]) == (credential, heading)


def test_who_was_asked_and_named_a_degree_is_told_where_none_is_typical(content: None) -> None:
    text = read_training("transportation-storage-and-distribution-manager").entry.text
    assert "But 76% of workers and experts who were asked named this: bachelor’s degree." in text


def test_a_combined_occupation_has_the_fields_of_its_parts(content: None) -> None:
    training = read_training("clinical-laboratory-technologist-or-technician")
    assert training.career.name == "clinical laboratory technologist or technician"
    assert "51.1005" in training.cip_codes
    assert training.entry.apprenticeships == (("Medical-laboratory technician", "4,000 hours"),)


def test_every_career_knows_how_people_get_in(content: None) -> None:
    assert read_training("medical-office-administrator").routes
    for slug in ("actor", "retail-sales-supervisor", "health-sciences-professor"):
        training = read_training(slug)
        assert training.entry.needs_program is not None
        assert training.entry.heading
        assert training.entry.sources


def test_without_projections_the_zone_of_preparation_tells(content: None) -> None:
    ProjectionRelease.objects.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    entry = read_training("electrician").entry
    assert entry.needs_program is None
    assert entry.heading == ""
    assert entry.text.startswith("Most people prepare for one or two years")
    FactRelease.objects.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    assert read_training("electrician").entry.text == ""


def test_a_career_without_fields_of_study_says_so_and_leads_on(
    client: Client, content: None
) -> None:
    page = client.get(f"{RETAIL}programs/")
    words = read_words(page)
    assert "we list no programs for it" in words
    assert "New workers learn on the job for up to a month." in words
    assert "Employment Projections, 2025–35, 2024–34" in words
    assert 'href="/careers/parts-salesperson/programs/"' in read_text(page)
    for path in ("programs/routes/", "programs/compare/", "programs.csv"):
        assert client.get(f"{RETAIL}{path}").headers["Location"] == f"{RETAIL}programs/"
    own = read_text(client.get(RETAIL))
    assert "We list no programs for this career." in own
    assert TRAINING.search(own)


def test_the_page_of_a_career_counts_its_programs_and_asks_where_one_lives(
    client: Client, without_programs: None
) -> None:
    assert "in 1 field of study" not in read_words(client.get(ELECTRICIAN))
    for number in range(4):
        school = institution(unitid=990001 + number)
        pay = {"earnings": 30000 if number else 50000, "high_school_earnings": 40000}
        program(school, "46.03", **pay)
    page = client.get(ELECTRICIAN)
    words = read_words(page)
    assert "A program is a choice here, not the usual way in. 4 programs in 1 field of study" in (
        words
    )
    assert "of the 4 programs whose pay can be compared, 3 (75%) led to less pay" in words
    assert f'action="{ELECTRICIAN}programs/#results"' in read_text(page)
    assert "Registered apprenticeships, as listed about 2020" in words
    assert "High school diploma then a paid apprenticeship; projections 2025–35, 2024–34" in words
    # What few programs share is no warning for all.
    Program.objects.filter(field="46.03", earnings=30000).update(earnings=45000)
    rewrite_summaries(["46.03"])
    assert "led to less pay" not in read_words(client.get(ELECTRICIAN))


def test_ways_in_without_usual_prices_claim_none(client: Client, without_programs: None) -> None:
    electricians = read_words(client.get(f"{ELECTRICIAN}programs/routes/"))
    assert "Paid from the first day, less while you learn" in electricians
    assert "We know no usual price or length" in electricians
    nurses = read_words(client.get("/careers/registered-nurse/programs/routes/"))
    assert "Paid from the first day" not in nurses


def test_how_people_get_in_takes_a_query(
    content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Statistics of the releases are asked for once.
    read_training("welder")
    # The career, facts, a release and its pay; without fields also the related careers.
    for slug, queries in (("electrician", 4), ("retail-salesperson", 5)):
        with django_assert_num_queries(queries):
            read_training(slug)


@pytest.mark.parametrize("path", ["", "salaries/", "salaries/iowa/", "programs/"])
def test_the_tab_is_there_on_every_page_of_a_career(
    client: Client, content: None, path: str
) -> None:
    for career in (ELECTRICIAN, RETAIL):
        assert TRAINING.search(read_text(client.get(f"{career}{path}")))
